package org.pollard.realtimekit.socket;

import java.util.function.LongSupplier;

/// How much one participant may ask over all their connections: a bucket that fills up again with
/// time. Thread-safe; its lock is held for a few additions.
final class Allowance {

  /// Far more than a person causes, or a page that comes back.
  private static final int MOST = 200;

  private static final int A_SECOND = 20;

  /// So often may be asked in vain before the connections are cut off, and none is let in until the
  /// bucket is full again: whoever is cut off gains nothing by coming back.
  private static final int MOST_IN_VAIN = 1_000;

  /// What an answer costs beyond the question: large ones count as several.
  private static final int BYTES_FOR_ONE = 32 * 1024;

  private final LongSupplier nanos;
  private double left = MOST;
  private long filled;
  private int sockets;
  private int inVain;

  Allowance(LongSupplier nanos) {
    this.nanos = nanos;
    this.filled = nanos.getAsLong();
  }

  /// Takes what one message costs; false when there is nothing left.
  synchronized boolean take() {
    refill();
    if (left < 1) {
      inVain++;
      return false;
    }
    left--;
    return true;
  }

  private void refill() {
    long now = nanos.getAsLong();
    left = Math.min(MOST, left + (now - filled) * A_SECOND / 1e9);
    filled = now;
    if (left == MOST) {
      inVain = 0;
    }
  }

  /// Whether so much was asked in vain that it is no mistake.
  synchronized boolean flooded() {
    return inVain > MOST_IN_VAIN;
  }

  /// Takes what an answer of this length costs.
  synchronized void charge(int bytes) {
    left -= (double) bytes / BYTES_FOR_ONE;
  }

  /// Counts a connection; false when there are as many as may be, or after a flood.
  synchronized boolean open(int most) {
    refill();
    if (sockets >= most || flooded()) {
      return false;
    }
    sockets++;
    return true;
  }

  synchronized void close() {
    sockets--;
  }
}
