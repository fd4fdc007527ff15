package org.pollard.canvas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.pollard.edge.Clients;

/// Leaky buckets, one a client, with the measures of Canvas (`RequestThrottle`): a request adds 50
/// when it comes in and its cost in seconds when it ends, giving the 50 back; 10 leak out a second,
/// the reserved ones too.
///
/// Thread-safe. Each bucket has a lock of its own, held for a few additions and never together with
/// another.
public final class Throttle {
  /// From here on requests are refused.
  static final double FULL = 600;

  /// What a bucket holds at most, so that no client waits longer than 20 seconds after its last
  /// request.
  private static final double MAX = 800;

  private static final double LEAK_A_SECOND = 10;
  private static final double RESERVED = 50;

  /// A full bucket is empty after 80 seconds; dropping it then changes nothing.
  private static final Duration SURELY_EMPTY = Duration.ofSeconds(90);

  private static final long MILLION = 1_000_000;

  private final LongSupplier nanos;
  private final Clients<String, Bucket> buckets;

  /// @param nanos a clock like [System#nanoTime()]
  /// @param maxBuckets how many clients are remembered; beyond it the least used are forgotten,
  ///   which lets them start anew
  public Throttle(LongSupplier nanos, long maxBuckets) {
    this.nanos = nanos;
    this.buckets = new Clients<>(maxBuckets, SURELY_EMPTY, nanos);
  }

  /// Whether a request may be handled.
  sealed interface Entry {
    /// It may; [Passage#leave(Duration)] must follow.
    record Admitted(Passage passage) implements Entry {}

    /// It may not; nothing is reserved.
    record Refused() implements Entry {}
  }

  /// @param client who asks, such as the id of a token or an address; opaque, and never a secret
  Entry enter(String client) {
    long now = nanos.getAsLong();
    Bucket bucket = buckets.get(client, () -> new Bucket(now));
    if (!bucket.reserve(now)) {
      return new Entry.Refused();
    }
    return new Entry.Admitted(new Passage(bucket));
  }

  /// A number as the headers show it: plain decimal text with at least one digit after the point.
  static String decimal(double value) {
    double millionths = value * MILLION;
    double rest = millionths - Math.floor(millionths);
    if (millionths < 0 || value > MILLION || Math.abs(rest - 0.5) < 1e-3) {
      return exactDecimal(value);
    }
    long rounded = Math.round(millionths);
    String digits = Long.toString(MILLION + rounded % MILLION);
    int end = digits.length();
    while (end > 2 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return rounded / MILLION + "." + digits.substring(1, end);
  }

  /// What lies in the middle goes to the even digit.
  private static String exactDecimal(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN);
    BigDecimal shortest = rounded.stripTrailingZeros();
    return shortest
        .setScale(Math.max(1, shortest.scale()), RoundingMode.UNNECESSARY)
        .toPlainString();
  }

  /// One admitted request. Thread-safe.
  final class Passage {
    private final Bucket bucket;
    private boolean left;

    private Passage(Bucket bucket) {
      this.bucket = bucket;
    }

    /// Ends the request; a second call changes nothing.
    ///
    /// @param cost what it took
    /// @return what remains to the client until requests are refused; negative when the bucket is
    ///   over that
    double leave(Duration cost) {
      synchronized (bucket) {
        double change = left ? 0 : seconds(cost) - RESERVED;
        left = true;
        return FULL - bucket.add(change, nanos.getAsLong());
      }
    }

    private static double seconds(Duration cost) {
      return cost.isNegative() ? 0 : cost.getSeconds() + cost.getNano() / 1e9;
    }
  }

  private static final class Bucket {
    private double level;
    private long touched;

    Bucket(long now) {
      this.touched = now;
    }

    /// Judges with the new reservation counted, as Canvas does. Canvas adds it, looks, and takes it
    /// back, which would let refused attempts lower a level near [#MAX]; here they leave it alone.
    synchronized boolean reserve(long now) {
      leak(now);
      if (level + RESERVED >= FULL) {
        return false;
      }
      level += RESERVED;
      return true;
    }

    /// Returns the level, which stays between empty and [#MAX].
    synchronized double add(double amount, long now) {
      leak(now);
      level = Math.clamp(level + amount, 0, MAX);
      return level;
    }

    private void leak(long now) {
      // Two threads may read the clock in one order and come here in the other.
      long passed = Math.max(0, now - touched);
      touched += passed;
      level = Math.max(0, level - passed / 1e9 * LEAK_A_SECOND);
    }
  }
}
