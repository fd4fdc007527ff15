package org.pollard.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.course.Course;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore.Arrival;
import org.pollard.course.CourseStore.Arrived;
import org.pollard.course.CourseStore.EnrollmentFilter;
import org.pollard.course.CourseStore.NewStudent;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentId;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Membership;
import org.pollard.course.Section;
import org.pollard.course.SectionId;
import org.pollard.people.Listing;
import org.pollard.people.NewUser;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.people.VoterId;

abstract class CourseContract extends StoreContract {

  private static EnrollmentFilter in(Course course) {
    return new EnrollmentFilter(course.id(), null, null, List.of(), List.of());
  }

  private Enrollment enroll(VoterId user, Course course, EnrollmentType type) {
    Section section = courses().defaultSection(course.id());
    return courses().enroll(user, course.id(), section.id(), type, EnrollmentState.ACTIVE, NOW);
  }

  @Test
  void a_course_comes_with_its_default_section() {
    Course course = courses().addCourse("Poetry", "P1", CourseState.UNPUBLISHED, true, NOW);

    assertThat(course)
        .isEqualTo(new Course(course.id(), "Poetry", "P1", CourseState.UNPUBLISHED, true, NOW));
    assertThat(courses().course(course.id())).contains(course);
    Section section = courses().defaultSection(course.id());
    assertThat(section).isEqualTo(new Section(section.id(), course.id(), "Poetry", true, NOW));
    assertThat(courses().section(section.id())).contains(section);
  }

  @Test
  void a_course_is_changed_as_a_whole() {
    Course course = course();
    Course changed =
        new Course(
            course.id(), unique("other"), "O", CourseState.COMPLETED, true, course.createdAt());

    assertThat(courses().changeCourse(changed)).contains(changed);
    assertThat(courses().course(course.id())).contains(changed);
    assertThat(courses().courses(changed.name(), Slice.first(5)).items()).containsExactly(changed);
    assertThat(courses().courses(course.name(), Slice.first(5)).items()).isEmpty();
  }

  @Test
  void unknown_courses_sections_and_enrollments_are_empty() {
    for (long id : List.of(0L, -7L, UNKNOWN, Long.MAX_VALUE)) {
      CourseId course = new CourseId(id);
      assertThat(courses().course(course)).isEmpty();
      assertThat(courses().section(new SectionId(id))).isEmpty();
      assertThat(courses().enrollment(new EnrollmentId(id))).isEmpty();
      assertThat(courses().changeEnrollment(new EnrollmentId(id), EnrollmentState.ACTIVE, NOW))
          .isEmpty();
      assertThat(courses().sections(course, null, Slice.first(5)).items()).isEmpty();
      assertThat(
              courses()
                  .changeCourse(new Course(course, "n", "c", CourseState.AVAILABLE, false, NOW)))
          .isEmpty();
    }
  }

  @Test
  void deleted_courses_are_kept_but_not_listed() {
    Course course = course();
    Course deleted =
        new Course(course.id(), course.name(), "C", CourseState.DELETED, false, course.createdAt());
    courses().changeCourse(deleted);

    assertThat(courses().course(course.id())).contains(deleted);
    assertThat(courses().courses(List.of(course.id()))).containsEntry(course.id(), deleted);
    assertThat(courses().courses(course.name(), Slice.first(5)).total()).isZero();
  }

  @Test
  void courses_are_searched_by_name_code_and_id_and_paged() {
    String word = unique("Búsqueda");
    Course byName = courses().addCourse("x" + word, "A", CourseState.AVAILABLE, false, NOW);
    Course byCode = courses().addCourse("B", word, CourseState.AVAILABLE, false, NOW);

    Listing<Course> found = courses().courses(word.replace("B", "b"), Slice.first(10));
    assertThat(found.items()).containsExactly(byName, byCode);
    assertThat(courses().courses(word, new Slice(1, 1)).items()).containsExactly(byCode);
    assertThat(courses().courses(word, new Slice(1, 1)).total()).isEqualTo(2);
    assertThat(courses().courses("" + byName.id().value(), Slice.first(1000)).items())
        .contains(byName);
  }

  @Test
  void sections_are_listed_all_or_only_some() {
    Course course = course();
    Section first = courses().defaultSection(course.id());
    Section second = courses().addSection(course.id(), "Two", NOW);
    Section elsewhere = courses().defaultSection(course().id());

    assertThat(courses().sections(course.id(), null, Slice.first(9)).items())
        .containsExactly(first, second);
    Listing<Section> some =
        courses().sections(course.id(), List.of(second.id(), elsewhere.id()), Slice.first(9));
    assertThat(some.items()).containsExactly(second);
    assertThat(some.total()).isEqualTo(1);
    assertThat(courses().sections(course.id(), List.of(), Slice.first(9)).total()).isZero();
  }

