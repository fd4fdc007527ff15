package org.pollard.realtimekit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.pollard.meeting.App;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingSessionStore.PeerFilter;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Peer;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// Draws who is and was in a session, a record for each connection. Thread-safe; may wait for the
/// database.
@ApplicationScoped
class SessionPeople {

  private final MeetingSessionStore store;
  private final InstantSource clock;

  SessionPeople(MeetingSessionStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Success<SessionParticipantWire.Participants> list(MeetingSession session, RealtimeKitCall call) {
    Slice page = call.page();
    boolean events = events(call);
    Parameters.choice("view", call.parameter("view"), List.of("raw", "consolidated"));
    PeerFilter filter =
        new PeerFilter(
            call.parameter("search"),
            null,
            null,
            Parameters.choice("sort_by", call.parameter("sort_by"), List.of("joinedAt", "duration"))
                .equals("duration"),
            Parameters.descending(call.parameter("sort_order")));
    Listing<Peer> found = store.peers(session.id(), filter, page);
    return Success.of(
        new SessionParticipantWire.Participants(
            found.items().stream()
                .map(
                    each ->
                        SessionParticipantWire.of(each, clock.instant(), events ? session : null))
                .toList()),
        PagingWire.of(page, found));
  }

  /// The latest connection of a participant, or the one of that id.
  Success<SessionParticipantWire.ParticipantFound> one(
      MeetingSession session, String id, RealtimeKitCall call) {
    boolean events = events(call);
    return RealtimeKitLookup.uuid(
            id,
            each ->
                latest(session, new PeerFilter(null, new ParticipantId(each), null, false, true)))
        .or(() -> latest(session, new PeerFilter(null, null, id, false, true)))
        .map(peer -> SessionParticipantWire.of(peer, clock.instant(), events ? session : null))
        .map(peer -> Success.of(new SessionParticipantWire.ParticipantFound(peer)))
        .orElseThrow(() -> RealtimeKitLookup.notFound("Participant"));
  }

  private Optional<Peer> latest(MeetingSession session, PeerFilter filter) {
    return store.peers(session.id(), filter, Slice.first(1)).items().stream().findFirst();
  }

  /// The latest connection of that id in any session of the app.
  Success<SessionParticipantWire.ReportFound> report(App app, String peer, RealtimeKitCall call) {
    boolean events = events(call);
    Peer found = store.peer(app.id(), peer).orElseThrow(() -> RealtimeKitLookup.notFound("Peer"));
    MeetingSession session =
        store.session(found.session()).orElseThrow(() -> RealtimeKitLookup.notFound("Peer"));
    return Success.of(
        new SessionParticipantWire.ReportFound(
            SessionParticipantWire.Report.of(found, clock.instant(), session, events)));
  }

  private static boolean events(RealtimeKitCall call) {
    return Parameters.truth("include_peer_events", call.parameter("include_peer_events"));
  }
}
