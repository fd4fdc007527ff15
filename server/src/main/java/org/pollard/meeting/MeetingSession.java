package org.pollard.meeting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One live instance of a meeting, from the first one who joined until a while after the last one
/// left.
///
/// @param publicId by which it is known outside
/// @param title of the meeting, as it is now
/// @param participants how many different ones are connected
/// @param mostParticipants the most that were connected at a time
/// @param minutes for which connections lasted, all together
/// @param endedAt absent while it lives
public record MeetingSession(
    MeetingSessionId id,
    UUID publicId,
    AppId app,
    MeetingId meeting,
    @Nullable String title,
    int participants,
    int mostParticipants,
    double minutes,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant endedAt) {

  public boolean live() {
    return endedAt == null;
  }
}
