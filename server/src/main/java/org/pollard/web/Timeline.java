package org.pollard.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pollard.poll.ChoiceId;

/// How the counts of a named session grew, in some hundred steps at most however many votes there
/// are. Confined to who fills it.
final class Timeline {

  private static final int MOST_STEPS = 120;

  private final List<ChoiceId> choices;
  private Duration step = Duration.ofSeconds(1);
  private final TreeMap<Instant, long[]> steps = new TreeMap<>();

  Timeline(List<ChoiceId> choices) {
    this.choices = List.copyOf(choices);
  }

  /// @param at the end of the step
  /// @param counts in the order of the choices, all votes until then
  record Point(Instant at, List<Long> counts) {}

  void add(ChoiceId choice, Instant at) {
    int place = choices.indexOf(choice);
    if (place < 0) {
      return;
    }
    count(steps, end(at), place, 1);
    while (steps.size() > 1 && span() > MOST_STEPS) {
      widen();
    }
  }

  /// Ascending; begins with a point without votes.
  List<Point> points() {
    List<Point> points = new ArrayList<>();
    if (steps.isEmpty()) {
      return points;
    }
    long[] sum = new long[choices.size()];
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

  private void count(Map<Instant, long[]> into, Instant at, int place, long n) {
    into.computeIfAbsent(at, _ -> new long[choices.size()])[place] += n;
  }

  private Instant end(Instant at) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond(Math.ceilDiv(at.toEpochMilli(), 1_000L * seconds) * seconds);
  }
}
