package org.pollard.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SequencedMap;

/// Votes a second and the time to the acknowledgement: through both facades, beside what the same
/// server does without a store, with one transaction a vote, and beside a plain server.
final class Votes {

  private static final int[] CONNECTIONS = {64, 1_000};
  private static final Duration MEASURED = Duration.ofSeconds(5);
  private static final int STUDENTS = 200_000;
  private static final int SESSIONS = 200;

  private Votes() {}

  static void run(Path folder, Report report) {
    for (Storage storage : Storage.values()) {
      try (Storage.Opened database = storage.open(folder)) {
        run(folder, storage, database, report);
      }
    }
  }

  private static void run(
      Path folder, Storage storage, Storage.Opened database, Report report) {
    ServerProcess.start(folder, database.environment()).close();
    System.err.println("Filling " + storage.title() + " …");
    Stock stock = Stock.fill(database.url(), STUDENTS, SESSIONS);
    Voters voters = new Voters(stock);
    try (ServerProcess server =
        ServerProcess.start(folder, database.environment(), "-Dpollard.bench.ceiling=true")) {
      for (int connections : CONNECTIONS) {
        Load load = new Load(server.base(), connections);
        Measured.warmUp(load, voters.live());
        Measured.warmUp(load, voters.canvas());
        Measured.warmUp(load, voters.ceiling());
        String suffix = ", " + storage.title() + ", " + connections + " connections";
        for (int i = 0; i < 2; i++) {
        report.add("ceiling" + suffix, measured(server, load, voters.ceiling()));
        report.add("live" + suffix, measured(server, load, voters.live()));
        report.add("canvas" + suffix, measured(server, load, voters.canvas()));
        }
      }
    }
  }

  private static SequencedMap<String, Double> measured(
      ServerProcess server, Load load, Load.Requests requests) {
    return Measured.of(server.handle(), () -> load.closed(requests, MEASURED));
  }
}
