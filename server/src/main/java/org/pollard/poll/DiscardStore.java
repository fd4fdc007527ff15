package org.pollard.poll;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pollard.people.VoterId;

/// Port: keeps what was deleted for as long as it can be taken back. Thread-safe; every call may
/// wait for the database. A write has been made durable when the call returns.
///
/// What is discarded is gone for every other call at once, votes for it included, and comes back
/// whole: with its ids, its votes and its counts, open when it was open.
public interface DiscardStore {

  /// Discards a session before a course; empty when there is none.
  Optional<Discard> discardSession(SessionId session, VoterId by, Instant endsAt);

  /// Discards a poll with its choices and all its sessions; empty when it is gone.
  Optional<Discard> discardPoll(PollId poll, VoterId by, Instant endsAt);

  /// Takes back what this person discarded and gives the poll that it belongs to; empty when that
  /// is too late, was done before, or the poll of a session is gone itself.
  Optional<PollId> restore(DiscardId id, VoterId by, Instant now);

  /// What this person can take back now, newest first, at most a hundred.
  List<Discard> of(VoterId person, Instant now);

  /// Deletes some of what nobody can take back any more; gives how many.
  int forget(Instant now);
}
