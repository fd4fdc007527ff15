package org.pollard.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.Viewer;

/// Rights are written as letters: **r**ead, **u**pdate, **c**ontent, **t**each, **s**taff; a dash
/// means none.
class CourseRightsTest {

  private static final VoterId PERSON = new VoterId(1);
  private static final CourseId COURSE = new CourseId(2);
  private static final SectionId SECTION = new SectionId(3);

  private static Course course(CourseState state, boolean isPublic) {
    return new Course(COURSE, "Course", "C", state, isPublic, Instant.EPOCH);
  }

  private static Enrollment place(
      CourseId course, SectionId section, EnrollmentType type, EnrollmentState state) {
    return new Enrollment(
        new EnrollmentId(4), PERSON, course, section, type, state, Instant.EPOCH, Instant.EPOCH);
  }

  private static Membership member(Enrollment... places) {
    return new Membership(PERSON, false, List.of(places));
  }

  private static String letters(CourseRights rights) {
    String letters =
        (rights.read() ? "r" : "")
            + (rights.update() ? "u" : "")
            + (rights.content() ? "c" : "")
            + (rights.teach() ? "t" : "")
            + (rights.staff() ? "s" : "");
    return letters.isEmpty() ? "-" : letters;
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # type,   enrollment, unpublished, available, completed
          TEACHER,  ACTIVE,     ructs,       ructs,     rcts
          TA,       ACTIVE,     rucs,        rucs,      rcs
          DESIGNER, ACTIVE,     rucs,        rucs,      rcs
          STUDENT,  ACTIVE,     -,           r,         r
          OBSERVER, ACTIVE,     -,           r,         r
          TEACHER,  INVITED,    -,           r,         r
          TA,       INVITED,    -,           r,         r
          DESIGNER, INVITED,    -,           r,         r
          STUDENT,  INVITED,    -,           r,         r
          OBSERVER, INVITED,    -,           r,         r
          TEACHER,  COMPLETED,  -,           r,         r
          TA,       COMPLETED,  -,           r,         r
          DESIGNER, COMPLETED,  -,           r,         r
          STUDENT,  COMPLETED,  -,           r,         r
          OBSERVER, COMPLETED,  -,           r,         r
          TEACHER,  INACTIVE,   -,           -,         -
          TA,       INACTIVE,   -,           -,         -
          DESIGNER, INACTIVE,   -,           -,         -
          STUDENT,  INACTIVE,   -,           -,         -
          OBSERVER, INACTIVE,   -,           -,         -
          """)
  void rights_follow_from_the_enrollment_and_the_state_of_the_course(
      EnrollmentType type,
      EnrollmentState state,
      String unpublished,
      String available,
      String completed) {
    Membership member = member(place(COURSE, SECTION, type, state));

    assertThat(letters(CourseRights.of(course(CourseState.UNPUBLISHED, false), member)))
        .isEqualTo(unpublished);
    assertThat(letters(CourseRights.of(course(CourseState.AVAILABLE, false), member)))
        .isEqualTo(available);
    assertThat(letters(CourseRights.of(course(CourseState.COMPLETED, false), member)))
        .isEqualTo(completed);
    assertThat(CourseRights.of(course(CourseState.DELETED, true), member))
        .isEqualTo(CourseRights.NONE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETED")
  void who_has_no_place_in_the_course_reads_only_a_public_one(CourseState state) {
    Membership elsewhere =
        member(place(new CourseId(99), SECTION, EnrollmentType.TEACHER, EnrollmentState.ACTIVE));

    assertThat(letters(CourseRights.of(course(state, false), elsewhere))).isEqualTo("-");
    assertThat(letters(CourseRights.of(course(state, true), elsewhere))).isEqualTo("r");
    assertThat(CourseRights.of(course(state, true), elsewhere).reads(SECTION)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETED")
  void the_administrator_may_do_everything_in_every_course(CourseState state) {
    Membership administrator = new Membership(PERSON, true, List.of());

    CourseRights rights = CourseRights.of(course(state, false), administrator);

    assertThat(letters(rights)).isEqualTo("ructs");
    assertThat(rights.reads(SECTION)).isTrue();
  }

  @Test
  void nobody_has_rights_in_a_deleted_course() {
    Membership administrator = new Membership(PERSON, true, List.of());

    assertThat(CourseRights.of(course(CourseState.DELETED, true), administrator))
        .isEqualTo(CourseRights.NONE);
  }

  @Test
  void several_places_add_up() {
    Membership both =
        member(
            place(COURSE, SECTION, EnrollmentType.STUDENT, EnrollmentState.ACTIVE),
            place(COURSE, new SectionId(8), EnrollmentType.TA, EnrollmentState.ACTIVE),
            place(COURSE, new SectionId(9), EnrollmentType.TEACHER, EnrollmentState.COMPLETED));

    assertThat(letters(CourseRights.of(course(CourseState.AVAILABLE, false), both)))
        .isEqualTo("rucs");
  }

  @Test
  void students_see_their_own_sections_and_staff_sees_all() {
    SectionId other = new SectionId(8);
    SectionId left = new SectionId(9);
    Course course = course(CourseState.AVAILABLE, false);
    CourseRights student =
        CourseRights.of(
            course,
            member(
                place(COURSE, SECTION, EnrollmentType.STUDENT, EnrollmentState.ACTIVE),
                place(COURSE, left, EnrollmentType.STUDENT, EnrollmentState.INACTIVE)));
    CourseRights assistant =
        CourseRights.of(
            course, member(place(COURSE, SECTION, EnrollmentType.TA, EnrollmentState.ACTIVE)));

    assertThat(student.sections()).isEqualTo(Set.of(SECTION));
    assertThat(student.reads(SECTION)).isTrue();
    assertThat(student.reads(other)).isFalse();
    assertThat(student.reads(left)).isFalse();
    assertThat(assistant.reads(other)).isTrue();
  }

  @Test
  void every_place_counts_for_belonging_and_only_teachers_of_whatever_state_teach() {
    Membership assistant =
        member(place(COURSE, SECTION, EnrollmentType.TA, EnrollmentState.INACTIVE));
    Membership former =
        member(place(COURSE, SECTION, EnrollmentType.TEACHER, EnrollmentState.COMPLETED));

    assertThat(assistant.belongsTo(COURSE, null)).isTrue();
    assertThat(assistant.belongsTo(COURSE, SECTION)).isTrue();
    assertThat(assistant.belongsTo(COURSE, new SectionId(8))).isFalse();
    assertThat(assistant.belongsTo(new CourseId(99), null)).isFalse();
    assertThat(assistant.teachesAnywhere()).isFalse();
    assertThat(former.teachesAnywhere()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # state,   member, takes part, sees what was never presented
          ACTIVE,    true,   true,       true
          INVITED,   true,   true,       true
          COMPLETED, true,   false,      true
          INACTIVE,  true,   false,      false
          NONE,      false,  false,      false
          """)
  void a_public_course_asks_those_who_have_a_place_in_it_now(
      String state, boolean member, boolean takesPart, boolean preview) {
    Course open = course(CourseState.AVAILABLE, true);
    Membership person =
        state.equals("NONE")
            ? member()
            : member(
                place(COURSE, SECTION, EnrollmentType.STUDENT, EnrollmentState.valueOf(state)));

    Viewer viewer =
        CourseRights.of(open, person).viewer(new InCourse(COURSE.value(), null), person);

    assertThat(viewer.view()).isTrue();
    assertThat(viewer.vote()).as("on the Canvas wire").isTrue();
    assertThat(viewer.member()).isEqualTo(member);
    assertThat(viewer.takesPart()).isEqualTo(takesPart);
    assertThat(viewer.preview()).isEqualTo(preview);
  }

