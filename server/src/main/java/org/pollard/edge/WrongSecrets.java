package org.pollard.edge;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.pollard.people.BusyException;

/// Counts by address the wrong secrets that strangers show, of whatever kind of link. Nobody
/// guesses 256 random bits, so such an answer need not wait, and a right one never does, whoever
/// else shows wrong ones from there: only what wrong ones cost is bounded. What is short enough to
/// be guessed, codes and passwords, is for [Guesses]. Thread-safe.
public final class WrongSecrets {

  static final int MOST = 200;
  static final int A_SECOND = 2;

  private static final long MOST_ADDRESSES = 100_000;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private final Clients<String, Bucket> addresses;

  /// @param nanos a clock like [System#nanoTime()]
  public WrongSecrets(LongSupplier nanos) {
    this.nanos = nanos;
    // Longer than it takes to fill a bucket, so that being forgotten earns nothing.
    this.addresses = new Clients<>(MOST_ADDRESSES, Duration.ofSeconds(2L * MOST / A_SECOND), nanos);
  }

  /// Counts one.
  ///
  /// @throws BusyException when too many came from there
  public void count(String address) {
    long now = nanos.getAsLong();
    if (!addresses.get(address, () -> new Bucket(MOST, A_SECOND, now)).take(now)) {
      throw new BusyException("too many wrong secrets", SOON);
    }
  }
}
