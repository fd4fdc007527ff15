package org.pollard.course;

/// Identity of a enrollment; never used again after its deletion.
public record EnrollmentId(long value) {}
