package org.pollard.meeting;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is needed to make a meeting.
///
/// @param settings an object of what is only kept, as JSON
public record NewMeeting(AppId app, @Nullable String title, Duration keepAlive, String settings) {

  /// How long a session lasts after the last one left, where nothing is said.
  public static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  /// And at most.
  public static final Duration LONGEST_KEEP_ALIVE = Duration.ofMinutes(10);

  public NewMeeting {
    if (keepAlive.isNegative() || keepAlive.compareTo(LONGEST_KEEP_ALIVE) > 0) {
      throw new IllegalArgumentException("a session is kept alive for up to 600 s: " + keepAlive);
    }
  }
}
