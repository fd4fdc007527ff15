package org.pollard.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Makes guessing slow without refusing anybody, since a whole hall may share one address: after
/// wrong guesses the next answers wait a little longer each time, and come one after the other.
/// Thread-safe; each address has a lock of its own, held for a few additions.
public final class Guesses {

  private static final long MOST_ADDRESSES = 100_000;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final int MOST_DOUBLINGS = 5;
  private static final Duration APART = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /// After so long one wrong guess is forgotten.
  private static final Duration FORGIVEN = Duration.ofSeconds(20);

  private final LongSupplier nanos;
  private final Cache<String, History> histories;

  private static final class History {
    private int wrong;
    private long last;
    private long nextTurn;
  }

  /// @param nanos a clock like [System#nanoTime()]
  public Guesses(LongSupplier nanos) {
    this.nanos = nanos;
    this.histories =
        Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(FORGIVEN.multipliedBy(2L * MOST_DOUBLINGS))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /// How long the answer to this caller has to wait; nothing for who has not guessed wrong lately.
  Duration delay(String caller) {
    History history = histories.getIfPresent(caller);
    if (history == null) {
      return Duration.ZERO;
    }
    long now = nanos.getAsLong();
    synchronized (history) {
      int wrong = stillHeld(history, now);
      if (wrong == 0) {
        return Duration.ZERO;
      }
      long wait = FIRST_WAIT.toNanos() << wrong;
      long turn = Math.max(now + wait, history.nextTurn + APART.toNanos());
      turn = Math.min(turn, now + LONGEST_WAIT.toNanos());
      history.nextTurn = turn;
      return Duration.ofNanos(turn - now);
    }
  }

  /// Remembers that this caller has guessed wrong.
  void wrong(String caller) {
    History history = histories.get(caller, _ -> new History());
    long now = nanos.getAsLong();
    synchronized (history) {
      history.wrong = Math.min(MOST_DOUBLINGS, stillHeld(history, now) + 1);
      history.last = now;
    }
  }

  private static int stillHeld(History history, long now) {
    if (history.wrong == 0) {
      return 0;
    }
    long forgiven = (now - history.last) / FORGIVEN.toNanos();
    return (int) Math.max(0, history.wrong - forgiven);
  }

  /// Waits as long as [#delay] says. For virtual threads, where waiting costs nothing.
  void waitFor(String caller) {
    Duration delay = delay(caller);
    if (delay.isPositive()) {
      try {
        Thread.sleep(delay);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
