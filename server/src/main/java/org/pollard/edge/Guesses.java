package org.pollard.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.pollard.people.BusyException;

/// Makes guessing slow: after wrong guesses the next answers wait a little longer each time, and
/// come one after the other. An attempt counts from its beginning, so that many at once are slow,
/// too. Who would have to wait too long, or with too many others, is told to come back later.
///
/// Thread-safe; each caller, such as an address that a whole hall may share, has a lock of its own,
/// held for a few additions.
public final class Guesses {

  /// Attempts that may wait at one moment.
  private static final int MOST_WAITING = 1_000;

  private static final long MOST_CALLERS = 100_000;
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final int MOST_DOUBLINGS = 5;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /// After so long one wrong guess is forgotten.
  private static final Duration FORGIVEN = Duration.ofSeconds(20);

  private final LongSupplier nanos;
  private final int free;
  private final Duration apart;
  private final Duration apartAtWorst;
  private final Cache<String, History> histories;
  private final Semaphore places = new Semaphore(MOST_WAITING);

  private static final class History {
    private int wrong;
    private int running;
    private long last;
    private long nextTurn;
  }

  /// @param nanos a clock like [System#nanoTime()]
  /// @param free how many attempts of one caller may run at once before they count as guesses
  /// @param apart what is between two answers to a caller who waits
  public Guesses(LongSupplier nanos, int free, Duration apart) {
    this(nanos, free, apart, apart);
  }

  /// @param apart what is between two answers at first; it doubles with each wrong guess
  /// @param apartAtWorst up to this
  public Guesses(LongSupplier nanos, int free, Duration apart, Duration apartAtWorst) {
    this.nanos = nanos;
    this.free = free;
    this.apart = apart;
    this.apartAtWorst = apartAtWorst;
    this.histories =
        Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(FORGIVEN.multipliedBy(2L * MOST_DOUBLINGS))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /// Begins an attempt, which counts until its end is told.
  ///
  /// @param caller opaque, and never a secret
  /// @throws BusyException when it would have to wait too long
  public Attempt begin(String caller) {
    History history = histories.get(caller, _ -> new History());
    long now = nanos.getAsLong();
    synchronized (history) {
      int held = stillHeld(history, now) + Math.max(0, history.running + 1 - free);
      Duration delay = held == 0 ? Duration.ZERO : turn(history, held, now);
      history.running++;
      return new Attempt(history, delay);
    }
  }

  private Duration turn(History history, int held, long now) {
    int doublings = Math.min(held, MOST_DOUBLINGS);
    long wait = FIRST_WAIT.toNanos() << doublings;
    long between = Math.min(apartAtWorst.toNanos(), apart.toNanos() << doublings);
    long turn = Math.max(now + wait, history.nextTurn + between);
    if (turn - now > LONGEST_WAIT.toNanos()) {
      throw new BusyException("too many attempts wait", Duration.ofNanos(turn - now));
    }
    history.nextTurn = turn;
    return Duration.ofNanos(turn - now);
  }

  private static int stillHeld(History history, long now) {
    if (history.wrong == 0) {
      return 0;
    }
    long forgiven = (now - history.last) / FORGIVEN.toNanos();
    return (int) Math.max(0, history.wrong - forgiven);
  }

  /// Waits. For virtual threads, where waiting costs little; bounded all the same.
  ///
  /// @throws BusyException when too many wait already
  public void waitFor(Duration delay) {
    if (!delay.isPositive()) {
      return;
    }
    if (!places.tryAcquire()) {
      throw new BusyException("too many attempts wait", LONGEST_WAIT);
    }
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  /// The same for an event loop, where a timer stands for the wait.
  ///
  /// @param timer has something done after so many milliseconds
  /// @throws BusyException when too many wait already
  public void later(Duration delay, BiConsumer<Long, Runnable> timer, Runnable then) {
    if (!delay.isPositive()) {
      then.run();
      return;
    }
    if (!places.tryAcquire()) {
      throw new BusyException("too many attempts wait", LONGEST_WAIT);
    }
    timer.accept(
        Math.max(1, delay.toMillis()),
        () -> {
          places.release();
          then.run();
        });
  }

  /// One attempt, whose end is to be told once; whatever is told later changes nothing.
  public final class Attempt implements AutoCloseable {

    private final History history;
    private final Duration delay;
    private boolean ended;

    private Attempt(History history, Duration delay) {
      this.history = history;
      this.delay = delay;
    }

    /// How long its answer has to wait; nothing for who has not guessed wrong lately.
    public Duration delay() {
      return delay;
    }

    /// Nothing was guessed.
    public void right() {
      end(false);
    }

    public void wrong() {
      end(true);
    }

    /// Ends as wrong what has not ended yet.
    @Override
    public void close() {
      end(true);
    }

    private void end(boolean wrong) {
      long now = nanos.getAsLong();
      synchronized (history) {
        if (ended) {
          return;
        }
        ended = true;
        history.running--;
        if (wrong) {
          history.wrong = Math.min(MOST_DOUBLINGS, stillHeld(history, now) + 1);
          history.last = now;
        }
      }
    }
  }
}
