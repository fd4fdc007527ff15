package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// What clients send, through real HTTP: wrappers, aliases, forms, multipart, JSON, and the calls
/// of the client library canvasapi as it makes them.
@NullMarked
@ExtendWith(SharedServer.class)
class CanvasParametersIT {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Classroom room;
  private final Canvas teacher;

  CanvasParametersIT(RunningServer server) {
    room = Classroom.in(server);
    teacher = room.teacher();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "polls[][question]=Tea%3F",
        "polls%5B%5D%5Bquestion%5D=Tea%3F",
        "poll[][question]=Tea%3F",
        "poll%5B%5D%5Bquestion%5D=Tea%3F",
        "polls[question]=Tea%3F",
        "poll[question]=Tea%3F",
        "poll[][question]=Milk&polls[][question]=Tea%3F",
        "polls[][question]=Tea%3F&poll[][question]=Milk",
        "polls=&poll[][question]=Tea%3F",
        "polls[][question]=Tea%3F&polls[][question]=Milk",
        "polls[][question]=Tea%3F&polls[][unknown]=x&polls[][user_id]=1&utf8=y"
      })
  void a_form_may_name_its_wrapper_in_every_documented_way(String form) {
    assertThat(question(teacher.send("POST", "/api/v1/polls", FORM, form))).isEqualTo("Tea?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"polls\":[{\"question\":\"Tea?\"}]}",
        "{\"poll\":[{\"question\":\"Tea?\"}]}",
        "{\"polls\":{\"question\":\"Tea?\"}}",
        "{\"poll\":{\"question\":\"Tea?\"}}",
        "{\"polls\":[{\"question\":\"Tea?\"},{\"question\":\"Milk?\"}]}",
        "{\"polls\":[{\"question\":\"Tea?\"},7]}",
        "{\"poll\":[{\"question\":\"Milk?\"}],\"polls\":[{\"question\":\"Tea?\"}]}",
        "{\"polls\":[],\"poll\":[{\"question\":\"Tea?\"}]}",
        "{\"polls\":null,\"poll\":{\"question\":\"Tea?\"}}",
        "{\"polls\":[{\"question\":\"Tea?\",\"description\":[\"x\"],\"id\":7}]}"
      })
  void json_may_name_its_wrapper_in_every_documented_way(String json) {
    JsonNode poll = teacher.postJson("/api/v1/polls", json).first();

    assertThat(poll.get("question").asText()).isEqualTo("Tea?");
    assertThat(poll.get("description").isNull()).isTrue();
  }

  @Test
  void multipart_is_read_like_a_form() {
    String body =
        """
        --edge
        Content-Disposition: form-data; name="polls[][question]"

        Tea?
        --edge
        Content-Disposition: form-data; name="polls[][description]"

        Now
        --edge--
        """
            .replace("\n", "\r\n");

    Answer made = teacher.send("POST", "/api/v1/polls", "multipart/form-data; boundary=edge", body);

    assertThat(question(made)).isEqualTo("Tea?");
    assertThat(made.first().get("description").asText()).isEqualTo("Now");
  }

  @Test
  void the_query_is_read_like_a_body() {
    Answer made = teacher.post("/api/v1/polls?polls%5B%5D%5Bquestion%5D=Tea%3F");

    assertThat(question(made)).isEqualTo("Tea?");
  }

  @Test
  void two_dictionaries_of_different_keys_are_one_in_a_form() {
    Answer made =
        teacher.post("/api/v1/polls", "polls[][question]", "Tea?", "polls[][description]", "Now");

    assertThat(question(made)).isEqualTo("Tea?");
    assertThat(made.first().get("description").asText()).isEqualTo("Now");
  }

  @ParameterizedTest
  @CsvSource({
    "false, false",
    "0,     false",
    "f,     false",
    "F,     false",
    "FALSE, false",
    "off,   false",
    "OFF,   false",
    "'',    false",
    "' ',   false",
    "true,  true",
    "1,     true",
    "on,    true",
    "False, true",
    "no,    true",
    "x,     true"
  })
  void booleans_follow_the_words_of_canvas(String word, boolean expected) {
    Asked asked = room.ask("Tea?");

    JsonNode choice =
        teacher
            .post(
                asked.pollPath() + "/poll_choices",
                "poll_choices[][text]",
                "Yes",
                "poll_choices[][is_correct]",
                word)
            .first();
    long session = room.session(asked.poll(), "poll_sessions[][has_public_results]", word);

    assertThat(choice.get("is_correct").asBoolean()).isEqualTo(expected);
    assertThat(
            teacher.get(asked.again(session).path()).first().get("has_public_results").asBoolean())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "1, true", "0, false", "null, false"})
  void booleans_may_be_json(String literal, boolean expected) {
    Asked asked = room.ask("Tea?");

    JsonNode choice =
        teacher
            .postJson(
                asked.pollPath() + "/poll_choices",
                "{\"poll_choices\":[{\"text\":\"Yes\",\"is_correct\":%s}]}".formatted(literal))
            .first();

    assertThat(choice.get("is_correct").asBoolean()).isEqualTo(expected);
  }

  @Test
  void ids_may_be_numbers_or_digit_strings() {
    Asked asked = room.ask("Tea?");
    String sessions = asked.pollPath() + "/poll_sessions";

    for (String id : List.of("" + room.course(), "\"" + room.course() + "\"")) {
      assertThat(
              teacher
                  .postJson(sessions, "{\"poll_sessions\":[{\"course_id\":%s}]}".formatted(id))
                  .first()
                  .get("course_id")
                  .asLong())
          .isEqualTo(room.course());
    }
  }

  @Test
  void every_creation_and_update_takes_the_singular_array_and_the_plain_hash() {
    Asked asked = room.askOpen("Tea?", "Yes");
    String poll = asked.pollPath();
    String choice = poll + "/poll_choices/" + asked.choices().getFirst();
    String course = Long.toString(room.course());
    String voted = asked.choices().getFirst().toString();

    for (String brackets : List.of("[]", "")) {
      for (String plural : List.of("s", "")) {
        String p = "poll" + plural + brackets;
        String c = "poll_choice" + plural + brackets;
        String s = "poll_session" + plural + brackets;
        String v = "poll_submission" + plural + brackets;
        Canvas voter = room.student("Ada").canvas();
        for (Answer answer :
            List.of(
                teacher.post("/api/v1/polls", p + "[question]", "Q?"),
                teacher.put(poll, p + "[question]", "Q?"),
                teacher.post(poll + "/poll_choices", c + "[text]", "T"),
                teacher.put(choice, c + "[text]", "T"),
                teacher.post(poll + "/poll_sessions", s + "[course_id]", course),
                teacher.put(asked.path(), s + "[has_public_results]", "true"),
                voter.post(asked.path() + "/poll_submissions", v + "[poll_choice_id]", voted))) {
          assertThat(answer.status()).as(p + ": " + answer.body()).isEqualTo(200);
        }
      }
    }
  }

  /// Each request is what canvasapi 3.4.0 puts on the wire.
  @Test
  void the_calls_of_canvasapi_work_as_it_makes_them() {
    Canvas ada = room.student("Ada").canvas();

    long poll =
        call(
                teacher,
                "POST",
                "polls",
                "polls%5B%5D%5Bquestion%5D=Tea%3F&polls%5B%5D%5Bdescription%5D=Now",
                "polls")
            .id();
    String path = "polls/" + poll;
    call(teacher, "GET", path, "", "polls");
    call(teacher, "GET", "polls?per_page=100", "", "polls");
    assertThat(question(call(teacher, "PUT", path, "poll%5B%5D%5Bquestion%5D=Milk%3F", "polls")))
        .isEqualTo("Milk?");

    Answer choice =
        call(
            teacher,
            "POST",
            path + "/poll_choices",
            "poll_choice%5B%5D%5Btext%5D=Yes&poll_choice%5B%5D%5Bis_correct%5D=true"
                + "&poll_choice%5B%5D%5Bposition%5D=1",
            "poll_choices");
    assertThat(choice.first().get("is_correct").asBoolean()).isTrue();
    assertThat(choice.first().get("poll_id").asLong()).isEqualTo(poll);
    String choicePath = path + "/poll_choices/" + choice.id();
    call(teacher, "GET", choicePath, "", "poll_choices");
    call(teacher, "GET", path + "/poll_choices?per_page=100", "", "poll_choices");
    call(teacher, "PUT", choicePath, "poll_choice%5B%5D%5Btext%5D=No", "poll_choices");

    Answer session =
        call(
            teacher,
            "POST",
            path + "/poll_sessions",
            "poll_session%5B%5D%5Bcourse_id%5D="
                + room.course()
                + "&poll_session%5B%5D%5Bcourse_section_id%5D="
                + room.section()
                + "&poll_session%5B%5D%5Bhas_public_results%5D=False",
            "poll_sessions");
    String sessionPath = path + "/poll_sessions/" + session.id();
    call(teacher, "GET", sessionPath, "", "poll_sessions");
    call(teacher, "GET", path + "/poll_sessions?per_page=100", "", "poll_sessions");
    call(
        teacher,
        "PUT",
        sessionPath,
        "poll_session%5B%5D%5Bcourse_id%5D=" + room.course(),
        "poll_sessions");
    assertThat(
            call(teacher, "GET", sessionPath + "/open", "", "poll_sessions")
                .first()
                .get("is_published")
                .asBoolean())
        .isTrue();
    call(ada, "GET", "poll_sessions/opened?per_page=100", "", "poll_sessions").first();

    long vote =
        call(
                ada,
                "POST",
                sessionPath + "/poll_submissions",
                "poll_submissions%5B%5D%5Bpoll_choice_id%5D=" + choice.id(),
                "poll_submissions")
            .id();
    call(ada, "GET", sessionPath + "/poll_submissions/" + vote, "", "poll_submissions");
    call(teacher, "GET", sessionPath + "/close", "", "poll_sessions");
    call(ada, "GET", "poll_sessions/closed?per_page=100", "", "poll_sessions").first();

    for (String gone : List.of(sessionPath, choicePath, path)) {
      Answer deleted = teacher.delete("/api/v1/" + gone);
      assertThat(deleted.status()).isEqualTo(204);
      assertThat(deleted.body()).isEmpty();
    }
  }

  /// A name that canvasapi gets wrong is worked round by an extra argument with the right one, so
  /// both arrive.
  @Test
  void the_plural_beside_the_singular_wins_whatever_their_order() {
    Asked asked = room.ask("Tea?");

    Answer changed =
        teacher.put(
            asked.pollPath(),
            "poll[][question]",
            "No?",
            "polls[][question]",
            "Yes?",
            "poll[][description]",
            "no");

    assertThat(question(changed)).isEqualTo("Yes?");
    assertThat(changed.first().get("description").isNull()).isTrue();
  }

  @Test
  void no_key_of_an_answer_hides_a_method_of_the_client_library() {
    Asked asked = room.askOpen("Tea?", "Yes");
    JsonNode vote = Classroom.vote(room.student("Ada").canvas(), asked, 0).first();

    for (JsonNode record :
        List.of(
            teacher.get(asked.pollPath()).first(),
            teacher.get(asked.pollPath() + "/poll_choices").first(),
            teacher.get(asked.path()).first(),
            vote)) {
      assertThat(record.fieldNames())
          .toIterable()
          .noneMatch(key -> key.matches("open|close|update|delete|get_.*|create_.*"));
    }
  }

  private static String question(Answer answer) {
    return answer.first().get("question").asText();
  }

  private static Answer call(
      Canvas client, String method, String path, String form, String envelope) {
    Answer answer =
        form.isEmpty()
            ? client.get("/api/v1/" + path, "Accept", "*/*")
            : client.send(method, "/api/v1/" + path, FORM, form);
    assertThat(answer.status()).as(method + " " + path + ": " + answer.body()).isEqualTo(200);
    assertThat(answer.json().fieldNames()).toIterable().containsExactly(envelope);
    assertThat(answer.json().get(envelope)).allMatch(JsonNode::isObject);
    return answer;
  }
}
