package org.pollard.course;

/// As what somebody is enrolled.
public enum EnrollmentType {
  STUDENT,
  TEACHER,
  TA,
  DESIGNER,
  OBSERVER;

  /// Whether these are the people who run the course.
  public boolean staff() {
    return switch (this) {
      case TEACHER, TA, DESIGNER -> true;
      case STUDENT, OBSERVER -> false;
    };
  }
}
