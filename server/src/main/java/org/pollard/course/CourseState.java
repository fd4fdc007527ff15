package org.pollard.course;

/// Where a course is in its life.
public enum CourseState {
  UNPUBLISHED,
  AVAILABLE,
  COMPLETED,
  DELETED
}
