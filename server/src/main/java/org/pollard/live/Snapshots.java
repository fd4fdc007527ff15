package org.pollard.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Choice;
import org.pollard.poll.Correction;
import org.pollard.poll.Picture;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// Takes snapshots. Thread-safe; waits for the database. Costs the number of choices, whatever the
/// number of votes.
final class Snapshots {

  private final PollStore store;
  private final @Nullable KnownStates known;

  /// Remembers nothing.
  Snapshots(PollStore store) {
    this(store, null);
  }

  private Snapshots(PollStore store, @Nullable KnownStates known) {
    this.store = store;
    this.known = known;
  }

  /// Reads nothing again that these know.
  static Snapshots knowing(PollStore store, KnownStates known) {
    return new Snapshots(store, known);
  }

  /// A snapshot of each of these sessions that exists.
  ///
  /// The version is read first: what is read after it may be newer, and then comes again with its
  /// own version. The other way round, old content could hide behind a new version for good.
  Map<SessionId, Snapshot> of(Collection<SessionId> ids) {
    long turn = known == null ? 0 : known.turn();
    Map<SessionId, Tally> tallies = store.tallies(ids);
    Map<SessionId, KnownStates.State> states = new HashMap<>();
    Map<SessionId, Tally> unknown = new HashMap<>();
    tallies.forEach(
        (id, tally) -> {
          KnownStates.@Nullable State state = known == null ? null : known.at(id, tally);
          if (state == null) {
            unknown.put(id, tally);
          } else {
            states.put(id, state);
          }
        });
    if (!unknown.isEmpty()) {
      Map<SessionId, KnownStates.State> read = read(unknown);
      states.putAll(read);
      if (known != null) {
        known.add(turn, read);
      }
    }
    Map<SessionId, Snapshot> taken = new HashMap<>();
    tallies.forEach(
        (id, tally) -> {
          KnownStates.State state = states.get(id);
          if (state != null) {
            taken.put(
                id,
                new Snapshot(
                    state.session(),
                    state.poll(),
                    state.choices(),
                    state.pictures(),
                    tally,
                    state.corrections()));
          }
        });
    return taken;
  }

  private Map<SessionId, KnownStates.State> read(Map<SessionId, Tally> tallies) {
    Map<SessionId, PollSession> sessions = store.sessions(tallies.keySet());
    List<PollId> pollIds = sessions.values().stream().map(PollSession::poll).distinct().toList();
    Map<PollId, List<Choice>> choices = store.choicesOf(pollIds);
    Map<PollId, Poll> polls = store.polls(pollIds);
    List<SessionId> corrected =
        sessions.values().stream().filter(PollSession::corrected).map(PollSession::id).toList();
    Map<SessionId, List<Correction>> corrections =
        corrected.isEmpty() ? Map.of() : store.corrections(corrected);
    Map<PollId, List<Picture>> pictures = store.pictures(pollIds);
    Map<SessionId, KnownStates.State> states = new HashMap<>();
    sessions.forEach(
        (id, session) -> {
          Poll poll = polls.get(session.poll());
          Tally tally = tallies.get(id);
          if (poll != null && tally != null) {
            states.put(
                id,
                new KnownStates.State(
                    tally.stateVersion(),
                    session,
                    poll,
                    choices.getOrDefault(poll.id(), List.of()),
                    pictures.getOrDefault(poll.id(), List.of()),
                    corrections.getOrDefault(id, List.of())));
          }
        });
    return states;
  }
}
