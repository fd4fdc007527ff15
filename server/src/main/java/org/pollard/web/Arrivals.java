package org.pollard.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.pollard.course.CourseId;
import org.pollard.course.Room;

/// Holds back guests who come into a room in numbers from one address, where its host wants that: a
/// hall shares an address, so that there is no limit which fits every room. As many come at once as
/// come in a minute. Each node counts for itself. Thread-safe; each place and address has a lock of
/// its own, held for a few additions.
public final class Arrivals {

  private static final long MOST_REMEMBERED = 100_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final Cache<Origin, Door> doors;

  private record Origin(CourseId room, String address) {}

  /// When the last of those who came would have come if all had come evenly.
  private static final class Door {
    private long evenly;
  }

  /// @param nanos a clock like [System#nanoTime()]
  public Arrivals(LongSupplier nanos) {
    this.nanos = nanos;
    this.doors =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /// Lets somebody in, and gives zero; else how long they have to wait before they try again.
  Duration wait(Room room, String address) {
    if (room.guestsAMinute() == 0) {
      return Duration.ZERO;
    }
    long now = nanos.getAsLong();
    long apart = MINUTE.toNanos() / room.guestsAMinute();
    Door door =
        doors.get(
            new Origin(room.course(), address),
            _ -> {
              Door fresh = new Door();
              fresh.evenly = now - MINUTE.toNanos();
              return fresh;
            });
    synchronized (door) {
      long next = Math.max(door.evenly, now - MINUTE.toNanos()) + apart;
      if (next > now) {
        return Duration.ofNanos(next - now);
      }
      door.evenly = next;
      return Duration.ZERO;
    }
  }
}
