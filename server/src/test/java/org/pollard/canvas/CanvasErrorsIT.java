package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RawHttp;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// The catalogue of errors, the errors of records, and which of them comes first.
@NullMarked
@ExtendWith(SharedServer.class)
class CanvasErrorsIT {

  private static final String DENIED =
      "{\"status\":\"unauthorized\","
          + "\"errors\":[{\"message\":\"user not authorized to perform that action\"}]}";
  private static final String NOT_FOUND =
      "{\"errors\":[{\"message\":\"The specified resource does not exist.\"}]}";
  private static final String LONG = "x".repeat(256);

  private final Classroom room;
  private final Canvas teacher;
  private final Canvas student;
  private final Asked asked;

  CanvasErrorsIT(RunningServer server) {
    room = Classroom.in(server);
    teacher = room.teacher();
    student = room.student("Ada").canvas();
    asked = room.askOpen("Tea?", "Yes");
  }

  @Test
  void who_lacks_the_right_is_denied_without_a_challenge() {
    Answer denied = student.delete(asked.pollPath());

    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.body()).isEqualTo(DENIED);
    assertThat(denied.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(denied.header("WWW-Authenticate")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "x",
        "1x",
        "1.0",
        "1e3",
        "%20",
        "1%20",
        "1%00",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999999999999999999999999999",
        "%EF%BC%91",
        "null",
        "%22",
        "1%0d%0aX:y"
      })
  void an_id_that_is_none_is_unknown(String id) {
    for (Answer answer :
        List.of(
            teacher.get("/api/v1/polls/" + id),
            teacher.put("/api/v1/polls/" + id, "polls[][question]", "Q?"),
            teacher.delete("/api/v1/polls/" + id),
            teacher.get("/api/v1/polls/" + id + "/poll_choices"),
            teacher.get(asked.pollPath() + "/poll_choices/" + id),
            teacher.get(asked.pollPath() + "/poll_sessions/" + id),
            teacher.get(asked.pollPath() + "/poll_sessions/" + id + "/open"),
            teacher.get(asked.path() + "/poll_submissions/" + id),
            teacher.post(
                asked.pollPath() + "/poll_sessions/" + id + "/poll_submissions",
                "poll_submissions[][poll_choice_id]",
                asked.choices().getFirst().toString()))) {
      assertThat(answer.body()).isEqualTo(NOT_FOUND);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;a=b", "..%2f1", "%31", "1/.", "../polls/1", "/1", "1%2e"})
  void a_path_that_has_another_spelling_is_refused(String id) {
    Answer answer = teacher.get("/api/v1/polls/" + id);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/message").asText()).isNotEmpty();
  }

  @Test
  void other_verbs_and_paths_are_not_found() {
    for (Answer answer :
        List.of(
            teacher.send("PATCH", asked.pollPath(), "application/json", "{}"),
            teacher.send("POST", asked.pollPath(), "application/json", "{}"),
            teacher.send("OPTIONS", asked.pollPath(), "application/json", ""),
            teacher.send("TRACK", asked.pollPath(), "application/json", ""),
            teacher.delete("/api/v1/polls"),
            teacher.put("/api/v1/polls"),
            teacher.put(asked.path() + "/open"),
            teacher.delete(asked.path() + "/close"),
            teacher.post("/api/v1/poll_sessions/opened"),
            teacher.get("/api/v1/poll_sessions"),
            teacher.get(asked.pollPath() + "/poll_sessions/opened"),
            teacher.get(asked.pollPath() + "/x"),
            teacher.get("/api/v1/nothing"),
            teacher.get("/api/v1/"),
            teacher.get("/api/v1"))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(NOT_FOUND);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }
  }

  @Test
  void a_missing_wrapper_is_named_in_the_plural_by_every_creation_and_update() {
    String choice = asked.pollPath() + "/poll_choices/" + asked.choices().getFirst();

    assertMissing("polls", teacher.post("/api/v1/polls"));
    assertMissing("polls", teacher.put(asked.pollPath()));
    assertMissing("poll_choices", teacher.post(asked.pollPath() + "/poll_choices"));
    assertMissing("poll_choices", teacher.put(choice));
    assertMissing("poll_sessions", teacher.post(asked.pollPath() + "/poll_sessions"));
    assertMissing("poll_sessions", teacher.put(asked.path()));
    assertMissing("poll_submissions", teacher.post(asked.path() + "/poll_submissions"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"polls\":null}",
        "{\"polls\":\"\"}",
        "{\"polls\":\"x\"}",
        "{\"polls\":1}",
        "{\"polls\":true}",
        "{\"polls\":[]}",
        "{\"polls\":{}}",
        "{\"polls\":[null]}",
        "{\"polls\":[1]}",
        "{\"polls\":[\"x\"]}",
        "{\"polls\":[[{\"question\":\"Q?\"}]]}",
        "[]",
        "[{\"polls\":[{\"question\":\"Q?\"}]}]",
        "1",
        "null",
        ""
      })
  void a_wrapper_that_holds_no_object_is_missing(String json) {
    assertMissing("polls", teacher.postJson("/api/v1/polls", json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"polls\":[", "polls", "{\"polls\":[{\"question\":\"\\uD800\"}]}", "{}}"})
  void a_body_that_cannot_be_read_is_refused_with_a_reason(String json) {
    Answer refused = teacher.postJson("/api/v1/polls", json);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("errors").get(0).get("message").asText()).isNotBlank();
    assertThat(refused.json().get("errors")).hasSize(1);
  }

  @Test
  void required_values_must_not_be_blank() {
    String choice = asked.pollPath() + "/poll_choices/" + asked.choices().getFirst();

    for (String blank : new String[] {"", " ", "\t\n", "\u00a0"}) {
      assertInvalid("question", "blank", teacher.post("/api/v1/polls", "polls[][question]", blank));
      assertInvalid("question", "blank", teacher.put(asked.pollPath(), "polls[][question]", blank));
      assertInvalid(
          "text",
          "blank",
          teacher.post(asked.pollPath() + "/poll_choices", "poll_choices[][text]", blank));
      assertInvalid("text", "blank", teacher.put(choice, "poll_choices[][text]", blank));
    }
    assertInvalid("question", "blank", teacher.postJson("/api/v1/polls", "{\"polls\":[{}]}"));
    assertInvalid(
        "question", "blank", teacher.putJson(asked.pollPath(), "{\"poll\":{\"question\":null}}"));
    assertInvalid(
        "text",
        "blank",
        teacher.postJson(asked.pollPath() + "/poll_choices", "{\"poll_choices\":[{}]}"));
  }

  @Test
  void texts_have_255_characters_at_most() {
    String choice = asked.pollPath() + "/poll_choices/" + asked.choices().getFirst();

    assertInvalid("question", "too_long", teacher.post("/api/v1/polls", "polls[][question]", LONG));
    assertInvalid("question", "too_long", teacher.put(asked.pollPath(), "polls[][question]", LONG));
    assertInvalid(
        "description",
        "too_long",
        teacher.post("/api/v1/polls", "polls[][question]", "Q?", "polls[][description]", LONG));
    assertInvalid(
        "text",
        "too_long",
        teacher.post(asked.pollPath() + "/poll_choices", "poll_choices[][text]", LONG));
    assertInvalid("text", "too_long", teacher.put(choice, "poll_choices[][text]", LONG));
    assertThat(
            teacher
                .post(
                    "/api/v1/polls",
                    "polls[][question]",
                    "😀".repeat(255),
                    "polls[][description]",
                    "é".repeat(255))
                .status())
        .isEqualTo(200);
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    Answer refused = teacher.post("/api/v1/polls", "polls[][description]", LONG);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .isEqualTo(
            "{\"errors\":{"
                + "\"question\":[{\"attribute\":\"question\","
                + "\"type\":\"blank\",\"message\":\"blank\"}],"
                + "\"description\":[{\"attribute\":\"description\","
                + "\"type\":\"too_long\",\"message\":\"too_long\"}]}}");
  }

  @Test
  void a_position_beyond_32_bits_is_refused() {
    Answer refused =
        teacher.postJson(
            asked.pollPath() + "/poll_choices",
            "{\"poll_choices\":[{\"text\":\"x\",\"position\":2147483648}]}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("errors").get("position")).hasSize(1);
  }

  @Test
  void authentication_comes_before_everything() {
    Canvas nobody = new Canvas(room.admin().base(), null);

    for (Answer answer :
        List.of(
            nobody.get("/api/v1/polls/999999999"),
            nobody.post("/api/v1/polls"),
            nobody.get("/api/v1/nothing"),
            nobody.postJson("/api/v1/polls", "{"),
            nobody.get("/api/v1/polls?page=0"))) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body())
          .isEqualTo(
              "{\"status\":\"unauthenticated\","
                  + "\"errors\":[{\"message\":\"user authorization required\"}]}");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"canvas-lms\"");
      assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }
  }

  @Test
  void creating_a_poll_checks_wrapper_right_validity() {
    assertMissing("polls", student.post("/api/v1/polls"));
    assertDenied(student.post("/api/v1/polls", "polls[][question]", ""));
    assertInvalid("question", "blank", teacher.post("/api/v1/polls", "polls[][question]", ""));
  }

  @Test
  void changing_a_poll_checks_poll_wrapper_right_validity() {
    assertNotFound(student.put("/api/v1/polls/999999999"));
    assertMissing("polls", student.put(asked.pollPath()));
    assertDenied(student.put(asked.pollPath(), "polls[][question]", ""));
    assertInvalid("question", "blank", teacher.put(asked.pollPath(), "polls[][question]", ""));
  }

  @Test
  void creating_a_choice_checks_poll_wrapper_right_validity() {
    assertNotFound(student.post("/api/v1/polls/999999999/poll_choices"));
    assertMissing("poll_choices", student.post(asked.pollPath() + "/poll_choices"));
    assertDenied(student.post(asked.pollPath() + "/poll_choices", "poll_choices[][text]", ""));
    assertInvalid(
        "text",
        "blank",
        teacher.post(asked.pollPath() + "/poll_choices", "poll_choices[][text]", ""));
  }

  @Test
  void changing_a_choice_checks_poll_wrapper_choice_right_validity() {
    String choices = asked.pollPath() + "/poll_choices/";
    String choice = choices + asked.choices().getFirst();

    assertNotFound(student.put("/api/v1/polls/999999999/poll_choices/1"));
    assertMissing("poll_choices", student.put(choices + "999999999"));
    assertNotFound(student.put(choices + "999999999", "poll_choices[][text]", ""));
    assertDenied(student.put(choice, "poll_choices[][text]", ""));
    assertInvalid("text", "blank", teacher.put(choice, "poll_choices[][text]", ""));
  }

  @Test
  void creating_a_session_checks_poll_wrapper_course_section_rights() {
    String sessions = asked.pollPath() + "/poll_sessions";
    String course = Long.toString(room.course());
    String otherCourse = Long.toString(Classroom.in(room.admin()).course());

    assertNotFound(student.post("/api/v1/polls/999999999/poll_sessions"));
    assertMissing("poll_sessions", student.post(sessions));
    assertNotFound(student.post(sessions, "poll_sessions[][course_id]", "999999999"));
    assertNotFound(
        student.post(
            sessions,
            "poll_sessions[][course_id]",
            course,
            "poll_sessions[][course_section_id]",
            "999999999"));
    assertDenied(student.post(sessions, "poll_sessions[][course_id]", course));
    assertDenied(teacher.post(sessions, "poll_sessions[][course_id]", otherCourse));
  }

  @Test
  void changing_a_session_checks_poll_session_wrapper_right_course_section_validity() {
    String blankCourse = "poll_sessions[][course_id]";
    String section = "poll_sessions[][course_section_id]";
    Classroom other = Classroom.in(room.admin());

    assertNotFound(student.put("/api/v1/polls/999999999/poll_sessions/1"));
    assertNotFound(student.put(asked.again(999_999_999).path()));
    assertMissing("poll_sessions", student.put(asked.path()));
    assertDenied(student.put(asked.path(), blankCourse, ""));
    assertInvalid(
        "course", "blank", teacher.put(asked.path(), blankCourse, "", section, "9999999"));
    assertDenied(
        teacher.put(
            asked.path(), "poll_sessions[][course_id]", "" + other.course(), section, "9999999"));
    assertNotFound(teacher.put(asked.path(), section, "999999999"));
  }

  @Test
  void voting_checks_poll_session_wrapper_choice_right_validity() {
    Canvas stranger = Classroom.person(room.admin(), "Eve").canvas();
    String choice = "poll_submissions[][poll_choice_id]";
    String path = asked.path() + "/poll_submissions";

    assertNotFound(stranger.post("/api/v1/polls/999999999/poll_sessions/1/poll_submissions"));
    assertNotFound(stranger.post(asked.again(999_999_999).path() + "/poll_submissions"));
    assertMissing("poll_submissions", stranger.post(path));
    assertNotFound(stranger.post(path, choice, "999999999"));
    assertDenied(stranger.post(path, choice, asked.choices().getFirst().toString()));
    assertThat(student.post(path, choice, asked.choices().getFirst().toString()).status())
        .isEqualTo(200);
    assertNotFound(student.post(path, choice, "999999999"));
    assertInvalid(
        "user_id",
        "taken",
        "can only submit one choice per poll session.",
        student.post(path, choice, asked.choices().getFirst().toString()));
    room.close(asked);
    assertDenied(student.post(path, choice, asked.choices().getFirst().toString()));
  }

  @Test
  void reading_a_vote_checks_poll_session_vote_right() {
    long vote = Classroom.vote(student, asked, 0).id();
    Canvas stranger = Classroom.person(room.admin(), "Eve").canvas();

    assertNotFound(stranger.get("/api/v1/polls/999999999/poll_sessions/1/poll_submissions/1"));
    assertNotFound(stranger.get(asked.again(999_999_999).path() + "/poll_submissions/" + vote));
    assertNotFound(stranger.get(asked.path() + "/poll_submissions/999999999"));
    assertDenied(stranger.get(asked.path() + "/poll_submissions/" + vote));
  }

  @Test
  void everything_else_checks_the_record_before_the_right() {
    assertNotFound(student.get("/api/v1/polls/999999999"));
    assertNotFound(student.delete("/api/v1/polls/999999999"));
    assertNotFound(student.get(asked.pollPath() + "/poll_choices/999999999"));
    assertNotFound(student.delete(asked.pollPath() + "/poll_choices/999999999"));
    assertNotFound(student.get("/api/v1/polls/999999999/poll_sessions"));
    assertNotFound(student.get(asked.again(999_999_999).path()));
    assertNotFound(student.delete(asked.again(999_999_999).path()));
    assertNotFound(student.get(asked.again(999_999_999).path() + "/open"));
    assertDenied(student.get(asked.pollPath() + "/poll_sessions"));
    assertDenied(student.delete(asked.path()));
    assertDenied(student.get(asked.path() + "/close"));
    assertDenied(student.delete(asked.pollPath() + "/poll_choices/" + asked.choices().getFirst()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"polls\":[{\"question\":\"\\u0000\"}]}",
        "{\"polls\":[{\"question\":{\"a\":1}}]}",
        "{\"polls\":[{\"question\":[]}]}",
        "{\"polls\":{\"0\":{\"question\":\"Q?\"}}}",
        "{\"access_token\":[1]}",
        "{\"as_user_id\":{}}",
        "{\"polls\":[{\"question\":\"Q?\"}],\"page\":[]}"
      })
  void odd_bodies_never_make_a_fault(String json) {
    assertThat(teacher.postJson("/api/v1/polls", json).status()).isBetween(200, 499);
    assertThat(teacher.putJson(asked.pollPath(), json).status()).isBetween(200, 499);
    assertThat(teacher.postJson(asked.path() + "/poll_submissions", json).status())
        .isBetween(400, 499);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?%zz",
        "?a=%",
        "?a[=1",
        "?a[b]=1&a[]=2",
        "?page[]=1",
        "?per_page[a]=1",
        "?=1",
        "?&&"
      })
  void odd_queries_never_make_a_fault(String query) {
    java.net.URI base = room.admin().base();
    String answer = RawHttp.get(base, "/api/v1/polls" + query, String.valueOf(teacher.token()));

    assertThat(answer).matches("(?s)HTTP/1.1 [24]\\d\\d .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/polls/%zz", "/api/v1/polls/%", "/api/v1/polls/1?%"})
  void odd_paths_never_make_a_fault(String path) {
    String answer = RawHttp.get(room.admin().base(), path, String.valueOf(teacher.token()));

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    Answer refused = teacher.post("/api/v1/polls", "polls[][question]", "x".repeat((1 << 20) + 1));

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.json().get("errors").get(0).get("message").asText())
        .isEqualTo("The body is larger than 1048576 bytes.");
  }

  private static void assertMissing(String plural, Answer answer) {
    assertThat(answer.body())
        .isEqualTo("{\"errors\":[{\"message\":\"%s is missing\"}]}".formatted(plural));
    assertThat(answer.status()).isEqualTo(400);
  }

  private static void assertInvalid(String attribute, String type, Answer answer) {
    assertInvalid(attribute, type, type, answer);
  }

  private static void assertInvalid(String attribute, String type, String message, Answer answer) {
    assertThat(answer.body())
        .isEqualTo(
            "{\"errors\":{\"%s\":[{\"attribute\":\"%s\",\"type\":\"%s\",\"message\":\"%s\"}]}}"
                .formatted(attribute, attribute, type, message));
    assertThat(answer.status()).isEqualTo(400);
  }

  private static void assertDenied(Answer answer) {
    assertThat(answer.body()).isEqualTo(DENIED);
    assertThat(answer.status()).isEqualTo(403);
  }

  private static void assertNotFound(Answer answer) {
    assertThat(answer.body()).isEqualTo(NOT_FOUND);
    assertThat(answer.status()).isEqualTo(404);
  }
}
