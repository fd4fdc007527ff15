package org.pollard.course;

import java.time.Instant;

/// A class that meets; its people are its enrollments.
///
/// @param code the short name
/// @param isPublic whether anyone with an account may read it
public record Course(
    CourseId id,
    String name,
    String code,
    CourseState state,
    boolean isPublic,
    Instant createdAt) {}
