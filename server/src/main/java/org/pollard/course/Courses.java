package org.pollard.course;

import java.time.InstantSource;
import java.util.Optional;
import org.pollard.people.VoterId;

/// Changes courses, sections and enrollments, and sees to it that changed rights hold at once.
/// Thread-safe; may wait for the database. Rights are the caller's to check.
public final class Courses {

  private final CourseStore store;
  private final CourseAccess access;
  private final InstantSource clock;

  public Courses(CourseStore store, CourseAccess access, InstantSource clock) {
    this.store = store;
    this.access = access;
    this.clock = clock;
  }

  /// Makes a course with its default section.
  public Course create(String name, String code, CourseState state, boolean isPublic) {
    Course made = store.addCourse(name, code, state, isPublic, clock.instant());
    access.forget(made.id());
    return made;
  }

  /// Replaces name, code, state and publicity; empty when there is no such course.
  public Optional<Course> change(Course changed) {
    Optional<Course> now = store.changeCourse(changed);
    access.forget(changed.id());
    return now;
  }

  /// Adds a section to a course.
  public Section addSection(CourseId course, String name) {
    return store.addSection(course, name, clock.instant());
  }

  /// Enrolls somebody. An enrollment that joins the same user, section and type is brought back to
  /// `state`.
  public Enrollment enroll(
      VoterId user, Section section, EnrollmentType type, EnrollmentState state) {
    Enrollment made =
        store.enroll(user, section.course(), section.id(), type, state, clock.instant());
    access.forget(user);
    return made;
  }

  /// Brings an enrollment into another state; empty when there is no such enrollment.
  public Optional<Enrollment> change(EnrollmentId id, EnrollmentState state) {
    Optional<Enrollment> changed = store.changeEnrollment(id, state, clock.instant());
    changed.ifPresent(each -> access.forget(each.user()));
    return changed;
  }
}
