package org.pollard.voting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Changes;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;

/// Poll sessions as this node last saw them, so that a vote needs no query of its own to find where
/// it belongs. Thread-safe and bounded. Never the truth about open or closed: that is judged where
/// the vote is written.
public final class KnownSessions implements Changes {

  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private final PollStore store;
  private final Cache<SessionId, @Nullable PollSession> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  public KnownSessions(PollStore store) {
    this.store = store;
  }

  /// The session from memory alone; nothing when it is not remembered. Never waits.
  public Optional<PollSession> remembered(SessionId id) {
    return Optional.ofNullable(known.getIfPresent(id));
  }

  /// The session, if there is one; may wait for the database.
  public Optional<PollSession> find(SessionId id) {
    return Optional.ofNullable(known.get(id, this::load));
  }

  /// Nothing is remembered about a session that is not there.
  private @Nullable PollSession load(SessionId id) {
    return store.session(id).orElse(null);
  }

  @Override
  public void sessionChanged(SessionId session) {
    known.invalidate(session);
  }

  /// Its sessions may be gone.
  @Override
  public void pollChanged(PollId poll) {
    known.asMap().values().removeIf(each -> each.poll().equals(poll));
  }

  @Override
  public void voted(SessionId session) {
    // Nothing that is remembered here changes with a vote.
  }
}
