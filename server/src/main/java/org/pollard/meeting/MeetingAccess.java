package org.pollard.meeting;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.pollard.meeting.MeetingSessionStore.Place;
import org.pollard.people.BatchLoader;
import org.pollard.people.ShortMemory;
import org.pollard.people.VoterId;

/// Who is a participant and may do what in a session, from a bounded memory. Thread-safe. What this
/// node changes is forgotten at once; what another node changed is seen when the memory of it ends,
/// after five seconds at most.
public final class MeetingAccess {

  private static final int MOST_REMEMBERED = 100_000;

  private final BatchLoader<ParticipantId, Participant> participantLoader;
  private final BatchLoader<Place, Standing> standingLoader;
  private final ShortMemory<ParticipantId, Optional<Participant>> participants =
      new ShortMemory<>(MOST_REMEMBERED);
  private final ShortMemory<Place, Optional<Standing>> standings =
      new ShortMemory<>(MOST_REMEMBERED);

  /// @param executor where the database is asked, which may wait
  public MeetingAccess(MeetingStore meetings, MeetingSessionStore sessions, Executor executor) {
    this.participantLoader = new BatchLoader<>(meetings::participants, executor, MOST_REMEMBERED);
    this.standingLoader = new BatchLoader<>(sessions::standings, executor, MOST_REMEMBERED);
  }

  /// The participant, deleted or not; empty when there never was one. Never waits.
  public CompletableFuture<Optional<Participant>> participant(ParticipantId id) {
    return participants.get(id, key -> participantLoader.load(key).thenApply(Optional::ofNullable));
  }

  /// This person's standing in that session; empty for who does not belong there. Never waits.
  public CompletableFuture<Optional<Standing>> standing(MeetingSessionId session, VoterId voter) {
    return standings.get(
        new Place(session, voter), key -> standingLoader.load(key).thenApply(Optional::ofNullable));
  }

  /// To be called after a participant changed.
  void forget(Participant participant) {
    participants.forget(participant.id());
    standings.forgetIf((place, _) -> place.voter().equals(participant.voter()));
  }

  /// To be called after what these may do in a session changed.
  void forget(MeetingSessionId session, Collection<VoterId> voters) {
    voters.forEach(each -> standings.forget(new Place(session, each)));
  }

  /// To be called after a session ended.
  void forget(MeetingSessionId session) {
    standings.forgetIf((place, _) -> place.session().equals(session));
  }

  /// To be called after something changed that many share.
  public void forgetAll() {
    participants.forgetAll();
    standings.forgetAll();
  }
}
