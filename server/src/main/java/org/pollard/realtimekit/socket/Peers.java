package org.pollard.realtimekit.socket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import message.v1.Peer;
import message.v1.PeerFlags;
import message.v1.PeerInfo;
import message.v1.RoomPeers;
import message.v1.StageType;
import org.jspecify.annotations.Nullable;
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
            .setFlags(PeerFlags.newBuilder().setPresetName(peer.presetName()));
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

  static RoomPeers list(
      List<org.pollard.meeting.Peer> peers, Map<ParticipantId, Participant> participants) {
    Map<ParticipantId, Participant> known = new HashMap<>(participants);
    List<Peer> shown = new ArrayList<>();
    peers.forEach(each -> shown.add(of(each, known.get(each.participant()))));
    return RoomPeers.newBuilder().addAllPeers(shown).build();
  }
}
