package org.pollard.live;

import org.pollard.voting.Spread;

/// How the tick keeps time. Thread-safe; told by the tick's thread, read by anybody.
public final class TickFigures {

  private final long period;
  private final Spread times = new Spread(System::nanoTime);
  private final Spread lags = new Spread(System::nanoTime);
  private volatile long ended = System.nanoTime();

  /// @param period from the end of a tick to the beginning of the next, in nanoseconds
  TickFigures(long period) {
    this.period = period;
  }

  /// Measures one tick.
  void measure(Runnable tick) {
    long begun = System.nanoTime();
    lags.add(late(begun));
    try {
      tick.run();
    } finally {
      ended = System.nanoTime();
      times.add(ended - begun);
    }
  }

  /// How long ticks took, in nanoseconds.
  public Spread times() {
    return times;
  }

  /// How late a tick was at most in the last minute or two, or is by now, in nanoseconds. One that
  /// never comes, or never ends, grows from scrape to scrape.
  public long lag() {
    return Math.max(lags.most(), late(System.nanoTime()));
  }

  private long late(long now) {
    return Math.max(0, now - ended - period);
  }
}
