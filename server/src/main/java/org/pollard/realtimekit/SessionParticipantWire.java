package org.pollard.realtimekit;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.Peer;

/// One connection that a participant had in a session.
///
/// @param duration in minutes
@Schema(name = "KitSessionParticipant")
public record SessionParticipantWire(
    String id,
    String userId,
    String customParticipantId,
    String displayName,
    String presetName,
    Instant joinedAt,
    @Schema(nullable = true) @Nullable Instant leftAt,
    double duration,
    Instant createdAt,
    Instant updatedAt) {

  private static final double MILLIS_OF_MINUTE = 60_000;

  static SessionParticipantWire of(Peer peer, Instant now) {
    Instant left = peer.leftAt();
    return new SessionParticipantWire(
        peer.id(),
        peer.participant().value().toString(),
        peer.customId(),
        peer.displayName(),
        peer.presetName(),
        peer.joinedAt(),
        left,
        SessionWire.minutes(peer.duration(now).toMillis() / MILLIS_OF_MINUTE),
        peer.joinedAt(),
        left == null ? peer.joinedAt() : left);
  }

  /// A list of them.
  @Schema(name = "KitSessionParticipants")
  public record Participants(List<SessionParticipantWire> participants) {

    public Participants {
      participants = List.copyOf(participants);
    }
  }

  /// One of them.
  @Schema(name = "KitSessionParticipantFound")
  public record ParticipantFound(SessionParticipantWire participant) {}
}
