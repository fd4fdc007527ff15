package org.pollard.meeting;

/// A participant's place in a session of their meeting. Immutable.
///
/// @param live whether the session has not ended
/// @param polls what holds in this session: as the preset was when the participant joined, or as
///   somebody changed it since; the preset's own for who has not joined
public record Standing(Participant participant, boolean live, PollPermissions polls) {}
