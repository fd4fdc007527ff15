package org.pollard.realtimekit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.pollard.meeting.SessionsOfDay;

/// How much an app was used. Days on which nothing began are left out.
@Schema(name = "KitAnalytics")
public record AnalyticsWire(Sessions sessionStats, Recordings recordingStats) {

  static AnalyticsWire of(List<SessionsOfDay> days) {
    return new AnalyticsWire(
        new Sessions(
            days.stream().mapToLong(SessionsOfDay::sessions).sum(),
            SessionWire.minutes(days.stream().mapToDouble(SessionsOfDay::minutes).sum()),
            days.stream().map(Day::of).toList()),
        new Recordings(0, 0, List.of()));
  }

  /// Sessions, by the days on which they began.
  @Schema(name = "KitSessionStats")
  public record Sessions(long sessionsCount, double sessionsMinutesConsumed, List<Day> dayStats) {

    public Sessions {
      dayStats = List.copyOf(dayStats);
    }
  }

  /// One day in UTC.
  @Schema(name = "KitSessionDay")
  public record Day(Instant day, long totalSessions, double totalSessionMinutes) {

    static Day of(SessionsOfDay sessions) {
      return new Day(
          sessions.day().atStartOfDay(ZoneOffset.UTC).toInstant(),
          sessions.sessions(),
          SessionWire.minutes(sessions.minutes()));
    }
  }

  /// Recordings, of which there are none.
  @Schema(name = "KitRecordingStats")
  public record Recordings(
      long recordingCount, double recordingMinutesConsumed, List<Day> dayStats) {

    public Recordings {
      dayStats = List.copyOf(dayStats);
    }
  }
}
