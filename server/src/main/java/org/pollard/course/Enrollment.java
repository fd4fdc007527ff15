package org.pollard.course;

import java.time.Instant;
import org.pollard.people.VoterId;

/// Joins one user, one course and exactly one of its sections.
///
/// @param unasked whether a teacher enrolled somebody who did not ask for it and has not come yet:
///   until then the people who run the course do not learn who that is
public record Enrollment(
    EnrollmentId id,
    VoterId user,
    CourseId course,
    SectionId section,
    EnrollmentType type,
    EnrollmentState state,
    Instant createdAt,
    Instant updatedAt,
    boolean unasked) {

  /// Of somebody who came by themselves or was enrolled by an administrator.
  public Enrollment(
      EnrollmentId id,
      VoterId user,
      CourseId course,
      SectionId section,
      EnrollmentType type,
      EnrollmentState state,
      Instant createdAt,
      Instant updatedAt) {
    this(id, user, course, section, type, state, createdAt, updatedAt, false);
  }

  /// Whether the person is one of those who are asked.
  boolean takesPart() {
    return switch (state) {
      case ACTIVE, INVITED -> true;
      case INACTIVE, COMPLETED, DELETED -> false;
    };
  }

  /// Whether it waits for the person to come.
  boolean waits() {
    return switch (state) {
      case INVITED -> true;
      case ACTIVE -> unasked;
      case INACTIVE, COMPLETED, DELETED -> false;
    };
  }
}
