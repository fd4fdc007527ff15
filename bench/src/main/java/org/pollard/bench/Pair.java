package org.pollard.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// Votes of two versions in turn, each served by its own `bin/serve`, so with the options and the
/// start-up cache that operators have: the speed of a machine changes from minute to minute, and
/// only what ran side by side can be compared. Beside them an echo in C and the bare framework.
final class Pair {

  private static final int[] CONNECTIONS = {1_000, 64};
  private static final Duration TURN = Duration.ofSeconds(3);
  private static final int TURNS = 5;
  private static final int REGULARS = 10_000;
  private static final int SESSIONS = 2_000;
  private static final int STRANGERS = 100_000;
  private static final int SESSIONS_OF_STRANGERS = 20;

  private static final String MICROS = "microsWithoutCompilers";

  /// Warm is whose compilers take less than this of a processor while it is under load.
  private static final double RESTING = 0.08;

  private static final int MOST_WINDOWS = 15;

  private Pair() {}

  private record Contestant(String name, ServerProcess server, Load.Requests requests) {}

  static void run(Path folder, Report report) {
    Path before =
        Path.of(Objects.requireNonNull(System.getProperty("pollard.before"), "set by bin/bench"));
    for (Storage storage : Storage.values()) {
      try (Storage.Opened first = storage.empty(folder);
          Storage.Opened second = storage.empty(folder)) {
        first.serveByScript(before).close();
        second.serveByScript(Path.of("")).close();
        System.err.println("Filling " + storage.title() + " …");
        Voters[] ofFirst = voters(first.url());
        Voters[] ofSecond = voters(second.url());
        try (ServerProcess earlier =
                first.serveByScript(before, options("pollard.options.before"));
            ServerProcess now = second.serveByScript(Path.of(""), options("pollard.options"));
            ServerProcess bare = ServerProcess.of(BareFramework.class)) {
          Optional<ServerProcess> echo = ServerProcess.program("echo");
          List<Contestant> votes = new ArrayList<>();
          votes.add(new Contestant("before", earlier, ofFirst[0].canvas()));
          votes.add(new Contestant("now", now, ofSecond[0].canvas()));
          List<Contestant> limits = new ArrayList<>();
          echo.ifPresent(
              each -> limits.add(new Contestant("echo in C", each, ofSecond[0].ceiling())));
          limits.add(new Contestant("bare framework", bare, ofSecond[0].ceiling()));
          for (int connections : CONNECTIONS) {
            List<Contestant> all = new ArrayList<>(votes);
            all.addAll(limits);
            compare(all, "known", connections, storage, report);
          }
          compare(
              List.of(
                  new Contestant("before", earlier, ofFirst[1].canvas()),
                  new Contestant("now", now, ofSecond[1].canvas())),
              "never seen",
              CONNECTIONS[0],
              storage,
              report);
          echo.ifPresent(ServerProcess::close);
        }
      }
    }
  }

  /// Regulars and strangers.
  private static Voters[] voters(String url) {
    return new Voters[] {
      new Voters(Stock.fill(url, REGULARS, SESSIONS)),
      new Voters(Stock.fill(url, STRANGERS, SESSIONS_OF_STRANGERS))
    };
  }

  private static String[] options(String property) {
    String options = System.getProperty(property, "");
    return options.isBlank() ? new String[0] : options.split(" ");
  }

  private static void compare(
      List<Contestant> all, String voters, int connections, Storage storage, Report report) {
    String where = ", " + voters + ", " + storage.title() + ", " + connections + " connections";
    for (Contestant each : all) {
      System.err.println("Warming up: " + each.name() + where + " …");
      LightLoad load = new LightLoad(each.server().base(), connections);
      for (int i = 0; i < MOST_WINDOWS; i++) {
        Duration compiled = each.server().compilers();
        load.closed(each.requests(), TURN);
        Duration took = each.server().compilers().minus(compiled);
        if (took.toNanos() < TURN.toNanos() * RESTING) {
          break;
        }
      }
    }
    Map<String, List<SequencedMap<String, Double>>> turns = new LinkedHashMap<>();
    for (int i = 0; i < TURNS; i++) {
      for (Contestant each : all) {
        turns.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(turn(each, connections));
      }
    }
    turns.forEach((name, numbers) -> report.add(name + where, middle(numbers)));
  }

  private static SequencedMap<String, Double> turn(Contestant contestant, int connections) {
    LightLoad load = new LightLoad(contestant.server().base(), connections);
    Duration compiled = contestant.server().compilers();
    Duration used = contestant.server().cpu();
    Machine.Ticks before = Machine.ticks();
    Load.Result result = load.closed(contestant.requests(), TURN);
    double idle = Machine.ticks().idleSince(before);
    Duration compilers = contestant.server().compilers().minus(compiled);
    Duration rest = contestant.server().cpu().minus(used).minus(compilers);
    SequencedMap<String, Double> numbers = Measured.numbers(result);
    numbers.put(MICROS, rest.toNanos() / 1e3 / result.answers());
    numbers.put("compilersMicros", compilers.toNanos() / 1e3 / result.answers());
    numbers.put("idle", idle);
    return numbers;
  }

  /// The medians of all numbers, and how far apart those were that matter most.
  private static SequencedMap<String, Double> middle(List<SequencedMap<String, Double>> turns) {
    SequencedMap<String, Double> middle = new LinkedHashMap<>();
    for (String name : turns.getFirst().keySet()) {
      List<Double> sorted =
          turns.stream().map(each -> each.getOrDefault(name, 0.0)).sorted().toList();
      middle.put(name, sorted.get(sorted.size() / 2));
      if (name.equals(Measured.PER_SECOND) || name.equals(MICROS)) {
        middle.put(name + "Least", sorted.getFirst());
        middle.put(name + "Most", sorted.getLast());
      }
    }
    return middle;
  }
}
