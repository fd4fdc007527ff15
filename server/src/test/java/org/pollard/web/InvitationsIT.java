package org.pollard.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.pollard.harness.Tab;

/// Teachers add people by what they typed and learn nothing else of the people of the server.
@NullMarked
@ExtendWith(SharedServer.class)
class InvitationsIT {

  private final RunningServer server;
  private final Classroom room;
  private final String course;

  InvitationsIT(RunningServer server) {
    this.server = server;
    this.room = Classroom.in(server);
    this.course = "/api/v1/courses/" + room.course();
  }

  private String login(String word) {
    return word + room.course();
  }

  /// Somebody of the server who has nothing to do with the room.
  private Person stranger() {
    long id =
        server
            .admin()
            .post(
                "/api/v1/accounts/1/users",
                "user[name]",
                "Secret Name",
                "pseudonym[unique_id]",
                login("secret.login"))
            .id();
    String token =
        server
            .admin()
            .post("/api/v1/users/" + id + "/tokens", "token[purpose]", "test")
            .json()
            .get("visible_token")
            .asText();
    return new Person(id, new Canvas(server.base(), token));
  }

  private Answer paste(String text) {
    return room.teacher()
        .postJson("/web/rooms/" + room.course() + "/roster", "{\"text\":\"" + text + "\"}");
  }

  private Answer join(Person person) {
    String code =
        room.teacher().get("/web/rooms/" + room.course()).json().at("/room/code").asText();
    Tab tab = new Tab(server.base());
    String token = requireNonNull(person.canvas().token());
    tab.send("POST", "/web/session", "{\"token\":\"" + token + "\"}");
    return tab.join(code);
  }

  private void assertUnknown(Person person) {
    Canvas teacher = room.teacher();
    for (String path :
        new String[] {
          course + "/enrollments?state[]=invited&state[]=active&state[]=inactive&state[]=completed",
          course + "/users?enrollment_state[]=invited&enrollment_state[]=active",
          course + "/search_users?search_term=secret",
          "/api/v1/sections/" + room.section() + "/enrollments",
        }) {
      Answer list = teacher.get(path);
      assertThat(list.status()).as(path).isEqualTo(200);
      assertThat(list.body()).as(path).doesNotContain("Secret", "secret.login");
    }
    assertThat(teacher.get(course + "/users/" + person.id()).status()).isEqualTo(404);
    assertThat(teacher.get("/api/v1/users/" + person.id()).status()).isEqualTo(404);
  }

  @Test
  void a_pasted_login_of_somebody_else_invites_them_and_shows_what_was_typed() {
    Person stranger = stranger();

    JsonNode pasted = paste("Whoever, " + login("SECRET.LOGIN") + "\\nNew, " + login("new")).json();

    assertThat(pasted.get(0).get("name").asText()).isEqualTo("Whoever");
    assertThat(pasted.get(0).get("login").asText()).isEqualTo(login("SECRET.LOGIN"));
    assertThat(pasted.get(0).get("password").isNull()).isTrue();
    assertThat(pasted.get(0).get("became").asText()).isEqualTo("invited");
    assertThat(pasted.get(1).get("became").asText()).isEqualTo("made");
    assertThat(pasted.get(1).get("password").asText()).hasSize(12);
    assertUnknown(stranger);

    assertThat(join(stranger).status()).isEqualTo(200);
    assertThat(room.teacher().get(course + "/users/" + stranger.id()).json().get("name").asText())
        .isEqualTo("Secret Name");
    assertThat(paste("Whoever, " + login("secret.login")).json().get(0).get("became").asText())
        .isEqualTo("there");
    assertThat(state(stranger)).isEqualTo("active");
  }

