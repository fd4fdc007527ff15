package org.pollard.course;

import java.time.Instant;

/// A part of a course's people. Each course has one by default.
public record Section(
    SectionId id, CourseId course, String name, boolean isDefault, Instant createdAt) {}
