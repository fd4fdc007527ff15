package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Rows 18 and 19 of the Canvas polling API.
@NullMarked
@ExtendWith(SharedServer.class)
class AvailableSessionsIT {

  private static final String OPENED = "/api/v1/poll_sessions/opened";
  private static final String CLOSED = "/api/v1/poll_sessions/closed";

  private final Classroom room;

  AvailableSessionsIT(RunningServer server) {
    room = Classroom.in(server);
  }

  @Test
  void closed_lists_never_opened_and_closed_again_sessions_by_id() {
    Asked asked = room.ask("Tea?");
    Asked open = asked.again(room.session(asked.poll()));
    Asked closed = asked.again(room.session(asked.poll()));
    room.open(open);
    room.open(closed);
    room.close(closed);
    Canvas ada = room.student("Ada").canvas();

    assertThat(ada.get(OPENED).ids()).containsExactly(open.session());
    assertThat(ada.get(CLOSED).ids()).containsExactly(asked.session(), closed.session());
    assertThat(room.teacher().get(OPENED).ids()).containsExactly(open.session());
  }

  @ParameterizedTest
  @CsvSource({
    "StudentEnrollment,  active",
    "StudentEnrollment,  invited",
    "StudentEnrollment,  inactive",
    "StudentEnrollment,  completed",
    "TeacherEnrollment,  active",
    "TaEnrollment,       invited",
    "DesignerEnrollment, inactive",
    "ObserverEnrollment, active",
  })
  void every_enrollment_that_is_not_deleted_counts(String type, String state) {
    Asked asked = room.askOpen("Tea?");
    Person person = Classroom.person(room.admin(), "Ada");
    room.enroll(person, type, "enrollment[enrollment_state]", state);

    assertThat(person.canvas().get(OPENED).ids()).containsExactly(asked.session());
  }

  @Test
  void a_deleted_enrollment_does_not_count() {
    Asked asked = room.askOpen("Tea?");
    Person ada = room.student("Ada");
    assertThat(ada.canvas().get(OPENED).ids()).containsExactly(asked.session());
    String enrollments = "/api/v1/courses/" + room.course() + "/enrollments";
    long own = ada.canvas().get(enrollments).json().get(0).get("id").asLong();

    room.admin().delete(enrollments + "/" + own + "?task=delete");

    assertThat(ada.canvas().get(OPENED).body()).isEqualTo("{\"poll_sessions\":[]}");
  }

  @Test
  void a_session_in_a_section_is_listed_to_that_section_only_even_for_staff() {
    long section = room.addSection("B");
    Asked asked = room.ask("Tea?");
    Asked inB =
        asked.again(
            room.session(
                asked.poll(), "poll_sessions[][course_section_id]", Long.toString(section)));
    Person inSection = Classroom.person(room.admin(), "Ada");
    room.enroll(
        inSection, "StudentEnrollment", "enrollment[course_section_id]", Long.toString(section));

    assertThat(inSection.canvas().get(CLOSED).ids())
        .containsExactly(asked.session(), inB.session());
    assertThat(room.student("Bob").canvas().get(CLOSED).ids()).containsExactly(asked.session());
    assertThat(room.teacher().get(CLOSED).ids()).containsExactly(asked.session());
  }

  @Test
  void owning_the_poll_or_administering_does_not_make_a_session_available() {
    Asked asked = room.askOpen("Tea?");
    Classroom other = Classroom.in(room.admin());
    room.admin().put(asked.path(), "poll_sessions[][course_id]", "" + other.course());

    assertThat(room.teacher().get(OPENED).ids()).isEmpty();
    assertThat(other.teacher().get(OPENED).ids()).containsExactly(asked.session());
    assertThat(room.admin().get(OPENED).ids()).isEmpty();
  }

  @Test
  void another_user_cannot_be_asked_for() {
    room.askOpen("Tea?");
    Person ada = room.student("Ada");
    Canvas stranger = Classroom.person(room.admin(), "Eve").canvas();

    assertThat(stranger.get(OPENED + "?user_id=" + ada.id()).ids()).isEmpty();
  }

  @Test
  void somebody_enrolled_twice_sees_a_session_once() {
    Asked asked = room.askOpen("Tea?");
    Person ada = room.student("Ada");
    room.enroll(
        ada, "ObserverEnrollment", "enrollment[course_section_id]", "" + room.addSection("B"));

    assertThat(ada.canvas().get(OPENED).ids()).containsExactly(asked.session());
    assertThat(ada.canvas().get(OPENED + "?per_page=1").header("Link"))
        .doesNotContain("rel=\"next\"");
  }
}