  private String state(Person person) {
    return person
        .canvas()
        .get("/api/v1/users/self/enrollments")
        .json()
        .get(0)
        .get("enrollment_state")
        .asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "active", "invited", "inactive", "completed"})
  void an_enrollment_by_a_teacher_tells_nothing_of_who_that_is(String state) {
    Person stranger = stranger();

    Answer made =
        room.teacher()
            .post(
                course + "/enrollments",
                "enrollment[user_id]",
                Long.toString(stranger.id()),
                "enrollment[type]",
                "StudentEnrollment",
                "enrollment[enrollment_state]",
                state);

    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.body()).doesNotContain("Secret");
    assertThat(made.json().get("enrollment_state").asText())
        .isEqualTo(state.isEmpty() ? "invited" : state);
    assertUnknown(stranger);
    for (String task : new String[] {"conclude", "deactivate"}) {
      Answer ended =
          room.teacher()
              .send(
                  "DELETE",
                  course + "/enrollments/" + made.json().get("id").asLong() + "?task=" + task,
                  "application/json",
                  "");
      assertThat(ended.body()).as(task).doesNotContain("Secret");
      assertUnknown(stranger);
    }
  }

  @Test
  void whom_an_administrator_enrolls_is_known_and_active() {
    Person stranger = room.enroll(stranger(), "StudentEnrollment");

    assertThat(room.teacher().get(course + "/users/" + stranger.id()).json().get("name").asText())
        .isEqualTo("Secret Name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"invited", "inactive", "completed"})
  void teachers_who_are_not_teachers_now_make_nothing(String state) {
    Canvas former =
        room.enroll(stranger(), "TeacherEnrollment", "enrollment[enrollment_state]", state)
            .canvas();

    assertThat(former.postJson("/web/rooms", "{\"name\":\"Mine\"}").status()).isEqualTo(403);
    String poll = "{\"question\":\"Mine?\",\"kind\":\"single\",\"choices\":[\"a\"]}";
    assertThat(former.postJson("/live/polls", poll).status()).isEqualTo(403);
    assertThat(former.post("/api/v1/polls", "polls[][question]", "Mine?").status())
        .as("as on Canvas")
        .isEqualTo(200);
    assertThat(
            former
                .postJson("/web/rooms/" + room.course() + "/roster", "{\"text\":\"A, a\"}")
                .status())
        .isIn(403, 404);
    assertThat(former.post(course + "/sections", "course_section[name]", "x").status())
        .isEqualTo(403);
    assertThat(former.post(course + "/enrollments", "enrollment[user_id]", "1").status())
        .isEqualTo(403);
    assertThat(former.get("/web/rooms").json()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TaEnrollment", "DesignerEnrollment", "ObserverEnrollment", "StudentEnrollment"})
  void nobody_promotes_beyond_their_own_role(String type) {
    Person helper = room.enroll(stranger(), type);
    String[] teacher = {
      "enrollment[user_id]", Long.toString(helper.id()), "enrollment[type]", "TeacherEnrollment"
    };

    assertThat(helper.canvas().post(course + "/enrollments", teacher).status()).isEqualTo(403);
    assertThat(
            helper
                .canvas()
                .postJson("/web/rooms/" + room.course() + "/roster", "{\"text\":\"A, a\"}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void a_room_takes_so_many_new_guests_a_minute_from_one_address() {
    String rooms = "/web/rooms/" + room.course();
    Answer set =
        room.teacher()
            .send("PATCH", rooms, "application/json", "{\"guests\":true,\"guests_a_minute\":3}");
    String code = set.json().get("code").asText();
    assertThat(set.json().get("guests_a_minute").asInt()).isEqualTo(3);
    Tab first = new Tab(server.base());
    assertThat(first.join(code).status()).isEqualTo(200);
    assertThat(new Tab(server.base()).join(code).status()).isEqualTo(200);
    assertThat(new Tab(server.base()).join(code).status()).isEqualTo(200);

    Answer fourth = new Tab(server.base()).join(code);

    assertThat(fourth.status()).isEqualTo(429);
    assertThat(fourth.json().get("code").asText()).isEqualTo("too_many_guests");
    assertThat(fourth.json().get("detail").asText()).contains("3 new guests a minute");
    assertThat(fourth.header("Retry-After")).isNotNull();
    assertThat(fourth.header("Set-Cookie")).isNull();
    assertThat(first.join(code).status()).as("who is in already").isEqualTo(200);
    for (String bad : new String[] {"-1", "1001"}) {
      assertThat(
              room.teacher()
                  .send("PATCH", rooms, "application/json", "{\"guests_a_minute\":" + bad + "}")
                  .status())
          .as(bad)
          .isEqualTo(422);
    }
    room.teacher().send("PATCH", rooms, "application/json", "{\"guests_a_minute\":0}");
    assertThat(new Tab(server.base()).join(code).status()).isEqualTo(200);
  }

  @Test
  void a_poll_with_as_many_choices_as_there_may_be_says_so() {
    long poll = room.teacher().post("/api/v1/polls", "polls[][question]", "Many?").id();
    String path = "/api/v1/polls/" + poll + "/poll_choices";
    for (int i = 0; i < 100; i++) {
      room.teacher().post(path, "poll_choices[][text]", "c" + i);
    }

    Answer over = room.teacher().post(path, "poll_choices[][text]", "one more");

    assertThat(over.status()).isEqualTo(400);
    assertThat(over.json().at("/errors/base/0/message").asText())
        .isEqualTo("There may be at most 100 choices of one poll.");
  }

  @Test
  void changes_of_one_choice_at_the_same_moment_both_stay() throws Exception {
    var asked = room.ask("Both?", "before", "other");
    String path = asked.pollPath() + "/poll_choices/" + asked.choices().getFirst();
    Canvas teacher = room.teacher();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= 40; i++) {
        String text = "text " + i;
        String position = Integer.toString(i);
        var first =
            threads.submit(
                () ->
                    teacher.send(
                        "PUT",
                        path,
                        "application/json",
                        "{\"poll_choices\":[{\"text\":\"" + text + "\"}]}"));
        var second =
            threads.submit(
                () ->
                    teacher.send(
                        "PUT",
                        path,
                        "application/json",
                        "{\"poll_choices\":[{\"position\":" + position + "}]}"));
        assertThat(first.get().status()).isEqualTo(200);
        assertThat(second.get().status()).isEqualTo(200);
        JsonNode now = teacher.get(path).first();
        assertThat(now.get("text").asText() + now.get("position").asText())
            .isEqualTo(text + position);
      }
    }
  }
}
