package org.pollard.realtimekit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.Peer;

/// Something that happened to a connection. The events are read off the one record there is of a
/// connection, so their ids are made of what they are.
@Schema(name = "KitPeerEvent")
public record PeerEventWire(
    String id,
    String eventName,
    String peerId,
    String participantId,
    String sessionId,
    double minutesConsumed,
    Instant createdAt,
    Instant updatedAt) {

  /// In the order in which they happened; the leaving is missing while the connection lasts.
  static List<PeerEventWire> of(Peer peer, MeetingSession session) {
    List<PeerEventWire> events = new ArrayList<>();
    events.add(event(peer, session, "PEER_CREATED", 0, peer.joinedAt()));
    events.add(event(peer, session, "PEER_JOINING", 0, peer.joinedAt()));
    Instant left = peer.leftAt();
    if (left != null) {
      events.add(
          event(peer, session, "PEER_LEAVING", SessionParticipantWire.minutes(peer, left), left));
    }
    return events;
  }

  private static PeerEventWire event(
      Peer peer, MeetingSession session, String name, double minutes, Instant at) {
    String sessionId = session.publicId().toString();
    String what = sessionId + "\n" + peer.id() + "\n" + name;
    return new PeerEventWire(
        UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString(),
        name,
        peer.id(),
        peer.participant().value().toString(),
        sessionId,
        minutes,
        at,
        at);
  }
}
