package org.pollard.course;

/// Where an enrollment is in its life. A deleted one counts nowhere.
public enum EnrollmentState {
  ACTIVE,
  INVITED,
  INACTIVE,
  COMPLETED,
  DELETED
}
