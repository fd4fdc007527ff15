package org.pollard.meeting;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A lasting room that itself never starts or ends.
///
/// @param active whether anybody may join; those inside stay
/// @param keepAlive how long a session lasts after the last one left
/// @param settings an object of what is only kept, as JSON
public record Meeting(
    MeetingId id,
    AppId app,
    @Nullable String title,
    boolean active,
    Duration keepAlive,
    String settings,
    Instant createdAt,
    Instant updatedAt) {}
