package org.pollard.meeting;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;

/// One connection of a participant in a session: a device, or a tab.
///
/// @param id chosen by the client, unique within the session
/// @param displayName of the participant when the connection joined
/// @param presetName of the participant when the connection joined
/// @param leftAt absent while it is connected
public record Peer(
    MeetingSessionId session,
    String id,
    VoterId voter,
    ParticipantId participant,
    String customId,
    String displayName,
    String presetName,
    Instant joinedAt,
    @Nullable Instant leftAt) {

  /// For how long it has been connected.
  public Duration duration(Instant now) {
    return Duration.between(joinedAt, leftAt == null ? now : leftAt);
  }
}
