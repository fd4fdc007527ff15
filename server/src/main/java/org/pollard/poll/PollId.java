package org.pollard.poll;

/// Identity of a poll; never used again after its deletion.
public record PollId(long value) {}
