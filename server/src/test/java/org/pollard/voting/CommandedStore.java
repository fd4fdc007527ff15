package org.pollard.voting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;

/// Keeps votes in memory, shows the transactions that were asked of it, and fails when told to.
/// Thread-safe for one caster and one test.
final class CommandedStore implements VoteStore {

  /// When a transaction fails.
  enum Failing {
    NEVER,
    /// Nothing was written yet.
    BEFORE_COMMIT,
    /// All was written and is undone.
    DURING_COMMIT,
    /// All is stored, and only the answer is lost.
    AFTER_COMMIT,
    /// Not even an exception that one expects.
    WITH_AN_ERROR,
    /// A bug: fewer outcomes than votes.
    WITH_TOO_FEW_OUTCOMES
  }

  final List<List<Vote>> transactions = new CopyOnWriteArrayList<>();
  final Semaphore mayGoOn = new Semaphore(1_000_000);
  final Semaphore hasBegun = new Semaphore(0);
  volatile Failing failing = Failing.NEVER;
  volatile boolean anonymous;
  final Set<ChoiceId> unknown = ConcurrentHashMap.newKeySet();

  private final Map<List<Object>, Stored> stored = new HashMap<>();

  private record Stored(Vote vote, Instant at) {}

  @Override
  public List<VoteOutcome> cast(List<Vote> votes, Instant now) {
    transactions.add(votes);
    hasBegun.release();
    mayGoOn.acquireUninterruptibly();
    if (failing == Failing.BEFORE_COMMIT) {
      throw new IllegalStateException("failed before the commit, as told");
    }
    Map<List<Object>, Stored> written = new HashMap<>();
    List<VoteOutcome> outcomes = new ArrayList<>();
    for (Vote vote : votes) {
      List<Object> key = List.of(vote.session(), vote.voter());
      @Nullable Stored earlier = stored.get(key);
      if (vote.answer() instanceof SingleChoice(ChoiceId choice) && unknown.contains(choice)) {
        outcomes.add(new VoteOutcome.UnknownChoice());
      } else if (earlier == null) {
        written.put(key, new Stored(vote, now));
        outcomes.add(new VoteOutcome.Counted(anonymous ? null : now));
      } else if (vote.replaces() && !vote.answer().equals(earlier.vote().answer())) {
        written.put(key, new Stored(vote, now));
        outcomes.add(new VoteOutcome.Counted(now, true));
      } else {
        outcomes.add(
            anonymous
                ? new VoteOutcome.AlreadyVoted(null, null)
                : new VoteOutcome.AlreadyVoted(earlier.vote().answer(), earlier.at()));
      }
    }
    switch (failing) {
      case NEVER, BEFORE_COMMIT -> stored.putAll(written);
      case DURING_COMMIT -> throw new IllegalStateException("failed during the commit, as told");
      case AFTER_COMMIT -> {
        stored.putAll(written);
        throw new IllegalStateException("the answer to the commit was lost, as told");
      }
      case WITH_AN_ERROR -> throw new AssertionError("an error, as told");
      case WITH_TOO_FEW_OUTCOMES -> outcomes.removeLast();
    }
    return outcomes;
  }

  @Override
  public Optional<PollSession> setOpen(SessionId session, boolean open) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<CountedVote> vote(SessionId session, VoterId voter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<SessionId> votedIn(VoterId voter, Collection<SessionId> sessions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<PollSession> sessionsVotedIn(PollId poll, VoterId voter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<CountedVote> votes(SessionId session, @Nullable VoterId after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<VoterId> voters(SessionId session, @Nullable VoterId after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<VoterId> votedAmong(SessionId session, Collection<VoterId> voters) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int scrub() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int sweep(int limit) {
    throw new UnsupportedOperationException();
  }
}
