package org.pollard.torture;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// What has happened so far, said every few seconds. Thread-safe. Closing ends the talking.
final class Progress implements AutoCloseable {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);

  final LongAdder acknowledged = new LongAdder();
  final LongAdder closes = new LongAdder();
  final LongAdder violations = new LongAdder();
  private final Map<String, LongAdder> blows = new ConcurrentHashMap<>();
  private final String name;
  private final long start = System.nanoTime();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  Progress(String name) {
    this.name = name;
    var _ =
        thread.scheduleAtFixedRate(
            () -> System.out.println(line()),
            BETWEEN_LINES.toMillis(),
            BETWEEN_LINES.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  void blow(String blow) {
    blows.computeIfAbsent(blow, _ -> new LongAdder()).increment();
  }

  /// How often each was struck.
  Map<String, Long> blows() {
    Map<String, Long> now = new java.util.TreeMap<>();
    blows.forEach((blow, n) -> now.put(blow, n.sum()));
    return now;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-8s %3d:%02d  %,9d votes acknowledged  %3d blows  %4d closes  %d violations",
        name,
        elapsed().toMinutes(),
        elapsed().toSecondsPart(),
        acknowledged.sum(),
        blows.values().stream().mapToLong(LongAdder::sum).sum(),
        closes.sum(),
        violations.sum());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
