package org.pollard.edge;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that bodies may take, all together, until their requests were answered. One body has
/// its bound; a thousand of them, sent up to the last byte and held, would still fill the heap.
/// Thread-safe.
///
/// The beginning of each body is free, so that a vote or a sign-in is read also while somebody
/// holds all there is.
final class BodyBudget {

  /// What of each body is not counted, in bytes: more than a vote has.
  static final int FREE = 4 * 1024;

  private static final int SHARE_OF_THE_HEAP = 8;

  /// Five hundred of the largest at once. Anybody may fill it, on however large a machine.
  private static final long MOST = 512L << 20;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /// @param most in bytes
  BodyBudget(long most) {
    this.most = most;
  }

  static BodyBudget ofThisProcess() {
    return of(Runtime.getRuntime().maxMemory());
  }

  /// @param heap in bytes
  static BodyBudget of(long heap) {
    return new BodyBudget(Math.min(MOST, heap / SHARE_OF_THE_HEAP));
  }

  /// What one body takes of it; confined to its event loop.
  final class Share {

    private int counted;
    private boolean over;

    /// Takes as much as a body of this length needs; false when there is not that much left.
    boolean growTo(int length) {
      int needed = Math.max(0, length - FREE);
      int more = needed - counted;
      if (over || more <= 0) {
        return !over;
      }
      if (taken.addAndGet(more) > most) {
        taken.addAndGet(-more);
        return false;
      }
      counted = needed;
      return true;
    }

    /// Gives all of it back, for good.
    void end() {
      over = true;
      taken.addAndGet(-counted);
      counted = 0;
    }
  }

  Share share() {
    return new Share();
  }

  long taken() {
    return taken.get();
  }
}
