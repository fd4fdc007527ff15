package org.pollard.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The entry point of the program.
@QuarkusMain
public final class Main {

  Main() {}

  /// Starts the server and stays until it is told to stop.
  public static void main(String[] args) {
    Quarkus.run(args);
  }
}
