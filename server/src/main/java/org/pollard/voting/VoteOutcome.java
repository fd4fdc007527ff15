package org.pollard.voting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Answer;

/// What became of a vote. Only [Counted] acknowledges it: the transaction that holds it is durable.
public sealed interface VoteOutcome {

  /// Counted, once.
  ///
  /// @param at when; absent in an anonymous session
  /// @param changed whether it took the place of an earlier answer, which counts no more
  /// @param answer as what it counts, where that is not quite what was given: a rounded number
  record Counted(@Nullable Instant at, boolean changed, @Nullable Answer answer)
      implements VoteOutcome {

    /// Counted as it was given.
    public Counted(@Nullable Instant at, boolean changed) {
      this(at, changed, null);
    }

    /// The first answer of the voter.
    public Counted(@Nullable Instant at) {
      this(at, false);
    }
  }

  /// The voter had a vote in this session before.
  ///
  /// @param earlier what it says; absent in an anonymous session, where nothing stored tells
  /// @param at when it was cast; absent likewise
  record AlreadyVoted(@Nullable Answer earlier, @Nullable Instant at) implements VoteOutcome {}

  /// The session takes no votes now.
  record Closed() implements VoteOutcome {}

  /// The answer names no choice of the session's poll.
  record UnknownChoice() implements VoteOutcome {}

  /// It cannot be an answer to the session's poll.
  ///
  /// @param detail names the limit and the value
  record Invalid(String detail) implements VoteOutcome {}

  /// The session holds as many different words, texts or values as it may.
  record Full() implements VoteOutcome {}

  /// There is no such session, or no longer.
  record UnknownSession() implements VoteOutcome {}

  /// Only a newer version of the program can judge answers to this question; one of its nodes does.
  record Newer() implements VoteOutcome {}

  /// Too many votes are waiting; nothing was stored, trying again later is right.
  record Busy() implements VoteOutcome {}

  /// The database failed. It may be unknown whether the vote is stored: trying again tells.
  record Failed() implements VoteOutcome {}
}
