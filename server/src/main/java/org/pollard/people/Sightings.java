package org.pollard.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Notes about once an hour that a browser is still there. Thread-safe; nobody waits for it, and
/// while one note is being written others are left to the next look: a missed hour harms nobody.
final class Sightings {

  private static final System.Logger LOG = System.getLogger(Sightings.class.getName());
  private static final Duration AGAIN_AFTER = Duration.ofHours(1);

  private final TokenStore store;
  private final InstantSource clock;
  private final Executor executor;
  private final AtomicBoolean writing = new AtomicBoolean();

  Sightings(TokenStore store, InstantSource clock, Executor executor) {
    this.store = store;
    this.clock = clock;
    this.executor = executor;
  }

  /// Takes note of tokens that were just shown.
  void note(Collection<TokenHolder> shown) {
    Instant now = clock.instant();
    List<TokenId> unnoted =
        shown.stream()
            .map(TokenHolder::token)
            .filter(each -> each.kind() == TokenKind.BROWSER && each.isGood(now))
            .filter(each -> each.seenAt() == null || each.seenAt().plus(AGAIN_AFTER).isBefore(now))
            .map(AccessToken::id)
            .toList();
    if (!unnoted.isEmpty() && writing.compareAndSet(false, true)) {
      executor.execute(() -> write(unnoted, now));
    }
  }

  private void write(List<TokenId> tokens, Instant now) {
    try {
      store.seen(tokens, now);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Could not note that browsers were seen", e);
    } finally {
      writing.set(false);
    }
  }
}
