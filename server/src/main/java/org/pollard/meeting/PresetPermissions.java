package org.pollard.meeting;

/// What of a preset's permissions is acted upon; the rest of them is only kept.
///
/// @param kick may put participants out of a session
/// @param changePermissions may change what others may do, while a session lasts
public record PresetPermissions(PollPermissions polls, boolean kick, boolean changePermissions) {}
