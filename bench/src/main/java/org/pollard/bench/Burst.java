package org.pollard.bench;

import java.nio.file.Path;
import java.time.Duration;

/// Everybody in a large hall votes within one second, each over a connection of their own, and none
/// of them was seen before.
final class Burst {

  private static final int VOTERS = 10_000;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int TIMES = 3;

  private Burst() {}

  static void run(Path folder, Report report) {
    for (Storage storage : Storage.values()) {
      try (Storage.Opened database = storage.open(folder)) {
        Voters voters = new Voters(Stock.fill(database.url(), 20 * VOTERS, 20));
        try (ServerProcess server = database.serve()) {
          LightLoad usual = new LightLoad(server.base(), 64);
          Measured.warmUp(server, () -> usual.closed(voters.live(), Duration.ofSeconds(3)));
          LightLoad everybody = new LightLoad(server.base(), VOTERS);
          for (int i = 1; i <= TIMES; i++) {
            Load.Result result = everybody.paced(voters.live(), SECOND, VOTERS);
            if (result.answers() != VOTERS) {
              throw new IllegalStateException(result.answers() + " answers");
            }
            report.add(storage.title() + ", burst " + i, Measured.numbers(result));
          }
        }
      }
    }
  }
}
