package org.pollard.voting;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;

/// Keeps votes, participations and tallies. Thread-safe; every call may wait for the database, so
/// none belongs on an event loop.
public interface VoteStore {

  /// Writes these votes in one transaction and gives their outcomes in the same order, after the
  /// commit is durable. Sessions that are closed or gone, unknown choices and earlier votes are
  /// outcomes, and no vote fails its neighbour. Votes, participations, tally and change counters
  /// change together. Where a session is changeable, a vote that replaces takes the place of an
  /// earlier one that says something else.
  ///
  /// @param votes no two of one voter in one session
  /// @throws RuntimeException when the transaction failed: none of the votes may be acknowledged,
  ///   and whether they are stored may be unknown
  List<VoteOutcome> cast(List<Vote> votes, Instant now);

  /// Opens the session for votes, or closes it: after this returned, no vote lands in a closed one.
  /// Empty when it is gone. Doing it twice changes nothing. An anonymous session in which somebody
  /// has voted stays closed for good.
  Optional<PollSession> setOpen(SessionId session, boolean open);

  /// This voter's vote in this session.
  Optional<CountedVote> vote(SessionId session, VoterId voter);

  /// Those of the sessions in which this voter has voted.
  Set<SessionId> votedIn(VoterId voter, Collection<SessionId> sessions);

  /// The sessions of a poll in which this voter has voted, in any order.
  List<PollSession> sessionsVotedIn(PollId poll, VoterId voter);

  /// Votes of a named session by voter ascending, at most `limit`, after the voter `after` (null:
  /// from the start). Of an anonymous session none. A short read, so that a long list is read in
  /// many.
  List<CountedVote> votes(SessionId session, @Nullable VoterId after, int limit);

  /// Who has voted, ascending, at most `limit`, after the voter `after` (null: from the start). Of
  /// an anonymous session nobody while it is open.
  List<VoterId> voters(SessionId session, @Nullable VoterId after, int limit);

  /// Those of the voters who have voted in this session.
  Set<VoterId> votedAmong(SessionId session, Collection<VoterId> voters);

  /// Removes what votes in anonymous sessions left beneath the tables, such as journals and dead
  /// rows, from which could be told which answers came together with which participations. Gives
  /// how many sessions there were to look after; may take long after many votes.
  int scrub();

  /// Removes up to `limit` stored rows that deleted sessions and choices left behind; gives how
  /// many. They are invisible to every other call already.
  int sweep(int limit);
}
