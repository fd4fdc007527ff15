package org.pollard.live;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.pollard.edge.Bucket;
import org.pollard.edge.Clients;
import org.pollard.people.VoterId;

/// How many calls of our own API one voter may make over all their connections: a bucket that fills
/// up again with time. It holds far more than a phone that tries again and a page that is loaded
/// again and again need, so it is met by programs only. Thread-safe; each bucket has a lock of its
/// own, held for a few additions.
@Singleton
class CallBudget {

  static final int MOST = 500;
  static final int A_SECOND = 100;

  /// Beyond it the least used are forgotten, which lets them start anew.
  private static final long MOST_VOTERS = 100_000;

  /// A system property that only `bin/bench` gives, where one caller stands for many.
  private static final String FOR_BENCH = "pollard.bench.calls";

  private final LongSupplier nanos;
  private final int most;
  private final Clients<VoterId, Bucket> buckets;

  @Inject
  CallBudget() {
    this(System::nanoTime, Integer.getInteger(FOR_BENCH, MOST));
  }

  /// @param nanos a clock like [System#nanoTime()]
  /// @param most calls that may come at once
  CallBudget(LongSupplier nanos, int most) {
    this.nanos = nanos;
    this.most = most;
    // Longer than it takes to fill a bucket, so that being forgotten earns nothing.
    this.buckets = new Clients<>(MOST_VOTERS, Duration.ofSeconds(2L * most / A_SECOND), nanos);
  }

  /// Takes what one call costs; false when there is nothing left, and then a second is long enough
  /// to wait.
  boolean take(VoterId voter) {
    long now = nanos.getAsLong();
    return buckets.get(voter, () -> new Bucket(most, A_SECOND, now)).take(now);
  }
}
