package org.pollard.course;

import java.time.Instant;
import org.pollard.people.VoterId;

/// Joins one user, one course and exactly one of its sections.
public record Enrollment(
    EnrollmentId id,
    VoterId user,
    CourseId course,
    SectionId section,
    EnrollmentType type,
    EnrollmentState state,
    Instant createdAt,
    Instant updatedAt) {}