  @Test
  void in_a_section_take_part_who_have_a_place_in_it_now() {
    Course course = course(CourseState.AVAILABLE, false);
    SectionId ended = new SectionId(9);
    Membership person =
        member(
            place(COURSE, SECTION, EnrollmentType.STUDENT, EnrollmentState.ACTIVE),
            place(COURSE, ended, EnrollmentType.STUDENT, EnrollmentState.COMPLETED));
    CourseRights rights = CourseRights.of(course, person);

    assertThat(rights.viewer(new InCourse(COURSE.value(), SECTION.value()), person).takesPart())
        .isTrue();
    assertThat(rights.viewer(new InCourse(COURSE.value(), ended.value()), person).takesPart())
        .isFalse();
    Membership administrator = new Membership(PERSON, true, List.of());
    Viewer root =
        CourseRights.of(course, administrator)
            .viewer(new InCourse(COURSE.value(), null), administrator);
    assertThat(root.takesPart()).isFalse();
    assertThat(root.preview()).isTrue();
  }

  @Test
  void a_public_course_is_read_by_who_has_an_account_and_by_no_guest() {
    Course open =
        new Course(new CourseId(77), "Open", "O", CourseState.AVAILABLE, true, Instant.EPOCH);

    assertThat(letters(CourseRights.of(open, member()))).isEqualTo("r");
    assertThat(letters(CourseRights.of(open, Membership.guest(PERSON, Set.of())))).isEqualTo("-");
  }

  @Test
  void a_guest_reads_a_room_that_is_running_and_nothing_else() {
    Course room =
        new Course(new CourseId(77), "Room", "R", CourseState.AVAILABLE, false, Instant.EPOCH);
    Course other =
        new Course(new CourseId(78), "Other", "O", CourseState.AVAILABLE, false, Instant.EPOCH);
    Course draft =
        new Course(new CourseId(77), "Room", "R", CourseState.UNPUBLISHED, false, Instant.EPOCH);
    Membership guest = Membership.guest(PERSON, Set.of(room.id()));

    assertThat(letters(CourseRights.of(room, guest))).isEqualTo("r");
    assertThat(letters(CourseRights.of(other, guest))).isEqualTo("-");
    assertThat(letters(CourseRights.of(draft, guest))).isEqualTo("-");
    assertThat(guest.belongsTo(room.id(), null)).isTrue();
    assertThat(Membership.guest(PERSON, Set.of()).belongsTo(room.id(), null)).isFalse();
    assertThat(guest.belongsTo(room.id(), new SectionId(5))).isFalse();
  }
}
