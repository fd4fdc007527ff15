package org.pollard.edge;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is kept of each client that has called of late, such as a bucket; of at most so many.
/// Thread-safe. A client who is known costs one look into a map, without a lock.
///
/// There are two generations. Who calls is in the younger one; when that is full, or old enough, it
/// takes the place of the other, which is dropped. So those are forgotten first who have not called
/// for the longest.
public final class Clients<K, V> {

  private final long rest;
  private final int mostOfOne;
  private final LongSupplier nanos;
  private volatile Generations<K, V> generations;

  private record Generations<K, V>(
      ConcurrentHashMap<K, V> younger, ConcurrentHashMap<K, V> older, long since) {}

  /// @param most clients that are remembered
  /// @param rest after how long nothing is lost with a client who did not call
  /// @param nanos a clock like [System#nanoTime()]
  public Clients(long most, Duration rest, LongSupplier nanos) {
    this.rest = rest.toNanos();
    this.mostOfOne = (int) Math.max(1, most / 2);
    this.nanos = nanos;
    this.generations =
        new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), nanos.getAsLong());
  }

  /// What is kept of this client.
  ///
  /// @param anew what is kept from now on when nothing is
  public V get(K client, Supplier<V> anew) {
    @Nullable V kept = generations.younger().get(client);
    return kept == null ? come(client, anew) : kept;
  }

  private V come(K client, Supplier<V> anew) {
    Generations<K, V> now = turned();
    return now.younger()
        .computeIfAbsent(
            client,
            key -> {
              @Nullable V older = now.older().get(key);
              return older == null ? anew.get() : older;
            });
  }

  private Generations<K, V> turned() {
    Generations<K, V> now = generations;
    if (isYoung(now)) {
      return now;
    }
    synchronized (this) {
      now = generations;
      if (!isYoung(now)) {
        now = new Generations<>(new ConcurrentHashMap<>(), now.younger(), nanos.getAsLong());
        generations = now;
      }
      return now;
    }
  }

  private boolean isYoung(Generations<K, V> now) {
    return now.younger().size() < mostOfOne && nanos.getAsLong() - now.since() < rest;
  }
}
