package org.pollard.realtimekit.socket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import message.v1.ConnectedMeeting;
import message.v1.ConnectedMeetings;
import message.v1.ConnectedPeer;
import message.v1.Peer;
import message.v1.PeerFlags;
import message.v1.PeerInfo;
import message.v1.RoomPeers;
import message.v1.StageType;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;

/// Connections as this wire shows them. Everybody is off stage: there are polls here and no media.
final class Peers {

  private Peers() {}

  /// @param participant null when not known here
  static Peer of(org.pollard.meeting.Peer peer, @Nullable Participant participant) {
    Peer.Builder shown =
        Peer.newBuilder()
            .setPeerId(peer.id())
            .setUserId(peer.participant().value().toString())
            .setDisplayName(peer.displayName())
            .setStageType(StageType.STAGE_TYPE_OFF_STAGE)
            .setCustomParticipantId(peer.customId())
            // Clients take whoever says nothing of it for a machine that records.
            .setFlags(
                PeerFlags.newBuilder().setPresetName(peer.presetName()).setRecorderType("NONE"));
    if (participant != null) {
      shown.setPresetId(participant.preset().value().toString());
      if (participant.picture() != null) {
        shown.setDisplayPictureUrl(participant.picture());
      }
    }
    return shown.build();
  }

  static PeerInfo info(org.pollard.meeting.Peer peer, @Nullable Participant participant) {
    return PeerInfo.newBuilder().setPeer(of(peer, participant)).build();
  }

  /// A meeting that is not divided into rooms, with those who are there, each once.
  static ConnectedMeetings undivided(MeetingSession session, RoomPeers present) {
    Map<String, ConnectedPeer> people = new LinkedHashMap<>();
    for (Peer each : present.getPeersList()) {
      people.put(
          each.getUserId(),
          ConnectedPeer.newBuilder()
              .setId(each.getUserId())
              .setDisplayName(each.getDisplayName())
              .setCustomParticipantId(each.getCustomParticipantId())
              .build());
    }
    return ConnectedMeetings.newBuilder()
        .setParentMeeting(
            ConnectedMeeting.newBuilder()
                .setId(session.meeting().value().toString())
                .setTitle(session.title() == null ? "" : session.title())
                .addAllParticipants(people.values()))
        .build();
  }

  static RoomPeers list(
      List<org.pollard.meeting.Peer> peers, Map<ParticipantId, Participant> participants) {
    Map<ParticipantId, Participant> known = new HashMap<>(participants);
    List<Peer> shown = new ArrayList<>();
    peers.forEach(each -> shown.add(of(each, known.get(each.participant()))));
    return RoomPeers.newBuilder().addAllPeers(shown).build();
  }
}
