package org.pollard.people;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How what another node may change is remembered: for five seconds at most, in a bounded number.
public final class ShortMemory {

  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private ShortMemory() {}

  /// An empty memory. It is kept in order by whoever uses it: a few steps each time, where handing
  /// them to another thread would wake one for every voter.
  public static <K, V extends @Nullable Object> AsyncCache<K, V> ofAtMost(long entries) {
    return Caffeine.newBuilder()
        .maximumSize(entries)
        .expireAfterWrite(REMEMBERED)
        .executor(Runnable::run)
        .buildAsync();
  }
}
