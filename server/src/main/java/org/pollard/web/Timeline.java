package org.pollard.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the counts of a named session grew, in some hundred steps at most however many votes there
/// are. Confined to who fills it.
final class Timeline {

  private static final int MOST_STEPS = 120;

  private final int lines;
  private Duration step = Duration.ofSeconds(1);
  private final TreeMap<Instant, long[]> steps = new TreeMap<>();

  /// @param lines how many counts there are
  Timeline(int lines) {
    this.lines = lines;
  }

  /// @param at the end of the step
  /// @param counts in the order of the lines, all answers until then
  record Point(Instant at, List<Long> counts) {}

  void add(int line, Instant at) {
    count(steps, end(at), line, 1);
    while (steps.size() > 1 && span() > MOST_STEPS) {
      widen();
    }
  }

  /// Ascending; begins with a point without answers.
  List<Point> points() {
    List<Point> points = new ArrayList<>();
    if (steps.isEmpty()) {
      return points;
    }
    long[] sum = new long[lines];
    points.add(point(steps.firstKey().minus(step), sum));
    steps.forEach(
        (at, added) -> {
          for (int i = 0; i < sum.length; i++) {
            sum[i] += added[i];
          }
          points.add(point(at, sum));
        });
    return points;
  }

  private static Point point(Instant at, long[] counts) {
    return new Point(at, Arrays.stream(counts).boxed().toList());
  }

  private long span() {
    return Duration.between(steps.firstKey(), steps.lastKey()).dividedBy(step);
  }

  private void widen() {
    step = step.multipliedBy(2);
    Map<Instant, long[]> before = new HashMap<>(steps);
    steps.clear();
    before.forEach(
        (at, counts) -> {
          for (int i = 0; i < counts.length; i++) {
            count(steps, end(at), i, counts[i]);
          }
        });
  }

  private void count(Map<Instant, long[]> into, Instant at, int line, long n) {
    into.computeIfAbsent(at, _ -> new long[lines])[line] += n;
  }

  private Instant end(Instant at) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond(Math.ceilDiv(at.toEpochMilli(), 1_000L * seconds) * seconds);
  }
}
