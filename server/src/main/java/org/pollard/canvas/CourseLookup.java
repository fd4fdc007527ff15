package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseRights;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Enrollment;
import org.pollard.course.Section;
import org.pollard.course.SectionId;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Finds the courses and users that a path names. What is not there is a refusal, and what is there
/// but nothing of the caller's business is the same refusal: rights come before existence, since
/// ids can be counted up.
@ApplicationScoped
class CourseLookup {

  /// Names a user by the login in place of the id.
  private static final String LOGIN = "sis_login_id:";

  private final CourseStore courses;
  private final PeopleStore people;
  private final CourseAccess access;

  CourseLookup(CourseStore courses, PeopleStore people, CourseAccess access) {
    this.courses = courses;
    this.people = people;
    this.access = access;
  }

  /// A course that is not deleted.
  Course course(String id) {
    return courses
        .course(new CourseId(CanvasCall.id(id)))
        .filter(course -> course.state() != CourseState.DELETED)
        .orElseThrow(PollLookup::notFound);
  }

  /// The course of a path with the rights that the caller has there, who may read it. Denied is
  /// only who has a place in it; to everybody else it is not there.
  Found readable(String id, CanvasCall call) {
    Course course = course(id);
    CourseRights rights = access.rights(course.id(), call.person());
    if (!rights.read()) {
      throw access.member(call.person()).belongsTo(course.id(), null)
          ? new Refusal(CanvasErrors.denied())
          : PollLookup.notFound();
    }
    return new Found(course, rights);
  }

  /// A course that the caller may read.
  record Found(Course course, CourseRights rights) {}

  /// A section that the caller may see, of a course that is not deleted.
  Section section(String id, CanvasCall call) {
    Section section =
        courses.section(new SectionId(CanvasCall.id(id))).orElseThrow(PollLookup::notFound);
    CourseRights rights = readable(Long.toString(section.course().value()), call).rights();
    if (!rights.reads(section.id())) {
      throw PollLookup.notFound();
    }
    return section;
  }

  /// The user that a path names, for those who may know them: themselves, administrators, and the
  /// staff of a course in which the user has a place. `self` is the caller, `sis_login_id:ada` who
  /// signs in as ada.
  User user(String id, CanvasCall call) {
    if (id.equals("self")) {
      return call.user();
    }
    Optional<User> named =
        id.startsWith(LOGIN)
            ? people.userByLogin(id.substring(LOGIN.length()))
            : people.user(new VoterId(CanvasCall.id(id)));
    return named
        .filter(user -> isOwn(user, call) || hasInCourse(call, user))
        .orElseThrow(PollLookup::notFound);
  }

  /// Whether the caller is staff of a course in which the user has a place, and not only since
  /// somebody named them there.
  private boolean hasInCourse(CanvasCall call, User user) {
    return access.member(user.id()).enrollments().stream()
        .filter(each -> !each.unasked())
        .map(Enrollment::course)
        .distinct()
        .anyMatch((CourseId course) -> access.rights(course, call.person()).staff());
  }

  /// Whether somebody is the caller's to see into.
  static boolean isOwn(User user, CanvasCall call) {
    return call.administrator() || user.id().equals(call.person());
  }

  /// The account of a path: a server has one, `1`, also known as `self`.
  static void account(String id) {
    if (!id.equals("1") && !id.equals("self")) {
      throw PollLookup.notFound();
    }
  }

  /// For what only administrators may do, and users for themselves.
  static void requireSelfOrAdministrator(User user, CanvasCall call) {
    PollLookup.require(isOwn(user, call));
  }
}
