package org.pollard.people;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Remembers what another node may change: for five seconds at most, in a bounded number.
/// Thread-safe. Whoever asks for what is remembered takes no lock and writes nothing, since every
/// vote asks several times.
///
/// There are two generations. What is found goes into the younger one; when that is full, or older
/// than anything may become, it takes the place of the other, whose entries are dropped all
/// together. So nothing has to be kept in order.
public final class ShortMemory<K, V extends @Nullable Object> {

  private static final long REMEMBERED = Duration.ofSeconds(5).toNanos();

  private final int mostOfOne;
  private final LongSupplier nanos;
  private volatile Generations<K, V> generations;

  private record Generations<K, V extends @Nullable Object>(
      ConcurrentHashMap<K, Kept<V>> younger, ConcurrentHashMap<K, Kept<V>> older, long since) {}

  /// An answer, or the question while it is open. Nothing of it changes but the time of the answer.
  private static final class Kept<V extends @Nullable Object> {

    private final CompletableFuture<V> answer;
    private volatile long answeredAt;
    private volatile boolean answered;

    Kept(CompletableFuture<V> answer) {
      this.answer = answer;
    }

    boolean isFresh(long now) {
      return !answered || now - answeredAt < REMEMBERED;
    }
  }

  /// @param entries that are remembered at most
  public ShortMemory(int entries) {
    this(entries, System::nanoTime);
  }

  /// @param nanos a clock like [System#nanoTime()]
  ShortMemory(int entries, LongSupplier nanos) {
    this.mostOfOne = Math.max(1, entries / 2);
    this.nanos = nanos;
    this.generations =
        new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), nanos.getAsLong());
  }

  /// What is remembered under the key; else asks, once for all who want it meanwhile. Of a question
  /// that failed, or was answered with null, nothing is remembered.
  ///
  /// @param ask never waits
  public CompletableFuture<V> get(
      K key, Function<? super K, ? extends CompletableFuture<? extends @Nullable V>> ask) {
    Generations<K, V> now = generations;
    Kept<V> kept = now.younger().get(key);
    if (kept == null) {
      kept = now.older().get(key);
    }
    return kept != null && kept.isFresh(nanos.getAsLong()) ? kept.answer : asked(key, ask);
  }

  private CompletableFuture<V> asked(
      K key, Function<? super K, ? extends CompletableFuture<? extends @Nullable V>> ask) {
    ConcurrentHashMap<K, Kept<V>> younger = turned().younger();
    Kept<V> own = new Kept<>(new CompletableFuture<>());
    Kept<V> kept =
        younger.compute(
            key, (_, known) -> known == null || !known.isFresh(nanos.getAsLong()) ? own : known);
    if (kept != own) {
      return kept.answer;
    }
    var _ =
        ask(key, ask)
            .whenComplete(
                (value, fault) -> {
                  if (fault != null || value == null) {
                    younger.remove(key, own);
                  }
                  own.answeredAt = nanos.getAsLong();
                  own.answered = true;
                  if (fault == null) {
                    own.answer.complete(value);
                  } else {
                    own.answer.completeExceptionally(fault);
                  }
                });
    return own.answer;
  }

  /// Whatever asking throws is an answer, or everybody would wait for it for ever.
  private CompletableFuture<? extends @Nullable V> ask(
      K key, Function<? super K, ? extends CompletableFuture<? extends @Nullable V>> ask) {
    try {
      return ask.apply(key);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
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
    return now.younger().size() < mostOfOne && nanos.getAsLong() - now.since() < REMEMBERED;
  }

  /// Forgets what is under the key, and the answer of a question that is still open: it may be the
  /// old one.
  public void forget(K key) {
    Generations<K, V> now = generations;
    now.younger().remove(key);
    now.older().remove(key);
  }

  /// Forgets what is outdated.
  ///
  /// @param outdated is given null while a question is open
  public void forgetIf(BiPredicate<K, @Nullable V> outdated) {
    Generations<K, V> now = generations;
    forgetIf(now.younger(), outdated);
    forgetIf(now.older(), outdated);
  }

  private static <K, V extends @Nullable Object> void forgetIf(
      ConcurrentHashMap<K, Kept<V>> some, BiPredicate<K, @Nullable V> outdated) {
    some.entrySet()
        .removeIf(
            each -> {
              Kept<V> kept = each.getValue();
              return outdated.test(
                  each.getKey(),
                  kept.answered && !kept.answer.isCompletedExceptionally()
                      ? kept.answer.getNow(null)
                      : null);
            });
  }

  /// Forgets everything.
  public void forgetAll() {
    forgetIf((_, _) -> true);
  }
}
