package org.pollard.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Runs a load against a server process and turns what came back into numbers.
final class Measured {

  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final int LEAST_WINDOWS = 7;
  private static final int MOST_WINDOWS = 16;
  private static final double STEADY = 1.05;

  private Measured() {}

  /// Loads until the compilers are done: for twenty seconds at least, and until a window is hardly
  /// faster than the best before it.
  static void warmUp(Supplier<Load.Result> window) {
    double best = 0;
    for (int i = 1; i <= MOST_WINDOWS; i++) {
      double now = window.get().perSecond();
      boolean steady = now < best * STEADY;
      best = Math.max(best, now);
      if (i >= LEAST_WINDOWS && steady) {
        return;
      }
    }
  }

  static void warmUp(Load load, Load.Requests requests) {
    warmUp(() -> load.closed(requests, WINDOW));
  }

  /// The numbers of a run, with what it cost the server.
  ///
  /// @throws IllegalStateException when an answer was no success
  static SequencedMap<String, Double> of(ProcessHandle server, Supplier<Load.Result> run) {
    Duration before = cpu(server);
    Load.Result result = run.get();
    double cpuMicros = cpu(server).minus(before).toNanos() / 1e3;
    onlySuccesses(result.statuses());
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("perSecond", result.perSecond());
    numbers.put("p50Millis", result.percentileMillis(50));
    numbers.put("p99Millis", result.percentileMillis(99));
    numbers.put("maxMillis", result.maxMillis());
    numbers.put("serverCpuMicros", cpuMicros / result.answers());
    return numbers;
  }

  static void onlySuccesses(Map<Integer, Long> statuses) {
    if (!statuses.keySet().equals(java.util.Set.of(200))) {
      throw new IllegalStateException("not all answers were 200: " + statuses);
    }
  }

  static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
