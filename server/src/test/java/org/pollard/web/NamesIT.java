package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.Tab;

/// Names and texts that deceive are refused on every way in, in the words of each API.
@NullMarked
@ExtendWith(SharedServer.class)
class NamesIT {

  private final RunningServer server;
  private final Classroom room;

  NamesIT(RunningServer server) {
    this.server = server;
    this.room = Classroom.in(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u202Eb", "a\u0007", "\u200B\u200D", "a\u2066"})
  void nothing_is_called_by_a_name_that_is_not_what_it_seems(String name) {
    Canvas admin = server.admin();
    String course = "/api/v1/courses/" + room.course();
    refused(400, admin.post("/api/v1/accounts/1/users", "user[name]", name));
    refused(
        400,
        admin.post("/api/v1/accounts/1/users", "user[name]", "A", "pseudonym[unique_id]", name));
    refused(400, admin.post("/api/v1/accounts/1/courses", "course[name]", name));
    refused(400, room.teacher().post(course + "/sections", "course_section[name]", name));
    refused(
        400,
        admin.send(
            "PUT", course, "application/json", "{\"course\":{\"name\":" + json(name) + "}}"));

    String rooms = "/web/rooms/" + room.course();
    refused(422, room.teacher().postJson("/web/rooms", "{\"name\":" + json(name) + "}"));
    refused(
        422,
        room.teacher().send("PATCH", rooms, "application/json", "{\"name\":" + json(name) + "}"));
    refused(
        422, room.teacher().postJson(rooms + "/roster", "{\"text\":" + json(name + ", x") + "}"));
    Tab guest = new Tab(server.base());
    String code =
        room.teacher()
            .send("PATCH", rooms, "application/json", "{\"guests\":true}")
            .json()
            .get("code")
            .asText();
    guest.join(code);
    refused(422, guest.send("PUT", "/web/guest", "{\"name\":" + json(name) + "}"));

    Kit kit = Kit.in(server);
    refused(400, kit.post("/meetings", "{\"title\":" + json(name) + "}"));
    String meeting = kit.meeting();
    refused(
        400,
        kit.post(
            "/meetings/" + meeting + "/participants",
            "{\"custom_participant_id\":\"x\",\"preset_name\":\"group_call_participant\",\"name\":"
                + json(name)
                + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200B\u200B", "\u200D", "\u3164", "\u2800", "\u3000", "a\u202Eb"})
  void no_webhook_and_no_end_of_a_scale_is_called_by_what_nobody_sees(String name) {
    Canvas teacher = room.teacher();
    String hooks = "/live/rooms/" + room.course() + "/webhooks";
    String hook = "{\"name\":%s,\"url\":\"https://hook.invalid/\",\"events\":[\"session.opened\"]}";
    refused(422, teacher.postJson(hooks, hook.formatted(json(name))));
    Answer made = teacher.postJson(hooks, hook.formatted("\"\""));
    assertThat(made.status()).as("without a name").isEqualTo(201);
    refused(
        422,
        teacher.send(
            "PATCH",
            hooks + "/" + made.json().get("id").asText(),
            "application/json",
            "{\"name\":" + json(name) + "}"));
    refused(
        422,
        teacher.postJson(
            "/live/polls",
            "{\"question\":\"Q?\",\"kind\":\"rating\",\"settings\":{\"low\":"
                + json(name + "\u200B")
                + "}}"));
    Kit kit = Kit.in(server);
    refused(
        400,
        kit.post(
            "/webhooks", hook.formatted(json(name)).replace("session.opened", "meeting.started")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u202Eb", "a\u0007", "\u200B\u200D"})
  void no_question_and_no_choice_is_what_it_does_not_seem(String text) {
    Canvas teacher = room.teacher();
    refused(400, teacher.post("/api/v1/polls", "polls[][question]", text));
    String poll = room.ask("Plain?", "Yes").pollPath();
    refused(400, teacher.post(poll + "/poll_choices", "poll_choices[][text]", text));
    refused(
        422,
        teacher.postJson(
            "/web/rooms/" + room.course() + "/import",
            "{\"text\":" + json("Q?\n" + text + "\nB") + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "a\tb", "שלום \u200F1", "👩🏽‍🔬?"})
  void questions_and_choices_keep_line_breaks_tabs_and_every_script(String text) {
    Canvas teacher = room.teacher();

    Answer poll = teacher.post("/api/v1/polls", "polls[][question]", text);
    assertThat(poll.first().get("question").asText()).isEqualTo(text);
    Answer choice =
        teacher.post("/api/v1/polls/" + poll.id() + "/poll_choices", "poll_choices[][text]", text);
    assertThat(choice.first().get("text").asText()).isEqualTo(text);
  }

  private static void refused(int status, Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  private static String json(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
