package org.pollard.store;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pollard.pulse.Pulse;

/// A few platform threads that do database work from a bounded queue, first come, first served.
/// Calls into SQLite are native and would pin the carrier of a virtual thread, so callers only wait
/// here. Thread-safe.
final class Lane implements AutoCloseable {

  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(30);

  private final String name;
  private final int bound;
  private final ThreadPoolExecutor threads;
  private volatile boolean closed;

  /// A thread of some lane.
  private static final class Worker extends Thread {
    Worker(Runnable target, String name) {
      super(target, name);
      setDaemon(true);
    }
  }

  Lane(String name, int threads, int bound) {
    this.name = name;
    this.bound = bound;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(bound),
            target -> new Worker(target, "pollard-" + name));
  }

  /// Has the work done and waits for it, even when interrupted: work that has begun may be stored.
  ///
  /// @throws StoreBusyException when too much is waiting already
  <T extends @Nullable Object> T run(Supplier<T> work) {
    if (Thread.currentThread() instanceof Worker) {
      throw new IllegalStateException("database work inside database work could wait for itself");
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      threads.execute(() -> complete(done, work));
    } catch (RejectedExecutionException e) {
      throw threads.isShutdown()
          ? new IllegalStateException("the database is closed", e)
          : new StoreBusyException(bound + " jobs wait already to " + name);
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
