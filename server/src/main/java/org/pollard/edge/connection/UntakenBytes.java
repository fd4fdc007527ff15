package org.pollard.edge.connection;

import java.util.concurrent.atomic.AtomicLong;

/// Answers that wait for strangers who do not take them, all together. Thread-safe.
final class UntakenBytes {

  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  UntakenBytes(long most) {
    this.most = most;
  }

  /// Counts more bytes; false when that is too much, and they are not counted.
  boolean add(long more) {
    if (bytes.addAndGet(more) <= most) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  void remove(long less) {
    bytes.addAndGet(-less);
  }
}
