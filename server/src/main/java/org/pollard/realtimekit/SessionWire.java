package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSession;

/// A session of a meeting.
@Schema(name = "KitSession")
public record SessionWire(
    String id,
    String associatedId,
    String meetingDisplayName,
    String type,
    String status,
    int liveParticipants,
    int maxConcurrentParticipants,
    double minutesConsumed,
    String organizationId,
    Instant startedAt,
    Instant createdAt,
    Instant updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant endedAt) {

  static SessionWire of(MeetingSession session) {
    return new SessionWire(
        session.publicId().toString(),
        session.meeting().value().toString(),
        session.title() == null ? "" : session.title(),
        "meeting",
        session.live() ? "LIVE" : "ENDED",
        session.live() ? session.participants() : 0,
        session.mostParticipants(),
        minutes(session.minutes()),
        session.app().value(),
        session.startedAt(),
        session.startedAt(),
        session.updatedAt(),
        session.endedAt());
  }

  /// With two digits behind the point.
  static double minutes(double exact) {
    return BigDecimal.valueOf(exact).setScale(2, RoundingMode.HALF_UP).doubleValue();
  }

  /// A list of them.
  @Schema(name = "KitSessions")
  public record Sessions(List<SessionWire> sessions) {

    public Sessions {
      sessions = List.copyOf(sessions);
    }
  }
}
