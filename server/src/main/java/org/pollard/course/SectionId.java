package org.pollard.course;

/// Identity of a section; never used again after its deletion.
public record SectionId(long value) {}
