package org.pollard.meeting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;

/// A person registered for one meeting.
///
/// @param customId by which the caller knows the participant, once in a meeting
/// @param permissions those of the preset as it is now
/// @param deleted whether the registration was taken back; votes and names stay
public record Participant(
    VoterId voter,
    ParticipantId id,
    AppId app,
    MeetingId meeting,
    String customId,
    @Nullable String name,
    @Nullable String picture,
    PresetId preset,
    String presetName,
    PresetPermissions permissions,
    Instant createdAt,
    Instant updatedAt,
    boolean deleted) {

  /// The name to show, empty when none was given.
  public String displayName() {
    return name == null ? "" : name;
  }
}
