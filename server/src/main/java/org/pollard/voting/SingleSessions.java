package org.pollard.voting;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Kind;
import org.pollard.poll.NewerQuestionException;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;

/// The same as [KnownSessions] for a wire that speaks of one choice only: sessions of other kinds
/// of polls are not there. Thread-safe.
public final class SingleSessions {

  private final KnownSessions sessions;

  public SingleSessions(KnownSessions sessions) {
    this.sessions = sessions;
  }

  /// The session; null when there is none. Never waits; completes at once when it is remembered.
  public CompletableFuture<@Nullable PollSession> find(SessionId id) {
    CompletableFuture<@Nullable PollSession> found = sessions.find(id);
    @Nullable PollSession remembered =
        found.state() == Future.State.SUCCESS ? found.resultNow() : null;
    return remembered != null && remembered.kind() == Kind.SINGLE
        ? found
        : found.exceptionally(SingleSessions::ofNewerKind).thenApply(SingleSessions::single);
  }

  /// What this node is too old for is of another kind.
  private static @Nullable PollSession ofNewerKind(Throwable fault) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    if (cause instanceof NewerQuestionException) {
      return null;
    }
    throw new CompletionException(cause);
  }

  private static @Nullable PollSession single(@Nullable PollSession session) {
    return session == null || session.kind() != Kind.SINGLE ? null : session;
  }
}
