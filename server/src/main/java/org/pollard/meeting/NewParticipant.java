package org.pollard.meeting;

import org.jspecify.annotations.Nullable;

/// What is needed to register a participant.
///
/// @param customId by which the caller knows the participant, once in a meeting
public record NewParticipant(
    MeetingId meeting,
    String customId,
    PresetId preset,
    @Nullable String name,
    @Nullable String picture) {}
