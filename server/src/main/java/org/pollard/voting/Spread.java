package org.pollard.voting;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How often something happened, how much it came to, and the most of late. Thread-safe: each call
/// holds a lock for a few additions, so it is for what happens once a transaction or a tick, and
/// not for what happens once a vote.
public final class Spread {

  private static final long WINDOW = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private long count;
  private long sum;
  private long most;
  private long mostBefore;
  private long since;

  /// A spread of nothing yet.
  ///
  /// @param nanos a clock like [System#nanoTime()]
  public Spread(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /// Adds one more.
  public synchronized void add(long value) {
    turn();
    count++;
    sum += value;
    most = Math.max(most, value);
  }

  /// How often, since the start.
  public synchronized long count() {
    return count;
  }

  /// What all came to together, since the start.
  public synchronized long sum() {
    return sum;
  }

  /// The most of one in the last minute, or two; 0 when there was none.
  public synchronized long most() {
    turn();
    return Math.max(most, mostBefore);
  }

  private void turn() {
    long passed = (nanos.getAsLong() - since) / WINDOW;
    if (passed > 0) {
      mostBefore = passed == 1 ? most : 0;
      most = 0;
      since += passed * WINDOW;
    }
  }
}
