package org.pollard.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What to torture and for how long.
///
/// @param voting time of voting in all, shared by the databases
/// @param folder made for this run; holds its logs, its result and, after a violation, its data
record Options(Duration voting, long seed, List<Database> databases, int voters, Path folder) {

  private static final int VOTERS = 3_000;

  Options {
    databases = List.copyOf(databases);
  }

  enum Database {
    SQLITE,
    POSTGRES,
    /// Several machines of PostgreSQL, one of which is lost now and then.
    CLUSTER;

    /// Those that need nothing of the machine.
    static final List<Database> EVERYWHERE = List.of(SQLITE, POSTGRES);

    Site site(Path folder) {
      return switch (this) {
        case SQLITE -> new SqliteSite(folder);
        case POSTGRES -> new PostgresSite(folder);
        case CLUSTER -> new ClusterSite(folder);
      };
    }
  }

  /// As `bin/torture` hands them on, checked: minutes, seed, database, folder.
  static Options of(String[] args) {
    long seed = Long.parseLong(args[1]);
    return new Options(
        Duration.ofMillis((long) (Double.parseDouble(args[0]) * 60_000)),
        seed,
        args[2].equals("both")
            ? Database.EVERYWHERE
            : List.of(Database.valueOf(args[2].toUpperCase(java.util.Locale.ROOT))),
        VOTERS,
        Path.of(args[3]).resolve(Long.toString(seed)));
  }
}
