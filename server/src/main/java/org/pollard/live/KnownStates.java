package org.pollard.live;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Choice;
import org.pollard.poll.Correction;
import org.pollard.poll.Picture;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// What snapshots show beside the counts, for as long as the database counts no change of it: votes
/// come ten times a second, and nothing else changes for minutes. So a tick reads the counts, and
/// on every node the same one statement. Thread-safe; holds the sessions that are watched.
///
/// What is remembered was read after its version, so it is at least as new; if it is newer, the
/// next tick finds another version and reads it again.
final class KnownStates {

  private final Map<SessionId, State> known = new ConcurrentHashMap<>();
  private long turns;

  /// @param version of the state
  record State(
      long version,
      PollSession session,
      Poll poll,
      List<Choice> choices,
      List<Picture> pictures,
      List<Correction> corrections) {

    State {
      choices = List.copyOf(choices);
      pictures = List.copyOf(pictures);
      corrections = List.copyOf(corrections);
    }
  }

  /// Null when it is not known, or when it has changed since.
  @Nullable State at(SessionId session, Tally now) {
    State state = known.get(session);
    return state != null && state.version == now.stateVersion() ? state : null;
  }

  /// To be asked before anything is read that is then remembered.
  synchronized long turn() {
    return turns;
  }

  /// Remembers what was read since then, unless another database has taken the place of the one
  /// that it was read from.
  ///
  /// That a session was presented is no change that is counted, so one that was not is not kept.
  synchronized void add(long since, Map<SessionId, State> read) {
    if (since == turns) {
      read.forEach(
          (session, state) -> {
            if (state.session.presented()) {
              known.put(session, state);
            }
          });
    }
  }

  synchronized void forgetAll() {
    turns++;
    known.clear();
  }

  void keepOnly(Set<SessionId> watched) {
    known.keySet().retainAll(watched);
  }
}
