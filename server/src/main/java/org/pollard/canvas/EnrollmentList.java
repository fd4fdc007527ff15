package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Fields;
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

/// Lists enrollments, narrowed by the parameters `type[]`, `role[]`, `state[]` and `user_id`.
@ApplicationScoped
class EnrollmentList {

  /// Published by Canvas; nothing of the kind exists here.
  private static final List<String> UNSUPPORTED =
      List.of(
          "grading_period_id",
          "enrollment_term_id",
          "sis_account_id",
          "sis_course_id",
          "sis_section_id",
          "sis_user_id",
          "created_for_sis_id");

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
    Filters.refuse(call, UNSUPPORTED);
    Paging paging = call.paging();
    List<EnrollmentType> types = Filters.types(call, "type", "role");
    List<EnrollmentState> states = Filters.states(call, "state");
    Optional<VoterId> wanted = wanted(call, user);
    // Nothing named would mean everything.
    Listing<Enrollment> found =
        states.isEmpty() || wanted.filter(each -> each.value() == 0).isPresent()
            ? new Listing<>(List.of(), 0)
            : store.enrollments(
                new EnrollmentFilter(course, section, wanted.orElse(user), types, states),
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

  /// Whose enrollments are meant by `user_id`: empty for everybody's, 0, which nobody is, for
  /// somebody whose enrollments these are not.
  ///
  /// @param only null when the caller may see everybody's
  private static Optional<VoterId> wanted(CanvasCall call, @Nullable VoterId only) {
    String text = Filters.text(call, "user_id");
    if (text == null) {
      return Optional.empty();
    }
    VoterId asked = text.equals("self") ? call.person() : new VoterId(Fields.idOf(text).orElse(0));
    return Optional.of(only == null || only.equals(asked) ? asked : new VoterId(0));
  }
}
