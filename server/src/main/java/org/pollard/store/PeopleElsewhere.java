package org.pollard.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// What other nodes told of the people in their rooms, until it is too old. Thread-safe.
final class PeopleElsewhere {

  static final Duration FORGOTTEN = Duration.ofSeconds(5);

  /// Whoever looks at the people of a room asks again and again.
  static final Duration ASKED = Duration.ofSeconds(10);

  /// Of a room, whatever other nodes say.
  private static final int MOST_NAMED = 10_000;

  private final LongSupplier nanos;

  /// By the course of the room and the node that told.
  private final Map<Long, Map<String, Told>> counts = new ConcurrentHashMap<>();

  /// When somebody was said to be in a room, by its course.
  private final Map<Long, Map<Long, Long>> named = new ConcurrentHashMap<>();

  /// When another node asked who is in a room, by its course.
  private final Map<Long, Long> asked = new ConcurrentHashMap<>();

  private final AtomicLong swept;

  private record Told(int people, long at) {}

  /// @param nanos a clock that only goes forward, as [System#nanoTime()]
  PeopleElsewhere(LongSupplier nanos) {
    this.nanos = nanos;
    this.swept = new AtomicLong(nanos.getAsLong());
  }

  void told(String node, long course, int people) {
    long now = nanos.getAsLong();
    sweep(now);
    counts.compute(
        course,
        (_, before) -> {
          Map<String, Told> all = new HashMap<>(before == null ? Map.of() : before);
          all.values().removeIf(this::isOld);
          all.put(node, new Told(people, now));
          return Map.copyOf(all);
        });
  }

  private void sweep(long now) {
    long last = swept.get();
    if (now - last > FORGOTTEN.toNanos() && swept.compareAndSet(last, now)) {
      counts.values().removeIf(all -> all.values().stream().allMatch(this::isOld));
      named.values().forEach(all -> all.values().removeIf(at -> now - at > FORGOTTEN.toNanos()));
      named.values().removeIf(Map::isEmpty);
    }
  }

  /// Somebody is in a room of another node.
  void isHere(long course, long person) {
    long now = nanos.getAsLong();
    sweep(now);
    Map<Long, Long> all = named.computeIfAbsent(course, _ -> new ConcurrentHashMap<>());
    if (all.size() < MOST_NAMED || all.containsKey(person)) {
      all.put(person, now);
    }
  }

  Set<Long> who(long course) {
    long now = nanos.getAsLong();
    return named.getOrDefault(course, Map.of()).entrySet().stream()
        .filter(each -> now - each.getValue() <= FORGOTTEN.toNanos())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// Another node wants to know who is in a room here.
  void ask(long course) {
    asked.put(course, nanos.getAsLong());
  }

  /// The courses of the rooms of which another node wants to know who is there.
  Set<Long> asked() {
    long now = nanos.getAsLong();
    asked.values().removeIf(at -> now - at > ASKED.toNanos());
    return Set.copyOf(asked.keySet());
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
