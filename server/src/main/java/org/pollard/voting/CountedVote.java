package org.pollard.voting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.SessionId;

/// A vote that was counted, as far as it is stored.
///
/// @param answer absent in an anonymous session, where only the participation is stored
/// @param at absent in an anonymous session
public record CountedVote(
    SessionId session, VoterId voter, @Nullable Answer answer, @Nullable Instant at) {}
