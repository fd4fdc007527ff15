package org.pollard.realtimekit.socket;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// How many bytes the connections of one session are sent in a second. What is sent is never held
/// up here; who asks first whether something is left, and waits if not, stays within it on average.
/// Spending is thread-safe, asking is confined to one thread.
final class Budget {

  static final long BYTES_A_SECOND = 32L * 1024 * 1024;

  private final LongSupplier nanos;
  private final LongAdder spent = new LongAdder();
  private long left = BYTES_A_SECOND;
  private long asked;

  Budget(LongSupplier nanos) {
    this.nanos = nanos;
    this.asked = nanos.getAsLong();
  }

  void spend(int bytes) {
    spent.add(bytes);
  }

  /// Whether something may be sent, however large: the debt is paid by waiting afterwards. What is
  /// not spent is kept for a second.
  boolean left() {
    long now = nanos.getAsLong();
    long earned = (long) ((now - asked) / 1e9 * BYTES_A_SECOND);
    left = Math.min(BYTES_A_SECOND, left + earned) - spent.sumThenReset();
    asked = now;
    return left >= 0;
  }

  /// Whether, when it was last asked, it was overdrawn by more than what is earned in half a
  /// second.
  boolean farOverdrawn() {
    return left < -BYTES_A_SECOND / 2;
  }
}
