package org.pollard.poll;

import org.jspecify.annotations.Nullable;

/// Names an audience: who may take part in a poll session.
public sealed interface AudienceRef {

  /// Everybody in a course, or in one of its sections.
  record InCourse(long courseId, @Nullable Long sectionId) implements AudienceRef {}

  /// Everybody who is registered for the meeting of which this is one live session.
  record InMeetingSession(long meetingSessionId) implements AudienceRef {}
}
