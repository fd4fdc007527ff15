package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.CourseStore.EnrollmentFilter;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Membership;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;

/// Lists the courses in which somebody has a place and which they may read, narrowed by the role
/// and the state of the place and by the state of the course.
@ApplicationScoped
class CourseList {

  static final String FILTERS =
      "enrollment_type,enrollment_role,enrollment_state,state[],include[]";

  private final CourseStore store;
  private final CourseAccess access;

  CourseList(CourseStore store, CourseAccess access) {
    this.store = store;
    this.access = access;
  }

  RestResponse<Bare<CourseWire>> answer(CanvasCall call, VoterId person) {
    Filters.refuse(call, List.of("enrollment_role_id", "account_id", "homeroom"));
    Paging paging = call.paging();
    List<EnrollmentType> types = Filters.types(call, "enrollment_type", "enrollment_role");
    List<EnrollmentState> places = states(call);
    List<CourseState> states = Filters.courseStates(call, "state");
    Membership member = access.member(person);
    List<CourseId> readable =
        member.enrollments().stream()
            .filter(each -> types.isEmpty() || types.contains(each.type()))
            .filter(each -> places.contains(each.state()))
            .map(Enrollment::course)
            .distinct()
            .filter(course -> access.rights(course, person).read())
            .sorted((a, b) -> Long.compare(a.value(), b.value()))
            .toList();
    List<Course> found =
        store.courses(readable).values().stream()
            .filter(each -> states.contains(each.state()))
            .sorted((a, b) -> Long.compare(a.id().value(), b.id().value()))
            .toList();
    List<Course> page = found.stream().skip(paging.offset()).limit(paging.limit()).toList();
    List<CourseWire> wires = page.stream().map(course -> draw(call, course, member)).toList();
    return Pages.answer(call.links(paging, new Listing<>(page, found.size())), new Bare<>(wires));
  }

  /// The states of places that are meant; whoever has one in whatever state sees the course unless
  /// one is named.
  private static List<EnrollmentState> states(CanvasCall call) {
    return Filters.texts(call, "enrollment_state").isEmpty()
        ? List.of(EnrollmentState.values())
        : Filters.states(call, "enrollment_state");
  }

  /// The course with this member's own enrollments in it, and with what `include[]` asks for.
  CourseWire draw(CanvasCall call, Course course, Membership member) {
    List<Enrollment> own =
        member.enrollments().stream().filter(each -> each.course().equals(course.id())).toList();
    List<String> wanted = Filters.texts(call, "include");
    return CourseWire.of(course, own)
        .with(
            wanted.contains("total_students") ? (Long) students(course) : null,
            wanted.contains("sections") ? sections(own) : null,
            wanted.contains("term") ? CourseWire.Term.ONLY : null);
  }

  private long students(Course course) {
    return store
        .enrolled(
            new EnrollmentFilter(
                course.id(),
                null,
                null,
                List.of(EnrollmentType.STUDENT),
                List.of(EnrollmentState.ACTIVE)),
            null,
            new Slice(0, 1))
        .total();
  }

  private List<CourseWire.Part> sections(List<Enrollment> own) {
    return own.stream()
        .flatMap(
            place ->
                store.section(place.section()).stream()
                    .map(
                        section ->
                            new CourseWire.Part(
                                new Id(section.id().value()),
                                section.name(),
                                EnrollmentWire.role(place.type()))))
        .toList();
  }
}
