package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseId;
import org.pollard.course.CourseStore;
import org.pollard.course.CourseStore.EnrollmentFilter;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.SectionId;
import org.pollard.people.Listing;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Lists enrollments, narrowed by the parameters `type[]` and `state[]`.
@ApplicationScoped
class EnrollmentList {

  /// What Canvas lists unless states are named.
  private static final List<EnrollmentState> CURRENT =
      List.of(EnrollmentState.ACTIVE, EnrollmentState.INVITED);

  private final CourseStore store;
  private final PeopleStore people;

  EnrollmentList(CourseStore store, PeopleStore people) {
    this.store = store;
    this.people = people;
  }

  RestResponse<Bare<EnrollmentWire>> answer(
      CanvasCall call,
      @Nullable CourseId course,
      @Nullable SectionId section,
      @Nullable VoterId user) {
    Paging paging = call.paging();
    Listing<Enrollment> found =
        store.enrollments(
            new EnrollmentFilter(course, section, user, types(call, "type"), states(call, "state")),
            CanvasCall.slice(paging));
    Map<VoterId, User> users = people.users(found.items().stream().map(Enrollment::user).toList());
    List<EnrollmentWire> wires =
        found.items().stream()
            .map(each -> EnrollmentWire.of(each, visible(each, call, users.get(each.user()))))
            .toList();
    return Pages.answer(call.links(paging, found), new Bare<>(wires));
  }

  /// Who was enrolled unasked and has not come yet is known by their number only, but to themselves
  /// and to administrators.
  static @Nullable User visible(Enrollment enrollment, CanvasCall call, @Nullable User user) {
    boolean known =
        !enrollment.unasked() || call.administrator() || enrollment.user().equals(call.person());
    return known ? user : null;
  }

  /// The types that a parameter names; none named means all.
  static List<EnrollmentType> types(CanvasCall call, String parameter) {
    return call.params().root().texts(parameter).stream()
        .map(text -> EnrollmentWire.type(text).orElseThrow(() -> unknown(parameter, text)))
        .toList();
  }

  /// The states that a parameter names; none named means active and invited.
  static List<EnrollmentState> states(CanvasCall call, String parameter) {
    List<String> named = call.params().root().texts(parameter);
    return named.isEmpty()
        ? CURRENT
        : named.stream()
            .map(text -> EnrollmentWire.state(text).orElseThrow(() -> unknown(parameter, text)))
            .toList();
  }

  private static Refusal unknown(String parameter, String value) {
    String shown =
        Optional.of(value)
            .filter(each -> each.length() <= 64)
            .orElseGet(() -> value.substring(0, 64));
    return new Refusal(CanvasErrors.badRequest("Unknown " + parameter + " " + shown));
  }
}
