package org.pollard.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What other nodes told of the people in their rooms, until it is too old. Thread-safe.
final class PeopleElsewhere {

  static final Duration FORGOTTEN = Duration.ofSeconds(5);

  private final LongSupplier nanos;

  /// By the course of the room and the node that told.
  private final Map<Long, Map<String, Told>> counts = new ConcurrentHashMap<>();

  private final AtomicLong swept;

  private record Told(int people, long at) {}

  /// @param nanos a clock that only goes forward, as [System#nanoTime()]
  PeopleElsewhere(LongSupplier nanos) {
    this.nanos = nanos;
    this.swept = new AtomicLong(nanos.getAsLong());
  }

  void told(String node, long course, int people) {
    long now = nanos.getAsLong();
    long last = swept.get();
    if (now - last > FORGOTTEN.toNanos() && swept.compareAndSet(last, now)) {
      counts.values().removeIf(all -> all.values().stream().allMatch(this::isOld));
    }
    counts.compute(
        course,
        (_, before) -> {
          Map<String, Told> all = new HashMap<>(before == null ? Map.of() : before);
          all.values().removeIf(this::isOld);
          all.put(node, new Told(people, now));
          return Map.copyOf(all);
        });
  }

  int in(long course) {
    return counts.getOrDefault(course, Map.of()).values().stream()
        .filter(each -> !isOld(each))
        .mapToInt(Told::people)
        .sum();
  }

  /// Of how many rooms something is kept.
  int rooms() {
    return counts.size();
  }

  private boolean isOld(Told told) {
    return nanos.getAsLong() - told.at() > FORGOTTEN.toNanos();
  }
}
