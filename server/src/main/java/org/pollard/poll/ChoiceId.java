package org.pollard.poll;

/// Identity of a choice; never used again after its deletion.
public record ChoiceId(long value) {}
