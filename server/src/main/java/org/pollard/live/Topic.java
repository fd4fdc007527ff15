package org.pollard.live;

import org.jspecify.annotations.Nullable;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.SessionId;

/// What a stream follows. Equal topics are followed together.
sealed interface Topic {

  /// One poll session, until it is deleted.
  record Session(SessionId id) implements Topic {}

  /// What is on show in a room of a course: one session at a time, or none.
  record OnShow(AudienceRef.InCourse in) implements Topic {}

  /// Every poll that is asked in a session of a meeting.
  record Meeting(AudienceRef.InMeetingSession in) implements Topic {}

  /// In which room whoever follows it is; null for a session, which can be followed from anywhere.
  default @Nullable AudienceRef room() {
    return switch (this) {
      case Session _ -> null;
      case OnShow(var in) -> in;
      case Meeting(var in) -> in;
    };
  }
}
