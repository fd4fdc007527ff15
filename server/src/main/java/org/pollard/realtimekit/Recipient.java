package org.pollard.realtimekit;

import java.util.Map;
import org.pollard.meeting.Participant;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.SessionId;

/// Whom a poll is shown to.
public sealed interface Recipient {

  /// A program with a key or token: has no vote of its own, and hiding is not meant for it.
  record Operator() implements Recipient {}

  /// A program that is told the counts, and of nobody who they come from.
  record Counting() implements Recipient {}

  /// A participant who may vote in polls and not see them: learns no result.
  record Voting() implements Recipient {}

  /// A participant, over one connection.
  ///
  /// @param castHere what this connection itself has cast: in an anonymous poll nothing else knows
  ///   it
  record Viewing(Participant participant, Map<SessionId, ChoiceId> castHere) implements Recipient {

    public Viewing {
      castHere = Map.copyOf(castHere);
    }
  }
}
