package org.pollard.store;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pollard.pulse.Pulse;

/// A few platform threads that do database work from two bounded queues: votes before everything
/// else, so that no crowd of other writes takes their places or their time, and within each first
/// come, first served. Calls into SQLite are native and would pin the carrier of a virtual thread,
/// so callers only wait here. Thread-safe.
final class Lane implements AutoCloseable {

  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(30);

  /// Batches of votes that may wait; each committer hands in one at a time.
  private static final int MOST_WAITING_BATCHES = 16;

  private final String name;
  private final int bound;
  private final Semaphore places;
  private final Semaphore placesForVotes = new Semaphore(MOST_WAITING_BATCHES);
  private final AtomicLong jobs = new AtomicLong();
  private final ThreadPoolExecutor threads;
  private volatile boolean closed;

  /// A thread of some lane.
  private static final class Worker extends Thread {
    Worker(Runnable target, String name) {
      super(target, name);
      setDaemon(true);
    }
  }

  /// What is done, and in whose turn.
  private record Job(boolean isOfVotes, long number, Runnable work)
      implements Runnable, Comparable<Job> {

    private static final Comparator<Job> TURNS =
        Comparator.comparing(Job::isOfVotes).reversed().thenComparingLong(Job::number);

    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Job other) {
      return TURNS.compare(this, other);
    }
  }

  /// @param bound of what may wait besides votes
  Lane(String name, int threads, int bound) {
    this.name = name;
    this.bound = bound;
    this.places = new Semaphore(bound);
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            target -> new Worker(target, "pollard-" + name));
  }

  /// Has the work done and waits for it, even when interrupted: work that has begun may be stored.
  ///
  /// @throws StoreBusyException when too much is waiting already
  <T extends @Nullable Object> T run(Supplier<T> work) {
    return run(work, false, places);
  }

  /// The same for a batch of votes, which has places of its own and is next.
  ///
  /// @throws StoreBusyException when too many batches are waiting already
  <T extends @Nullable Object> T runVotes(Supplier<T> work) {
    return run(work, true, placesForVotes);
  }

  private <T extends @Nullable Object> T run(
      Supplier<T> work, boolean isOfVotes, Semaphore waiting) {
    if (Thread.currentThread() instanceof Worker) {
      throw new IllegalStateException("database work inside database work could wait for itself");
    }
    if (!waiting.tryAcquire()) {
      throw new StoreBusyException(
          (isOfVotes ? MOST_WAITING_BATCHES + " batches" : bound + " jobs")
              + " wait already to "
              + name);
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    Runnable begun =
        () -> {
          waiting.release();
          complete(done, work);
        };
    try {
      threads.execute(new Job(isOfVotes, jobs.incrementAndGet(), begun));
    } catch (RejectedExecutionException e) {
      waiting.release();
      throw new IllegalStateException("the database is closed", e);
    }
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /// Whatever it throws belongs to the caller, who would wait for ever without it.
  @SuppressWarnings("CatchingUnchecked")
  private static <T extends @Nullable Object> void complete(
      CompletableFuture<T> done, Supplier<T> work) {
    try {
      done.complete(work.get());
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  /// Dead when it takes no work any more though nobody closed it, or has work and nobody to do it.
  Pulse pulse() {
    boolean works =
        !threads.isShutdown() && (threads.getQueue().isEmpty() || threads.getPoolSize() > 0);
    return new Pulse("pollard-" + name, closed || works, null);
  }

  /// Finishes what waits, then ends the threads.
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LONGEST_FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
