package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Calls that scripts and client libraries for Canvas make beside polling.
@NullMarked
@ExtendWith(SharedServer.class)
class CanvasClientsIT {

  private final RunningServer server;
  private final Canvas admin;
  private final Classroom room;

  CanvasClientsIT(RunningServer server) {
    this.server = server;
    this.admin = server.admin();
    this.room = Classroom.in(server);
  }

  @Test
  void an_administrator_finds_the_account() {
    assertThat(admin.get("/api/v1/accounts").json().get(0).get("id").asLong()).isEqualTo(1);
    assertThat(admin.get("/api/v1/accounts/self").json().get("workflow_state").asText())
        .isEqualTo("active");
    assertThat(room.teacher().get("/api/v1/accounts").json()).isEmpty();
    assertThat(room.teacher().get("/api/v1/accounts/1").status()).isEqualTo(403);
  }

  @Test
  void people_find_themselves_and_change_their_name() {
    Person ada = room.student("Ada");

    JsonNode profile = ada.canvas().get("/api/v1/users/self/profile").json();
    assertThat(profile.get("id").asLong()).isEqualTo(ada.id());
    assertThat(
            ada.canvas()
                .get("/api/v1/users/self/favorites/courses")
                .json()
                .get(0)
                .get("id")
                .asLong())
        .isEqualTo(room.course());
    Answer renamed = ada.canvas().put("/api/v1/users/self", "user[name]", "Ada Lovelace");
    assertThat(renamed.json().get("sortable_name").asText()).isEqualTo("Lovelace, Ada");
    assertThat(admin.get("/api/v1/accounts/1/users?search_term=lovelace").json()).isNotEmpty();
    assertThat(ada.canvas().put("/api/v1/users/self", "user[name]", " ").status()).isEqualTo(400);
    assertThat(room.teacher().put("/api/v1/users/" + ada.id(), "user[name]", "X").status())
        .isEqualTo(403);
  }

  @Test
  void somebody_is_found_by_their_login() {
    String login = "grace-" + room.course();
    long id =
        admin
            .post("/api/v1/accounts/1/users", "user[name]", "Grace", "pseudonym[unique_id]", login)
            .id();

    assertThat(admin.get("/api/v1/users/sis_login_id:" + login).id()).isEqualTo(id);
    assertThat(room.teacher().get("/api/v1/users/sis_login_id:" + login).status()).isEqualTo(404);
  }

  @Test
  void whoever_is_invited_accepts_or_rejects() {
    Person ada = Classroom.person(admin, "Ada");
    Person ben = Classroom.person(admin, "Ben");
    String path = "/api/v1/courses/" + room.course() + "/enrollments";
    long adas = invite(path, ada);
    long bens = invite(path, ben);

    assertThat(ben.canvas().post(path + "/" + adas + "/accept").status()).isEqualTo(404);
    assertThat(ada.canvas().post(path + "/" + adas + "/accept").json().get("success").asBoolean())
        .isTrue();
    assertThat(ada.canvas().post(path + "/" + adas + "/accept").status()).isEqualTo(400);
    assertThat(ben.canvas().post(path + "/" + bens + "/reject").status()).isEqualTo(200);
    assertThat(
            admin
                .get("/api/v1/accounts/1/enrollments/" + adas)
                .json()
                .get("enrollment_state")
                .asText())
        .isEqualTo("active");
    assertThat(admin.get("/api/v1/accounts/1/enrollments/" + bens).status()).isEqualTo(404);
    assertThat(ada.canvas().get("/api/v1/courses/" + room.course()).status()).isEqualTo(200);
    assertThat(ben.canvas().get("/api/v1/courses/" + room.course()).status()).isEqualTo(404);
  }

  private long invite(String path, Person person) {
    return admin
        .post(
            path,
            "enrollment[user_id]",
            Long.toString(person.id()),
            "enrollment[type]",
            "StudentEnrollment",
            "enrollment[enrollment_state]",
            "invited")
        .id();
  }

