package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Lists hold what was asked for and nothing else, as client libraries ask for it.
@NullMarked
@ExtendWith(SharedServer.class)
class CanvasListsIT {

  private final Canvas admin;
  private final Classroom room;

  CanvasListsIT(RunningServer server) {
    this.admin = server.admin();
    this.room = Classroom.in(server);
  }

  @Test
  void courses_are_narrowed_by_the_role_and_the_state_of_the_place() {
    Person ada = room.student("Ada");
    Classroom taught = Classroom.in(admin);
    taught.enroll(ada, "TeacherEnrollment");
    Classroom over = Classroom.in(admin);
    over.enroll(ada, "StudentEnrollment", "enrollment[enrollment_state]", "completed");

    assertThat(courses(ada, "")).containsExactly(room.course(), taught.course(), over.course());
    assertThat(courses(ada, "?enrollment_type=teacher")).containsExactly(taught.course());
    assertThat(courses(ada, "?enrollment_role=TeacherEnrollment")).containsExactly(taught.course());
    assertThat(courses(ada, "?enrollment_type=student&enrollment_state=active"))
        .containsExactly(room.course());
    assertThat(courses(ada, "?enrollment_state=completed")).containsExactly(over.course());
    assertThat(courses(ada, "?enrollment_state=invited_or_pending")).isEmpty();
  }

  @Test
  void courses_are_narrowed_by_their_own_state() {
    Person ada = room.student("Ada");
    Classroom ended = Classroom.in(admin);
    ended.enroll(ada, "StudentEnrollment");
    admin.put("/api/v1/courses/" + ended.course(), "course[event]", "conclude");

    assertThat(courses(ada, "?state[]=available")).containsExactly(room.course());
    assertThat(courses(ada, "?state[]=completed")).containsExactly(ended.course());
    assertThat(courses(ada, "?state[]=unpublished&state[]=deleted")).isEmpty();
    assertThat(ada.canvas().get("/api/v1/courses?state[]=lost").status()).isEqualTo(400);
  }

  @Test
  void what_adds_fields_adds_them() {
    room.students(3);
    JsonNode course =
        room.teacher()
            .get("/api/v1/courses?include[]=total_students&include[]=sections&include[]=term")
            .json()
            .get(0);

    assertThat(course.get("total_students").asLong()).isEqualTo(3);
    assertThat(course.at("/sections/0/id").asLong()).isEqualTo(room.section());
    assertThat(course.at("/sections/0/enrollment_role").asText()).isEqualTo("TeacherEnrollment");
    assertThat(course.at("/term/id").asLong()).isEqualTo(1);
    assertThat(room.teacher().get("/api/v1/courses").json().get(0).has("term")).isFalse();
  }

  @Test
  void enrollments_are_narrowed_by_person_type_role_and_state() {
    Person ada = room.student("Ada");
    Person ben = room.student("Ben");
    String path = "/api/v1/courses/" + room.course() + "/enrollments";

    assertThat(users(room.teacher().get(path + "?user_id=" + ada.id()))).containsExactly(ada.id());
    assertThat(users(room.teacher().get(path + "?role[]=StudentEnrollment")))
        .containsExactly(ada.id(), ben.id());
    assertThat(users(room.teacher().get(path + "?type[]=StudentEnrollment&user_id=" + ben.id())))
        .containsExactly(ben.id());
    assertThat(users(room.teacher().get(path + "?state[]=completed"))).isEmpty();
    assertThat(users(room.teacher().get(path + "?state[]=rejected"))).isEmpty();
    assertThat(users(room.teacher().get(path + "?state[]=current_and_concluded"))).hasSize(3);
    assertThat(users(ada.canvas().get(path + "?user_id=" + ben.id()))).isEmpty();
    assertThat(users(ada.canvas().get(path + "?user_id=self"))).containsExactly(ada.id());
    assertThat(users(ada.canvas().get("/api/v1/users/self/enrollments?type[]=TeacherEnrollment")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/courses/%s/enrollments?sis_user_id=x",
        "/courses/%s/enrollments?enrollment_term_id=1",
        "/courses/%s/users?user_ids[]=1",
        "/courses?enrollment_role_id=1",
        "/courses/%s/sections?search_term=two",
        "/accounts/1/courses?by_teachers[]=1",
        "/accounts/1/courses?published=true",
        "/accounts/1/users?enrollment_type=student"
      })
  void a_filter_that_is_not_supported_is_refused_by_its_name(String path) {
    Answer refused = room.admin().get("/api/v1" + path.formatted(room.course()));

    assertThat(refused.status()).isEqualTo(400);
    String named = path.substring(path.indexOf('?') + 1).replaceAll("[\\[=].*", "");
    assertThat(refused.body()).contains(named);
  }

  private static List<Long> courses(Person person, String query) {
    return ids(person.canvas().get("/api/v1/courses" + query), "id");
  }

  private static List<Long> users(Answer answer) {
    return ids(answer, "user_id");
  }

  private static List<Long> ids(Answer answer, String field) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    List<Long> ids = new ArrayList<>();
    answer.json().forEach(each -> ids.add(each.get(field).asLong()));
    return ids;
  }
}
