package org.pollard.poll;

/// Identity of a poll session; never used again after its deletion.
public record SessionId(long value) {}
