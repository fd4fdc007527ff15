package org.pollard.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  Snapshots(PollStore store) {
    this.store = store;
  }

  /// A snapshot of each of these sessions that exists.
  ///
  /// The version is read first: what is read after it may be newer, and then comes again with its
  /// own version. The other way round, old content could hide behind a new version for good.
  Map<SessionId, Snapshot> of(Collection<SessionId> ids) {
    Map<SessionId, Tally> tallies = store.tallies(ids);
    Map<SessionId, PollSession> sessions = store.sessions(tallies.keySet());
    List<PollId> pollIds = sessions.values().stream().map(PollSession::poll).distinct().toList();
    Map<PollId, List<Choice>> choices = store.choicesOf(pollIds);
    Map<PollId, Poll> polls = store.polls(pollIds);
    List<SessionId> corrected =
        sessions.values().stream().filter(PollSession::corrected).map(PollSession::id).toList();
    Map<SessionId, List<Correction>> corrections =
        corrected.isEmpty() ? Map.of() : store.corrections(corrected);
    Map<PollId, List<Picture>> pictures = store.pictures(pollIds);
    Map<SessionId, Snapshot> taken = new HashMap<>();
    sessions.forEach(
        (id, session) -> {
          Poll poll = polls.get(session.poll());
          Tally tally = tallies.get(id);
          if (poll != null && tally != null) {
            taken.put(
                id,
                new Snapshot(
                    session,
                    poll,
                    choices.getOrDefault(poll.id(), List.of()),
                    pictures.getOrDefault(poll.id(), List.of()),
                    tally,
                    corrections.getOrDefault(id, List.of())));
          }
        });
    return taken;
  }
}
