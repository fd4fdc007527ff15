package org.pollard.command;

import org.pollard.server.Settings;

/// The settings that a command works with.
final class Given {

  private Given() {}

  /// Those of the environment and of the file below it.
  ///
  /// @throws Refusal with every problem of them
  static Settings settings() {
    return switch (Settings.read(System.getenv())) {
      case Settings.Read.Ok(Settings settings) -> settings;
      case Settings.Read.Refused(var problems) -> throw Refusal.ofSettings(problems);
    };
  }
}
