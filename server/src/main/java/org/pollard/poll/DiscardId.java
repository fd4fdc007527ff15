package org.pollard.poll;

/// Names a [Discard].
public record DiscardId(long value) {}
