package org.pollard.voting;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.pollard.poll.Changes;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.pulse.Pulse;

/// Casts votes, opens and closes poll sessions. Thread-safe. Whether somebody may do so is the
/// caller's to check with the [org.pollard.poll.Audience]; whether a session is open and a voter
/// has voted is judged by the database.
public final class Voting implements AutoCloseable {

  private final VoteStore store;
  private final Changes changes;
  private final Committer committer;

  /// How much may wait and how much goes together.
  ///
  /// @param mostWaiting votes in the queue; more are answered [VoteOutcome.Busy]
  /// @param mostInBatch votes in one transaction
  public record Bounds(int mostWaiting, int mostInBatch) {

    public static final Bounds DEFAULT = new Bounds(50_000, 2_000);
  }

  public Voting(VoteStore store, Changes changes, InstantSource clock, Bounds bounds) {
    this.store = store;
    this.changes = changes;
    this.committer =
        new Committer(store, clock, changes::voted, bounds.mostWaiting(), bounds.mostInBatch());
    committer.start();
  }

  /// Numbers for whoever runs the server.
  public VotingFigures figures() {
    return committer.figures();
  }

  /// Casts a vote and returns at once. What became of it is told after the transaction is durable.
  ///
  /// @param where runs what is told; what votes that were written together are told at the same
  ///   place is one task there
  /// @param then quick, and throws nothing
  public void cast(Vote vote, Executor where, Consumer<? super VoteOutcome> then) {
    committer.cast(vote, where, then);
  }

  /// The same. The stage completes on another thread.
  public CompletionStage<VoteOutcome> cast(Vote vote) {
    return committer.cast(vote);
  }

  /// Opens a session and gives it; empty when it is gone. An anonymous session in which somebody
  /// has voted is given closed, as it stays. May wait for the database.
  public Optional<PollSession> open(SessionId session) {
    return setOpen(session, true);
  }

  /// Closes a session; empty when it is gone. After this returned no vote lands in it. May wait for
  /// the database.
  public Optional<PollSession> close(SessionId session) {
    return setOpen(session, false);
  }

  /// Whether the last transaction of votes failed.
  public boolean failing() {
    return committer.failing();
  }

  /// How the thread is that writes votes.
  public Pulse pulse() {
    return committer.pulse();
  }

  private Optional<PollSession> setOpen(SessionId session, boolean open) {
    Optional<PollSession> changed = store.setOpen(session, open);
    changes.sessionChanged(session);
    if (open) {
      changed.filter(PollSession::open).ifPresent(opened -> changes.shown(opened.audience()));
    }
    return changed;
  }

  /// Writes the votes that wait and takes no more.
  @Override
  public void close() {
    committer.close();
  }
}
