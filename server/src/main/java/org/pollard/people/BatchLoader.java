package org.pollard.people;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Loads with one query what many ask for at about the same time. Thread-safe; nobody who asks
/// waits.
///
/// One query runs at a time. What is asked for meanwhile makes up the next, so a lone question is
/// asked at once, and ten thousand voters who come in the same second cost a few queries instead of
/// ten thousand.
public final class BatchLoader<K, V> {

  private static final int MOST_AT_ONCE = 1_000;

  private final Function<Set<K>, Map<K, V>> query;
  private final Executor executor;
  private final int mostWaiting;
  private final Queue<Waiting<K, V>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean();

  private record Waiting<K, V>(K key, CompletableFuture<@Nullable V> value) {}

  /// @param query gives what there is for these keys; may wait for the database
  /// @param executor where the query runs
  /// @param mostWaiting questions that may wait; more are refused
  public BatchLoader(Function<Set<K>, Map<K, V>> query, Executor executor, int mostWaiting) {
    this.query = query;
    this.executor = executor;
    this.mostWaiting = mostWaiting;
  }

  /// Asks for one key. Completes with null when there is nothing for it, and exceptionally when the
  /// query failed or, with a [RejectedExecutionException], when too many wait.
  public CompletableFuture<@Nullable V> load(K key) {
    if (count.incrementAndGet() > mostWaiting) {
      count.decrementAndGet();
      return CompletableFuture.failedFuture(
          new RejectedExecutionException(mostWaiting + " questions wait already"));
    }
    Waiting<K, V> asked = new Waiting<>(key, new CompletableFuture<>());
    waiting.add(asked);
    start();
    return asked.value();
  }

  private void start() {
    if (!waiting.isEmpty() && running.compareAndSet(false, true)) {
      try {
        executor.execute(this::run);
      } catch (RuntimeException | Error e) {
        running.set(false);
        refuse(e);
      }
    }
  }

  /// Nobody is there to ask the database, such as in a server that stops.
  private void refuse(Throwable because) {
    for (List<Waiting<K, V>> batch = next(); !batch.isEmpty(); batch = next()) {
      batch.forEach(each -> each.value().completeExceptionally(because));
    }
  }

  private void run() {
    try {
      for (List<Waiting<K, V>> batch = next(); !batch.isEmpty(); batch = next()) {
        answer(batch);
      }
    } finally {
      running.set(false);
      // Somebody may have come between the last look and the line above.
      start();
    }
  }

  private List<Waiting<K, V>> next() {
    List<Waiting<K, V>> batch = new ArrayList<>();
    while (batch.size() < MOST_AT_ONCE) {
      Waiting<K, V> each = waiting.poll();
      if (each == null) {
        break;
      }
      batch.add(each);
    }
    count.addAndGet(-batch.size());
    return batch;
  }

  /// Whatever the query throws belongs to those who asked: a cache would keep an answer that never
  /// comes for ever, and everybody who asks for the same would wait for it.
  private void answer(List<Waiting<K, V>> batch) {
    try {
      Set<K> keys = new LinkedHashSet<>();
      batch.forEach(each -> keys.add(each.key()));
      Map<K, V> found = query.apply(keys);
      batch.forEach(each -> each.value().complete(found.get(each.key())));
    } catch (RuntimeException | Error e) {
      batch.forEach(each -> each.value().completeExceptionally(e));
    }
  }
}
