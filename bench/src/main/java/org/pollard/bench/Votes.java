package org.pollard.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Votes a second and the time to the acknowledgement: through both facades, beside what this
/// machine can do at all, what the framework does alone, what the same server does without a store,
/// with one transaction a vote, and beside a plain server.
///
/// What is compared runs in turns, since the speed of a machine changes from minute to minute; of
/// the turns of each the median counts.
final class Votes {

  private static final int[] CONNECTIONS = {64, 1_000};
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final int TURNS = 3;

  /// So many that the server's memory holds none of them when they come back.
  private static final int STRANGERS = 200_000;

  /// So few that it holds them all, as those who watch what they vote on.
  private static final int REGULARS = 10_000;

  private static final int VOTES = 20_000_000;

  private Votes() {}

  private record Contestant(String name, ServerProcess server, Load.Requests requests) {}

  static void run(Path folder, Report report) {
    for (Storage storage : Storage.values()) {
      try (Storage.Opened grouping = storage.open(folder);
          Storage.Opened single = storage.open(folder)) {
        run(storage, grouping, single, report);
      }
    }
  }

  private static void run(
      Storage storage, Storage.Opened grouping, Storage.Opened single, Report report) {
    System.err.println("Filling " + storage.title() + " …");
    Voters strangers = voters(grouping, STRANGERS);
    Voters regulars = voters(grouping, REGULARS);
    Voters ofSingle = voters(single, REGULARS);
    Optional<ServerProcess> plain =
        storage == Storage.POSTGRESQL
            ? ServerProcess.node("votes.js", Map.of("DATABASE_URL", grouping.plainUrl()))
            : Optional.empty();
    Optional<ServerProcess> echo = ServerProcess.program("echo");
    try (ServerProcess bare = ServerProcess.of(BareFramework.class);
        ServerProcess server = grouping.serve("-Dpollard.bench.ceiling=true");
        ServerProcess alone = single.serve("-Dpollard.bench.batch=1")) {
      List<Contestant> group = new ArrayList<>();
      echo.ifPresent(each -> group.add(new Contestant("echo in C", each, regulars.ceiling())));
      group.add(new Contestant("bare framework", bare, regulars.ceiling()));
      group.add(new Contestant("ceiling", server, regulars.ceiling()));
      group.add(new Contestant("live", server, regulars.live()));
      group.add(new Contestant("canvas", server, regulars.canvas()));
      group.add(new Contestant("live, first sight", server, strangers.live()));
      group.add(new Contestant("one transaction a vote", alone, ofSingle.live()));
      plain.ifPresent(each -> group.add(new Contestant("Node and pg", each, regulars.plain())));
      for (int connections : CONNECTIONS) {
        compare(group, connections, storage, report);
      }
    } finally {
      plain.ifPresent(ServerProcess::close);
      echo.ifPresent(ServerProcess::close);
    }
  }

  private static Voters voters(Storage.Opened database, int people) {
    return new Voters(Stock.fill(database.url(), people, VOTES / people));
  }

  private static void compare(
      List<Contestant> group, int connections, Storage storage, Report report) {
    for (Contestant each : group) {
      System.err.println("Warming up: " + each.name() + ", " + connections + " connections …");
      LightLoad load = new LightLoad(each.server().base(), connections);
      Measured.warmUp(each.server(), () -> load.closed(each.requests(), TURN));
    }
    Map<String, List<SequencedMap<String, Double>>> turns = new LinkedHashMap<>();
    for (int i = 0; i < TURNS; i++) {
      for (Contestant each : group) {
        LightLoad load = new LightLoad(each.server().base(), connections);
        turns
            .computeIfAbsent(each.name(), _ -> new ArrayList<>())
            .add(Measured.of(each.server(), () -> load.closed(each.requests(), TURN)));
      }
    }
    turns.forEach(
        (name, all) ->
            report.add(
                name + ", " + storage.title() + ", " + connections + " connections", median(all)));
  }

  private static SequencedMap<String, Double> median(List<SequencedMap<String, Double>> turns) {
    return turns.stream()
        .sorted(Comparator.comparing(each -> each.getOrDefault(Measured.PER_SECOND, 0.0)))
        .toList()
        .get(turns.size() / 2);
  }
}
