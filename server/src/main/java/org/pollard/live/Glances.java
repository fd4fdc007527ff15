package org.pollard.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;

/// Who looked at which room by a plain request a moment ago. Whoever gets no stream through their
/// proxy asks again and again, and is in the room like those who follow it. Thread-safe.
final class Glances {

  /// Several times as long as a page waits before it asks again, in a tab that nobody sees too.
  static final Duration LAST = Duration.ofSeconds(15);

  /// Beyond it some are forgotten, and then not counted until they ask again.
  private static final long MOST = 50_000;

  private record Glance(AudienceRef.InCourse room, VoterId voter) {}

  private final Cache<Glance, Boolean> recent;

  /// @param nanos a clock like [System#nanoTime()]
  Glances(LongSupplier nanos) {
    this.recent =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(LAST)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  void add(AudienceRef.InCourse room, VoterId voter) {
    recent.put(new Glance(room, voter), Boolean.TRUE);
  }

  /// Who looked at this room.
  Set<VoterId> at(AudienceRef room) {
    Set<VoterId> there = new HashSet<>();
    for (Glance each : recent.asMap().keySet()) {
      if (each.room().equals(room)) {
        there.add(each.voter());
      }
    }
    return there;
  }

  /// Who looked, by room; the caller's own to change.
  Map<AudienceRef.InCourse, Set<VoterId>> all() {
    Map<AudienceRef.InCourse, Set<VoterId>> rooms = new HashMap<>();
    for (Glance each : recent.asMap().keySet()) {
      rooms.computeIfAbsent(each.room(), _ -> new HashSet<>()).add(each.voter());
    }
    return rooms;
  }
}
