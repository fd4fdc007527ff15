package org.pollard.pulse;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does the same again and again on a thread of its own, until it is closed. Thread-safe.
///
/// Whatever a round throws, an [OutOfMemoryError] too, the next one comes: each begins with what is
/// stored and depends on none before it. A fault is logged when it begins and when it is over, and
/// not once a round.
public final class Rounds implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

  private final Supplier<Duration> round;
  private final Duration afterFault;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private Duration rest;
  private volatile @Nullable String fault;

  /// @param name of the thread
  /// @param first how long to wait for the first round
  /// @param round gives how long to rest until the next
  /// @param afterFault how long to rest when one has failed
  public Rounds(String name, Duration first, Supplier<Duration> round, Duration afterFault) {
    this.round = round;
    this.afterFault = afterFault;
    this.rest = first;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /// The same with the same rest always.
  public Rounds(String name, Duration rest, Runnable round) {
    this(
        name,
        rest,
        () -> {
          round.run();
          return rest;
        },
        rest);
  }

  public void start() {
    thread.start();
  }

  public Pulse pulse() {
    boolean ended = thread.getState() == Thread.State.TERMINATED && closed.getCount() > 0;
    return new Pulse(thread.getName(), !ended, fault);
  }

  /// Lets a round that has begun end, for a few seconds, and begins no other. A second call changes
  /// nothing.
  @Override
  public void close() {
    close(LONGEST_FAREWELL);
  }

  /// The same for rounds of which nothing is lost when they are left in the middle.
  ///
  /// @param farewell how long a round that has begun may go on
  public void close(Duration farewell) {
    closed.countDown();
    try {
      if (thread.isAlive() && !thread.join(farewell)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosed()) {
      rest = go();
    }
  }

  private boolean isClosed() {
    try {
      return closed.await(rest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody but close() means it; what a round left behind must not end the thread.
      return closed.getCount() == 0;
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private Duration go() {
    try {
      Duration next = round.get();
      if (fault != null) {
        fault = null;
        LOG.log(System.Logger.Level.INFO, "{0} goes on", thread.getName());
      }
      return next;
    } catch (Throwable e) {
      tell(e);
      return afterFault;
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private void tell(Throwable e) {
    String kind = e.getClass().getName();
    if (kind.equals(fault)) {
      return;
    }
    fault = kind;
    if (closed.getCount() == 0) {
      return;
    }
    try {
      LOG.log(System.Logger.Level.WARNING, thread.getName() + " failed; it tries again", e);
    } catch (Throwable _) {
      // There is nothing left to tell it with. Health tells.
    }
  }
}
