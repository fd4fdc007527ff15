package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseStore;
import org.pollard.course.Enrollment;
import org.pollard.course.Membership;
import org.pollard.people.Listing;
import org.pollard.people.VoterId;

/// Lists the courses in which somebody has a place and which they may read.
@ApplicationScoped
class CourseList {

  private final CourseStore store;
  private final CourseAccess access;

  CourseList(CourseStore store, CourseAccess access) {
    this.store = store;
    this.access = access;
  }

  RestResponse<Bare<CourseWire>> answer(CanvasCall call, VoterId person) {
    Paging paging = call.paging();
    Membership member = access.member(person);
    List<CourseId> readable =
        member.enrollments().stream()
            .map(Enrollment::course)
            .distinct()
            .filter(course -> access.rights(course, person).read())
            .sorted((a, b) -> Long.compare(a.value(), b.value()))
            .toList();
    List<CourseId> page = readable.stream().skip(paging.offset()).limit(paging.limit()).toList();
    Map<CourseId, Course> found = store.courses(page);
    List<CourseWire> wires =
        page.stream()
            .map(found::get)
            .filter(Objects::nonNull)
            .map(course -> draw(course, member))
            .toList();
    return Pages.answer(
        call.links(paging, new Listing<>(page, readable.size())), new Bare<>(wires));
  }

  /// The course with this member's own enrollments in it.
  static CourseWire draw(Course course, Membership member) {
    Collection<Enrollment> all = member.enrollments();
    return CourseWire.of(
        course, all.stream().filter(each -> each.course().equals(course.id())).toList());
  }
}
