package org.pollard.course;

/// Identity of a course; never used again after its deletion.
public record CourseId(long value) {}
