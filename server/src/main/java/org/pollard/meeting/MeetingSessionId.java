package org.pollard.meeting;

/// Identity of a meeting session, inside the house.
public record MeetingSessionId(long value) {}