  @Test
  void sections_are_renamed_and_deleted_with_their_enrollments() {
    long section = room.addSection("Evening");
    Person ada = Classroom.person(admin, "Ada");
    room.enroll(ada, "StudentEnrollment", "enrollment[course_section_id]", Long.toString(section));
    String path = "/api/v1/sections/" + section;

    assertThat(
            room.teacher().put(path, "course_section[name]", "Night").json().get("name").asText())
        .isEqualTo("Night");
    assertThat(ada.canvas().delete(path).status()).isEqualTo(403);
    assertThat(room.teacher().delete(path).status()).isEqualTo(200);
    assertThat(room.teacher().get(path).status()).isEqualTo(404);
    assertThat(ada.canvas().get("/api/v1/courses/" + room.course()).status()).isEqualTo(404);
    assertThat(room.teacher().get("/api/v1/courses/" + room.course() + "/sections").json())
        .hasSize(1);
    assertThat(room.teacher().delete("/api/v1/sections/" + room.section()).status()).isEqualTo(400);
  }

  @Test
  void a_course_is_concluded_or_deleted() {
    String path = "/api/v1/courses/" + room.course();

    assertThat(room.teacher().delete(path).status()).isEqualTo(400);
    assertThat(room.teacher().delete(path + "?event=conclude").body())
        .isEqualTo("{\"conclude\":true}");
    assertThat(admin.delete(path + "?event=delete").body()).isEqualTo("{\"delete\":true}");
    assertThat(admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void no_section_and_section_0_mean_the_whole_course() {
    Asked asked = room.ask("Which?", "A");
    for (String section : new String[] {"0", ""}) {
      Answer made =
          room.teacher()
              .post(
                  asked.pollPath() + "/poll_sessions",
                  "poll_sessions[][course_id]",
                  Long.toString(room.course()),
                  "poll_sessions[][course_section_id]",
                  section);
      assertThat(made.status()).as(made.body()).isEqualTo(200);
      assertThat(made.json().at("/poll_sessions/0/course_section_id").isNull()).isTrue();
    }
  }

  @Test
  void an_object_may_stand_alone_in_an_array() {
    Answer made =
        admin.postJson(
            "/api/v1/accounts/1/courses", "{\"course\":[{\"name\":\"Botany\"}],\"offer\":true}");
    assertThat(made.json().get("name").asText()).isEqualTo("Botany");
    assertThat(
            admin
                .postJson("/api/v1/accounts/1/courses", "{\"course\":{\"name\":[\"Botany\"]}}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void line_breaks_of_a_question_are_kept() {
    Answer made =
        room.teacher().postJson("/api/v1/polls", "{\"polls\":[{\"question\":\"Which?\\n(one)\"}]}");
    assertThat(made.json().at("/polls/0/question").asText()).isEqualTo("Which?\n(one)");
  }

  @Test
  void every_id_is_a_string_where_the_operator_wants_it(@TempDir Path data) {
    try (RunningServer strings =
        RunningServer.start(data, Map.of("POLLARD_CANVAS_STRING_IDS", "true"))) {
      Classroom there = Classroom.in(strings);
      Asked asked = there.askOpen("Which?", "A", "B");
      Canvas ada = there.student("Ada").canvas();
      Classroom.vote(ada, asked, 0);

      JsonNode session = there.teacher().get(asked.path()).json().at("/poll_sessions/0");
      assertThat(session.get("id").isTextual()).isTrue();
      assertThat(session.get("course_id").isTextual()).isTrue();
      assertThat(session.at("/poll_submissions/0/poll_choice_id").isTextual()).isTrue();
      String choice =
          there
              .teacher()
              .get(asked.pollPath() + "/poll_choices")
              .json()
              .at("/poll_choices/0/id")
              .textValue();
      assertThat(session.get("results").get(choice).asLong()).isEqualTo(1);
      assertThat(
              there
                  .teacher()
                  .get("/api/v1/courses")
                  .json()
                  .at("/0/enrollments/0/user_id")
                  .isTextual())
          .isTrue();
    }
    assertThat(server.admin().get("/api/v1/users/self").json().get("id").isNumber()).isTrue();
  }
}
