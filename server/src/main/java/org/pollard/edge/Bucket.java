package org.pollard.edge;

/// What somebody may spend: so much at once, and as it fills up again with time. Thread-safe, by a
/// lock of its own that is held for a few additions.
public final class Bucket {

  private final int most;
  private final int aSecond;
  private double left;
  private long filled;

  /// A full one.
  ///
  /// @param most that it holds
  /// @param aSecond that comes back
  /// @param now by a clock like [System#nanoTime()]
  public Bucket(int most, int aSecond, long now) {
    this.most = most;
    this.aSecond = aSecond;
    this.left = most;
    this.filled = now;
  }

  /// Takes one; false when there is none.
  public synchronized boolean take(long now) {
    // Two threads may read the clock in one order and come here in the other.
    long passed = Math.max(0, now - filled);
    filled += passed;
    left = Math.min(most, left + passed * (double) aSecond / 1e9);
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
