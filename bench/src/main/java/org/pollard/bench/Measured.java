package org.pollard.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/// Runs a load against a server process and turns what came back into numbers.
final class Measured {

  static final String PER_SECOND = "perSecond";

  /// C2 takes longer than this on two cores that are busy with the load as well.
  private static final Duration FIRST_COMPILED = Duration.ofSeconds(25);

  private static final int LEAST_WINDOWS = 2;
  private static final int MOST_WINDOWS = 8;
  private static final double STEADY = 1.05;

  private Measured() {}

  /// Loads until the compilers are done: until the server has worked for a while, and until a
  /// window is hardly faster than the best before it.
  static void warmUp(ServerProcess server, Supplier<Load.Result> window) {
    double best = 0;
    for (int i = 1; i <= MOST_WINDOWS; i++) {
      double now = window.get().perSecond();
      boolean steady = now < best * STEADY;
      best = Math.max(best, now);
      if (i >= LEAST_WINDOWS && steady && server.cpu().compareTo(FIRST_COMPILED) > 0) {
        return;
      }
    }
  }

  /// The numbers of a run, with what it cost the server.
  ///
  /// @throws IllegalStateException when an answer was no success
  static SequencedMap<String, Double> of(ServerProcess server, Supplier<Load.Result> run) {
    Duration before = server.cpu();
    Load.Result result = run.get();
    double cpuMicros = server.cpu().minus(before).toNanos() / 1e3;
    SequencedMap<String, Double> numbers = numbers(result);
    numbers.put("serverCpuMicros", cpuMicros / result.answers());
    return numbers;
  }

  /// @throws IllegalStateException when an answer was no success
  static SequencedMap<String, Double> numbers(Load.Result result) {
    if (!result.statuses().keySet().equals(Set.of(200))) {
      throw new IllegalStateException("not all answers were 200: " + result.statuses());
    }
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put(PER_SECOND, result.perSecond());
    numbers.put("p50Millis", result.percentileMillis(50));
    numbers.put("p99Millis", result.percentileMillis(99));
    numbers.put("maxMillis", result.maxMillis());
    return numbers;
  }
}
