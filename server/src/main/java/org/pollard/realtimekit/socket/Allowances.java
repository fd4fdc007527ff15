package org.pollard.realtimekit.socket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.pollard.people.VoterId;

/// Bounds what is open and asked, for each participant and in all. Thread-safe.
@ApplicationScoped
class Allowances {

  private static final int MOST_SOCKETS = 50_000;
  private static final int MOST_SOCKETS_OF_ONE = 20;

  /// Longer than it takes to fill a bucket, so that coming back earns nothing.
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final AtomicInteger sockets = new AtomicInteger();

  /// Held by those that are open, too: what is in use is never made twice.
  private final Cache<VoterId, Allowance> known = Caffeine.newBuilder().weakValues().build();

  private final Cache<VoterId, Allowance> lately =
      Caffeine.newBuilder().expireAfterAccess(REMEMBERED).maximumSize(MOST_SOCKETS).build();

  /// What a connection may ask; empty when there are too many of this participant, or in all.
  Optional<Allowance> open(VoterId voter) {
    if (sockets.incrementAndGet() > MOST_SOCKETS) {
      sockets.decrementAndGet();
      return Optional.empty();
    }
    Allowance allowance = known.get(voter, _ -> new Allowance(System::nanoTime));
    if (!allowance.open(MOST_SOCKETS_OF_ONE)) {
      sockets.decrementAndGet();
      return Optional.empty();
    }
    lately.put(voter, allowance);
    return Optional.of(allowance);
  }

  void close(Allowance allowance) {
    allowance.close();
    sockets.decrementAndGet();
  }
}
