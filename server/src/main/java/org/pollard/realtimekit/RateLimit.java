package org.pollard.realtimekit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.pollard.edge.Clients;

/// Holds every client to 3500 requests in five minutes, counted in slices of ten seconds: what
/// counts are those of the last five minutes and of up to ten seconds before. Thread-safe; each
/// client has a lock of its own, held for a few additions.
public final class RateLimit {

  static final int MOST = 3_500;
  private static final Duration SLICE = Duration.ofSeconds(10);
  private static final int SLICES = 31;
  private static final long MOST_CLIENTS = 100_000;

  private final LongSupplier nanos;
  private final Clients<String, Window> windows;

  /// @param nanos a clock like [System#nanoTime()]
  public RateLimit(LongSupplier nanos) {
    this.nanos = nanos;
    this.windows = new Clients<>(MOST_CLIENTS, SLICE.multipliedBy(SLICES), nanos);
  }

  /// Counts a request; empty when it may be handled, else how long to wait. What is refused does
  /// not count.
  ///
  /// @param client who asks; opaque, and never a secret
  Optional<Duration> enter(String client) {
    long slice = Math.floorDiv(nanos.getAsLong(), SLICE.toNanos());
    return windows.get(client, () -> new Window(slice)).enter(slice);
  }

  private static final class Window {

    private final int[] counts = new int[SLICES];
    private long newest;
    private int total;

    Window(long slice) {
      newest = slice;
    }

    synchronized Optional<Duration> enter(long slice) {
      // Two threads may read the clock in one order and come here in the other.
      for (long next = newest + 1; next <= slice && next <= newest + SLICES; next++) {
        total -= counts[place(next)];
        counts[place(next)] = 0;
      }
      newest = Math.max(newest, slice);
      if (total >= MOST) {
        return Optional.of(SLICE.multipliedBy(slicesToWait()));
      }
      total++;
      counts[place(newest)]++;
      return Optional.empty();
    }

    /// How many slices it takes until one that counts is forgotten.
    private int slicesToWait() {
      int slices = 1;
      while (slices < SLICES && counts[place(newest + slices)] == 0) {
        slices++;
      }
      return slices;
    }

    private static int place(long slice) {
      return (int) Math.floorMod(slice, (long) SLICES);
    }
  }
}
