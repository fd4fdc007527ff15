package org.pollard.meeting;

import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;

/// Who asked a poll in a meeting.
///
/// @param creator absent for a poll that was asked by the app itself
/// @param createdBy the name to show: the participant's at that time, or the app's
public record MeetingPoll(SessionId session, @Nullable VoterId creator, String createdBy) {}
