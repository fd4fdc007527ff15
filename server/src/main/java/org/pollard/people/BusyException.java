package org.pollard.people;

import java.time.Duration;

/// Too many ask for the same thing at this moment: nothing was done, and a retry is right.
public final class BusyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  /// @param retryAfter when it may work again
  public BusyException(String message, Duration retryAfter) {
    super(message, null, false, false);
    this.retryAfter = retryAfter;
  }

  /// In whole seconds, one at least.
  public long retryAfterSeconds() {
    return Math.max(1, retryAfter.plusMillis(999).toSeconds());
  }
}
