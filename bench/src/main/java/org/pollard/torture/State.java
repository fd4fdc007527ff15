package org.pollard.torture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is stored in the end. Immutable.
///
/// @param sessions those that are not deleted, by their ids
/// @param choices ids of those that are not deleted
record State(Map<Long, Session> sessions, Set<Long> choices) {

  State {
    sessions = Map.copyOf(sessions);
    choices = Set.copyOf(choices);
  }

  /// Without all other sessions.
  State only(Set<Long> ids) {
    Map<Long, Session> kept = new HashMap<>(sessions);
    kept.keySet().retainAll(ids);
    return new State(kept, choices);
  }

  /// @param ballots by voter; votes for deleted choices are none
  /// @param tally votes by choice, without those that have none
  record Session(boolean anonymous, List<Ballot> ballots, Map<Long, Long> tally) {

    Session {
      ballots = List.copyOf(ballots);
      tally = Map.copyOf(tally);
    }
  }

  /// @param choice null in an anonymous session
  record Ballot(long voter, @Nullable Long choice) {}
}