  @Test
  void an_enrollment_of_the_same_kind_is_brought_back() {
    Course course = course();
    VoterId user = voter();
    Enrollment first = enroll(user, course, EnrollmentType.STUDENT);
    courses().changeEnrollment(first.id(), EnrollmentState.DELETED, NOW.plusSeconds(1));

    Enrollment again =
        courses()
            .enroll(
                user,
                course.id(),
                first.section(),
                EnrollmentType.STUDENT,
                EnrollmentState.INVITED,
                NOW.plusSeconds(2));
    Enrollment other = enroll(user, course, EnrollmentType.TA);

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.state()).isEqualTo(EnrollmentState.INVITED);
    assertThat(again.createdAt()).isEqualTo(NOW);
    assertThat(again.updatedAt()).isEqualTo(NOW.plusSeconds(2));
    assertThat(other.id()).isNotEqualTo(first.id());
    assertThat(courses().enrollment(first.id())).contains(again);
  }

  @Test
  void enrollments_are_filtered() {
    Course course = course();
    Section section = courses().addSection(course.id(), "Two", NOW);
    VoterId student = voter();
    Enrollment teacher = enroll(voter(), course, EnrollmentType.TEACHER);
    Enrollment inDefault = enroll(student, course, EnrollmentType.STUDENT);
    Enrollment inSecond =
        courses()
            .enroll(
                student,
                course.id(),
                section.id(),
                EnrollmentType.STUDENT,
                EnrollmentState.INVITED,
                NOW);

    assertThat(filtered(course, null, null, List.of(), List.of()))
        .containsExactly(teacher, inDefault, inSecond);
    assertThat(filtered(course, section, null, List.of(), List.of())).containsExactly(inSecond);
    assertThat(filtered(null, null, student, List.of(), List.of()))
        .containsExactly(inDefault, inSecond);
    assertThat(
            filtered(
                course, null, null, List.of(EnrollmentType.TEACHER, EnrollmentType.TA), List.of()))
        .containsExactly(teacher);
    assertThat(filtered(course, null, null, List.of(), List.of(EnrollmentState.ACTIVE)))
        .containsExactly(teacher, inDefault);
    assertThat(courses().enrollments(in(course), new Slice(1, 1)).items())
        .containsExactly(inDefault);
    assertThat(courses().enrollments(in(course), new Slice(1, 1)).total()).isEqualTo(3);
  }

  private List<Enrollment> filtered(
      @Nullable Course course,
      @Nullable Section section,
      @Nullable VoterId user,
      List<EnrollmentType> types,
      List<EnrollmentState> states) {
    EnrollmentFilter filter =
        new EnrollmentFilter(
            course == null ? null : course.id(),
            section == null ? null : section.id(),
            user,
            types,
            states);
    return courses().enrollments(filter, Slice.first(100)).items();
  }

  @Test
  void the_enrollments_of_a_user_are_those_that_live() {
    VoterId user = voter();
    Course active = course();
    Course completed = course();
    Course deleted = course();
    Enrollment first = enroll(user, active, EnrollmentType.STUDENT);
    enroll(user, active, EnrollmentType.TA);
    Enrollment done = enroll(user, completed, EnrollmentType.STUDENT);
    enroll(user, deleted, EnrollmentType.STUDENT);
    courses().changeEnrollment(done.id(), EnrollmentState.COMPLETED, NOW);
    courses()
        .changeCourse(
            new Course(deleted.id(), "d", "d", CourseState.DELETED, false, deleted.createdAt()));

    assertThat(member(user).enrollments()).hasSize(3).contains(first);

    courses().changeEnrollment(first.id(), EnrollmentState.DELETED, NOW);
    assertThat(member(user).enrollments()).hasSize(2).doesNotContain(first);
  }

  @Test
  void a_member_may_be_enrolled_nowhere_and_administer_all() {
    VoterId administrator =
        people().addUser(new NewUser("Root", null, null, true), NOW).orElseThrow().id();
    VoterId nobody = new VoterId(UNKNOWN);

    assertThat(member(administrator)).isEqualTo(new Membership(administrator, true, List.of()));
    assertThat(member(voter()).administrator()).isFalse();
    assertThat(courses().members(List.of(nobody, administrator))).containsOnlyKeys(administrator);
  }

  @Test
  void enrolled_users_are_listed_once_and_searched() {
    Course course = course();
    String name = unique("Grace");
    VoterId grace = people().addUser(new NewUser(name, null, null, false), NOW).orElseThrow().id();
    VoterId other = voter();
    enroll(grace, course, EnrollmentType.STUDENT);
    enroll(grace, course, EnrollmentType.OBSERVER);
    enroll(other, course, EnrollmentType.STUDENT);

    Listing<VoterId> all = courses().enrolled(in(course), null, Slice.first(9));
    assertThat(all.items()).containsExactly(grace, other);
    assertThat(all.total()).isEqualTo(2);
    assertThat(courses().enrolled(in(course), name.replace("G", "g"), Slice.first(9)).items())
        .containsExactly(grace);
    assertThat(courses().enrolled(in(course), null, new Slice(1, 1)).items())
        .containsExactly(other);
  }

  private Membership member(VoterId user) {
    return requireNonNull(courses().members(List.of(user)).get(user));
  }

  private List<Arrival> enrollClass(Course course, NewStudent... people) {
    return courses()
        .enrollClass(courses().defaultSection(course.id()), List.of(people), NOW.plusSeconds(5))
        .stream()
        .map(Arrived::became)
        .toList();
  }

  private List<Enrollment> placesOf(VoterId user) {
    return Objects.requireNonNull(courses().members(List.of(user)).get(user)).enrollments();
  }

  private User withLogin(String login) {
    return people().addUser(new NewUser("Real Name", login, null, false), NOW).orElseThrow();
  }

  @Test
  void a_class_is_made_of_new_accounts_and_of_invitations() {
    Course course = course();
    String fresh = unique("fresh");
    User known = withLogin(unique("known"));
    User there = withLogin(unique("there"));
    enroll(there.id(), course, EnrollmentType.TEACHER);

    List<Arrival> arrivals =
        enrollClass(
            course,
            new NewStudent("New", fresh, "hash"),
            new NewStudent("Typed", String.valueOf(known.loginId()).toUpperCase(Locale.ROOT), null),
            new NewStudent("There", String.valueOf(there.loginId()), null));

    assertThat(arrivals).containsExactly(Arrival.MADE, Arrival.INVITED, Arrival.THERE);
    User made = people().userByLogin(fresh).orElseThrow();
    assertThat(people().passwordHash(made.id())).contains("hash");
    assertThat(placesOf(made.id()))
        .singleElement()
        .matches(each -> each.state() == EnrollmentState.ACTIVE && !each.unasked());
    assertThat(placesOf(known.id()))
        .singleElement()
        .matches(each -> each.state() == EnrollmentState.INVITED && each.unasked());
    assertThat(placesOf(there.id()))
        .singleElement()
        .matches(each -> each.type() == EnrollmentType.TEACHER);
    assertThat(enrollClass(course, new NewStudent("x", fresh, null)))
        .containsExactly(Arrival.THERE);
  }

  @Test
  void a_class_that_cannot_be_stored_whole_is_not_stored() {
    Course course = course();
    String first = unique("first");
    Section nowhere = new Section(new SectionId(UNKNOWN), course.id(), "x", false, NOW);

    assertThatThrownBy(
            () -> courses().enrollClass(nowhere, List.of(new NewStudent("A", first, "hash")), NOW))
        .isInstanceOf(RuntimeException.class);
    assertThat(people().userByLogin(first)).isEmpty();
  }

  @Test
  void who_was_enrolled_unasked_is_nobodys_to_list_until_they_come() {
    Course course = course();
    VoterId asked = voter();
    VoterId unasked = voter();
    enroll(asked, course, EnrollmentType.STUDENT);
    courses()
        .enrollUnasked(
            unasked,
            course.id(),
            courses().defaultSection(course.id()).id(),
            EnrollmentType.STUDENT,
            EnrollmentState.INVITED,
            NOW);
    EnrollmentFilter known =
        new EnrollmentFilter(course.id(), null, null, List.of(), List.of(), true);

    assertThat(courses().enrolled(known, null, Slice.first(9)).items()).containsExactly(asked);
    assertThat(courses().accept(asked, course.id(), NOW)).isZero();
    assertThat(courses().accept(unasked, course.id(), NOW)).isEqualTo(1);
    assertThat(courses().enrolled(known, null, Slice.first(9)).items())
        .containsExactly(asked, unasked);
    assertThat(placesOf(unasked))
        .singleElement()
        .matches(each -> each.state() == EnrollmentState.ACTIVE && !each.unasked());
  }

  @Test
  void who_was_put_out_does_not_accept_themselves_back_in() {
    Course course = course();
    VoterId user = voter();
    Enrollment place = enroll(user, course, EnrollmentType.STUDENT);

    for (EnrollmentState out : List.of(EnrollmentState.INACTIVE, EnrollmentState.COMPLETED)) {
      courses().changeEnrollment(place.id(), out, NOW);
      assertThat(courses().accept(user, course.id(), NOW)).isZero();
    }
  }
}
