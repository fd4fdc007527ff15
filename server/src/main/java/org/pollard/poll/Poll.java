package org.pollard.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;

/// What is asked. Its choices are kept beside it.
public record Poll(
    PollId id, VoterId owner, String question, @Nullable String description, Instant createdAt) {}
