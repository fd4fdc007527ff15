package org.pollard.course;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pollard.course.CourseStore.Arrival;
import org.pollard.course.CourseStore.Arrived;
import org.pollard.course.CourseStore.NewStudent;
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

  /// Replaces name, code, state and publicity by those that `change` makes of what is there; empty
  /// when there is no such course.
  public Optional<Course> change(CourseId id, UnaryOperator<Course> change) {
    Optional<Course> now = store.changeCourse(id, change);
    access.forget(id);
    return now;
  }

  /// Adds a section to a course.
  public Section addSection(CourseId course, String name) {
    return store.addSection(course, name, clock.instant());
  }

  /// Renames a section; empty when there is none.
  public Optional<Section> renameSection(SectionId id, String name) {
    return store.renameSection(id, name);
  }

  /// Deletes a section that is not the course's default one, with the enrollments in it.
  public void deleteSection(Section section) {
    store.deleteSection(section.id(), clock.instant());
    access.forget(section.course());
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

  /// Enrolls somebody who did not ask for it.
  public Enrollment enrollUnasked(
      VoterId user, Section section, EnrollmentType type, EnrollmentState state) {
    Enrollment made =
        store.enrollUnasked(user, section.course(), section.id(), type, state, clock.instant());
    access.forget(user);
    return made;
  }

  /// Enrolls a class, all of it or nothing; says what became of each, in the same order.
  public List<Arrival> enrollClass(Section section, List<NewStudent> people) {
    List<Arrived> arrived = store.enrollClass(section, people, clock.instant());
    arrived.forEach(each -> access.forget(each.user()));
    return arrived.stream().map(Arrived::became).toList();
  }

  /// Has somebody accept what waits for them in a course.
  public void accept(VoterId user, CourseId course) {
    store.accept(user, course, clock.instant());
    access.forget(user);
  }

  /// Brings an enrollment into another state; empty when there is no such enrollment.
  public Optional<Enrollment> change(EnrollmentId id, EnrollmentState state) {
    Optional<Enrollment> changed = store.changeEnrollment(id, state, clock.instant());
    changed.ifPresent(each -> access.forget(each.user()));
    return changed;
  }
}
