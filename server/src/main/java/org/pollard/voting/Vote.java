package org.pollard.voting;

import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.SessionId;

/// One voter's answer in one poll session, as it is brought.
///
/// @param replaces whether it takes the place of an earlier answer, where the session allows that
public record Vote(SessionId session, VoterId voter, Answer answer, boolean replaces) {

  /// One that leaves an earlier answer as it is.
  public Vote(SessionId session, VoterId voter, Answer answer) {
    this(session, voter, answer, false);
  }
}
