package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseRights;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Section;
import org.pollard.course.SectionId;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Finds the courses and users that a path names; what is not there is a refusal.
@ApplicationScoped
class CourseLookup {

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

  /// A section of a course that is not deleted.
  Section section(String id) {
    Section section =
        courses.section(new SectionId(CanvasCall.id(id))).orElseThrow(PollLookup::notFound);
    course(Long.toString(section.course().value()));
    return section;
  }

  CourseRights rights(Course course, CanvasCall call) {
    return access.rights(course.id(), call.person());
  }

  /// The user that a path names; `self` is the caller.
  User user(String id, CanvasCall call) {
    return id.equals("self")
        ? call.user()
        : people.user(new VoterId(CanvasCall.id(id))).orElseThrow(PollLookup::notFound);
  }

  /// The account of a path: a server has one, `1`, also known as `self`.
  static void account(String id) {
    if (!id.equals("1") && !id.equals("self")) {
      throw PollLookup.notFound();
    }
  }

  /// For what only administrators may do, and users for themselves.
  static void requireSelfOrAdministrator(User user, CanvasCall call) {
    PollLookup.require(call.administrator() || user.id().equals(call.person()));
  }
}
