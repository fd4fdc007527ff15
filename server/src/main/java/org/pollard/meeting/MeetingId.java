package org.pollard.meeting;

import java.util.UUID;

/// Identity of a meeting.
public record MeetingId(UUID value) {}
