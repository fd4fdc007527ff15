package org.pollard.command;

import java.util.concurrent.Callable;
import org.pollard.server.DataFolder;
import org.pollard.server.Settings;
import org.pollard.store.Database;
import org.pollard.store.DatabaseCopy;
import org.pollard.store.SchemaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the database's tables up to this program's version, as the next start would.",
      "An embedded database must not be served meanwhile."
    })
final class Migrate implements Callable<Integer> {

  @Mixin private final Answering answer = new Answering();

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  /// @param from the schema version before; 0: there were no tables
  /// @param done whether the tables were changed
  record Step(int from, int to, boolean done) {}

  @Override
  public Integer call() {
    Settings settings = Given.settings();
    SchemaState state = SchemaState.of(settings.databaseUrl());
    int known = SchemaState.known();
    if (state.isTooNew()) {
      throw Refusal.because(
          "The database needs a program that knows schema version %d; this one knows %d."
              .formatted(state.oldestProgram(), known));
    }
    if (state.version() >= known) {
      return answer.with(
          new Step(state.version(), state.version(), false),
          "The tables are up to date: version " + state.version() + ".");
    }
    if (dryRun) {
      return answer.with(
          new Step(state.version(), known, false),
          "The tables would go from version %d to %d.".formatted(state.version(), known));
    }
    if (DatabaseCopy.isEmbedded(settings.databaseUrl()) && DataFolder.isHeld(settings.dataDir())) {
      throw Refusal.because("A server runs on " + settings.dataDir() + ": stop it first.");
    }
    answer.meanwhile(
        "Changing the tables from version %d to %d …".formatted(state.version(), known));
    Database.open(settings.databaseUrl(), settings.dataDir()).close();
    return answer.with(
        new Step(state.version(), known, true), "The tables are at version " + known + " now.");
  }
}
