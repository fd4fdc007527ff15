package org.pollard.voting;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pollard.people.ShortMemory;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Changes;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;

/// Poll sessions as this node last saw them, so that a vote needs no query of its own to find where
/// it belongs. Thread-safe and bounded. Never the truth about open or closed: that is judged where
/// the vote is written.
public final class KnownSessions implements Changes {

  private static final int MOST_SESSIONS = 10_000;

  private final PollStore store;
  private final Executor executor;
  private final ShortMemory<SessionId, @Nullable PollSession> known =
      new ShortMemory<>(MOST_SESSIONS);

  /// @param executor where the database is asked, which may wait
  public KnownSessions(PollStore store, Executor executor) {
    this.store = store;
    this.executor = executor;
  }

  /// The session; null when there is none. Never waits; completes at once when it is remembered.
  /// Nothing is remembered about a session that is not there.
  public CompletableFuture<@Nullable PollSession> find(SessionId id) {
    return known.get(
        id, _ -> CompletableFuture.supplyAsync(() -> store.session(id).orElse(null), executor));
  }

  @Override
  public void sessionChanged(SessionId session) {
    known.forget(session);
  }

  /// Its sessions may be gone, and so may be those that are being looked up.
  @Override
  public void pollChanged(PollId poll) {
    known.forgetIf((_, session) -> session == null || session.poll().equals(poll));
  }

  /// Forgets everything that is remembered for a while.
  public void forgetAll() {
    known.forgetAll();
  }

  @Override
  public void voted(SessionId session, Collection<VoterId> voters) {
    // Nothing that is remembered here changes with a vote.
  }

  @Override
  public void shown(AudienceRef audience) {
    // Nothing that is remembered here changes with what is on show.
  }

  @Override
  public void arranged(AudienceRef.InCourse room) {
    // Nor with the order.
  }

  @Override
  public void roomChanged(AudienceRef.InCourse room) {
    // Nor with what the room is called.
  }
}
