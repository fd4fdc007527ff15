package org.pollard.poll;

/// Identity of an entry in its session; tells nothing about when it came.
public record EntryId(long value) {}
