package org.pollard.live;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.pollard.voting.Spread;

/// How the tick keeps time. Thread-safe; told by the tick's thread, read by anybody.
public final class TickFigures {

  private final long period;
  private final LongSupplier nanos;
  private final Spread times;
  private final Spread lags;

  /// When the next tick should begin.
  private volatile long due;

  /// @param period from the beginning of a tick to that of the next, in nanoseconds
  /// @param nanos a clock like [System#nanoTime()]
  TickFigures(long period, LongSupplier nanos) {
    this.period = period;
    this.nanos = nanos;
    this.times = new Spread(nanos);
    this.lags = new Spread(nanos);
    this.due = nanos.getAsLong() + period;
  }

  /// Measures one tick.
  ///
  /// @return how long to rest until the next: so that they begin a period apart, but for half a
  ///   period at least, since the database is there for others, too
  Duration measure(Runnable tick) {
    long begun = nanos.getAsLong();
    lags.add(late(begun));
    try {
      tick.run();
    } finally {
      long ended = nanos.getAsLong();
      times.add(ended - begun);
      due = ended + Math.max(period / 2, due + period - ended);
    }
    return Duration.ofNanos(Math.max(0, due - nanos.getAsLong()));
  }

  /// How long ticks took, in nanoseconds.
  public Spread times() {
    return times;
  }

  /// How late a tick was at most in the last minute or two, or is by now, in nanoseconds. One that
  /// never comes, or never ends, grows from scrape to scrape.
  public long lag() {
    return Math.max(lags.most(), late(nanos.getAsLong()));
  }

  private long late(long now) {
    return Math.max(0, now - due);
  }
}
