package org.pollard.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When to try again: after four seconds, then after twice as long each time, up to six hours apart
/// and for a day in all. Immutable.
///
/// @param random spreads what failed together; 0 of it means no spreading
record Patience(RandomGenerator random) {

  static final Duration DAY = Duration.ofHours(24);

  private static final Duration FIRST = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int MOST_DOUBLINGS = 13;
  private static final double SPREAD = 0.25;

  /// A receiver that failed so often in a row is left alone altogether for a while, so that what
  /// waits for it is not tried piece by piece.
  private static final int FAILURES_BEFORE_REST = 3;

  /// When a delivery is tried again after so many attempts; empty when it is given up.
  Optional<Instant> next(int attempts, Instant created, Instant now) {
    Instant next = now.plus(after(attempts));
    return next.isAfter(created.plus(DAY)) ? Optional.empty() : Optional.of(next);
  }

  /// Until when a webhook rests after so many failures in a row.
  Instant resumes(int failures, Instant now) {
    return failures < FAILURES_BEFORE_REST
        ? now
        : now.plus(after(failures - FAILURES_BEFORE_REST + 1));
  }

  private Duration after(int times) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
    Duration most = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    return most.plusMillis((long) (most.toMillis() * SPREAD * random.nextDouble()));
  }
}
