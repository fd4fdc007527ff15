package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Events;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// The life of a poll over real HTTP: its states, changed answers, corrected texts, and what is
/// deleted and taken back.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class LifeIT {

  private final Classroom room;

  LifeIT(RunningServer server) {
    this.room = Classroom.in(server);
  }

  private static String live(Asked asked) {
    return "/live/sessions/" + asked.session();
  }

  private static Answer json(Canvas who, String method, String path, String body) {
    return who.send(method, path, "application/json", body);
  }

  private Answer patch(Asked asked, String body) {
    return json(room.teacher(), "PATCH", live(asked), body);
  }

  private static Answer vote(Canvas who, Asked asked, int choice) {
    return json(
        who, "PUT", live(asked) + "/vote", "{\"choice\":" + asked.choices().get(choice) + "}");
  }

  private Asked made(String settings) {
    Asked asked = room.ask("Which?", "A", "B");
    Answer made =
        room.teacher()
            .postJson(
                "/live/polls/" + asked.poll() + "/sessions",
                "{\"course\":" + room.course() + "," + settings + "}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return asked.again(made.json().get("session").asLong());
  }

  private static String code(Answer answer) {
    return answer.json().get("code").asText();
  }

  private void change(Asked asked, int choice, String fields) {
    Answer changed =
        room.teacher()
            .putJson(
                asked.pollPath() + "/poll_choices/" + asked.choices().get(choice),
                "{\"poll_choices\":[{" + fields + "}]}");
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }

  @Test
  void everybody_sees_where_a_poll_is_in_its_life_and_nobody_is_told_before_it_was_open() {
    Asked asked = room.ask("Which?", "A", "B");
    change(asked, 1, "\"is_correct\":true");
    Canvas ada = room.student("Ada").canvas();
    try (Events events = Events.of(ada, "/live/rooms/" + room.course() + "/events")) {
      patch(asked, "{\"on_show\":true}");
      events.snapshotWith("\"state\":\"waiting\"");

      Answer early = patch(asked, "{\"correct\":true}");
      assertThat(early.status()).isEqualTo(409);
      assertThat(code(early)).isEqualTo("not_opened");
      Answer closedEarly = patch(asked, "{\"open\":false,\"correct\":true}");
      assertThat(code(closedEarly)).isEqualTo("not_opened");
      assertThat(ada.get(live(asked)).body()).doesNotContain("correct");

      patch(asked, "{\"open\":true}");
      events.snapshotWith("\"state\":\"open\"");
      patch(asked, "{\"open\":false}");
      events.snapshotWith("\"state\":\"closed\"");
      assertThat(events.received()).doesNotContain("correct");
      assertThat(patch(asked, "{\"correct\":true}").status()).isEqualTo(200);
      events.snapshotWith("\"state\":\"told\"");
    }
  }

  @Test
  void another_answer_takes_the_place_of_the_first_while_a_changeable_session_is_open() {
    Asked asked = made("\"changeable\":true,\"open\":true");
    Person ada = room.student("Ada");
    Answer first = vote(ada.canvas(), asked, 0);
    try (Events events = Events.of(room.teacher(), live(asked) + "/events")) {
      events.snapshotWith("\"votes\":1");

      Answer changed = vote(ada.canvas(), asked, 1);
      Answer again = vote(ada.canvas(), asked, 1);

      JsonNode moved = json(events.snapshotWith("\"text\":\"B\",\"votes\":1").data());
      assertThat(moved.get("votes").asLong()).isEqualTo(1);
      assertThat(first.json().has("changed")).isFalse();
      assertThat(changed.status()).isEqualTo(200);
      assertThat(changed.json().get("changed").asBoolean()).isTrue();
      assertThat(changed.json().get("choice").asLong()).isEqualTo(asked.choices().get(1));
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().get("at")).isEqualTo(changed.json().get("at"));
    }
    Answer byCanvas = Classroom.vote(ada.canvas(), asked, 0);
    assertThat(byCanvas.status()).isEqualTo(400);
    assertThat(byCanvas.body()).contains("taken");
    patch(asked, "{\"open\":false}");
    assertThat(vote(ada.canvas(), asked, 0).status()).isEqualTo(409);
    JsonNode seen = room.teacher().get(live(asked)).json();
    assertThat(seen.get("changeable").asBoolean()).isTrue();
    assertThat(seen.at("/choices/0/votes").asLong()).isZero();
    assertThat(seen.at("/choices/1/votes").asLong()).isEqualTo(1);
  }

  private static JsonNode json(String text) {
    return new Answer(200, HttpHeaders.of(Map.of(), (_, _) -> true), text).json();
  }

  @Test
  void whether_answers_can_be_changed_is_fixed_with_the_first_vote_and_never_so_if_anonymous() {
    Asked named = room.askOpen("Which?", "A", "B");
    Asked anonymous = made("\"anonymous\":true");
    Answer both =
        room.teacher()
            .postJson(
                "/live/polls/" + named.poll() + "/sessions",
                "{\"course\":" + room.course() + ",\"anonymous\":true,\"changeable\":true}");

    assertThat(both.status()).isEqualTo(422);
    assertThat(code(both)).isEqualTo("invalid");
    Answer late = patch(anonymous, "{\"changeable\":true}");
    assertThat(late.status()).isEqualTo(422);
    assertThat(code(late)).isEqualTo("invalid");
    assertThat(patch(named, "{\"changeable\":true}").json().get("changeable").asBoolean()).isTrue();
    vote(room.student("Ada").canvas(), named, 0);
    Answer fixed = patch(named, "{\"changeable\":false}");
    assertThat(fixed.status()).isEqualTo(409);
    assertThat(code(fixed)).isEqualTo("has_votes");
  }

  @Test
  void a_text_that_somebody_chose_is_shown_as_corrected() {
    Asked asked = room.askOpen("Which?", "Mras", "B");
    Canvas ada = room.student("Ada").canvas();
    vote(ada, asked, 0);
    try (Events events = Events.of(ada, live(asked) + "/events")) {
      events.next("snapshot");

      change(asked, 0, "\"text\":\"Mars\"");
      room.teacher().putJson(asked.pollPath(), "{\"polls\":[{\"question\":\"Which planet?\"}]}");

      JsonNode seen = json(events.snapshotWith("\"question\":\"Which planet?\"").data());
      assertThat(seen.at("/choices/0/text").asText()).isEqualTo("Mars");
      assertThat(seen.at("/choices/0/was/0").asText()).isEqualTo("Mras");
      assertThat(seen.at("/choices/1").has("was")).isFalse();
      assertThat(seen.at("/question_was/0").asText()).isEqualTo("Which?");
    }
    Asked later = asked.again(room.session(asked.poll()));
    assertThat(room.teacher().get(live(later)).body()).doesNotContain("was");
  }

  @Test
  void whose_choice_is_removed_has_not_voted_on_every_channel_and_may_vote_again() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Canvas ada = room.student("Ada").canvas();
    Canvas ben = room.student("Ben").canvas();
    vote(ada, asked, 0);
    vote(ben, asked, 1);
    try (Events ofRoom = Events.of(ada, "/live/rooms/" + room.course() + "/events");
        Events other = Events.of(ben, live(asked) + "/events")) {
      ofRoom.snapshotWith("\"voted\":true");
      other.snapshotWith("\"voted\":true");

      room.teacher().delete(asked.pollPath() + "/poll_choices/" + asked.choices().getFirst());

      ofRoom.snapshotWith("\"voted\":false");
      assertThat(ada.get(live(asked)).json().get("voted").asBoolean()).isFalse();
      assertThat(vote(ada, asked, 1).status()).isEqualTo(200);
      ofRoom.snapshotWith("\"voted\":true");
      assertThat(other.received()).doesNotContain("\"voted\":false");
    }
  }

  @Test
  void a_poll_that_was_deleted_is_taken_back_with_its_votes() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Canvas ada = room.student("Ada").canvas();
    vote(ada, asked, 0);
    try (Events events = Events.of(ada, "/live/rooms/" + room.course() + "/events")) {
      events.next("snapshot");

      Answer deleted = room.teacher().delete("/web/sessions/" + asked.session());

      assertThat(deleted.status()).isEqualTo(200);
      assertThat(events.next("on-show").data()).contains("null");
      assertThat(room.teacher().get(asked.pollPath()).status()).isEqualTo(404);
      JsonNode shown = room.teacher().get("/web/rooms/" + room.course()).json();
      assertThat(shown.at("/discarded/0/question").asText()).isEqualTo("Which?");
      String undo = "/web/discarded/" + deleted.json().get("id").asText();
      assertThat(room.student("Eve").canvas().postJson(undo, "{}").status()).isEqualTo(404);

      assertThat(room.teacher().postJson(undo, "{}").status()).isEqualTo(204);

      events.snapshotWith("\"voted\":true");
      assertThat(room.teacher().get(live(asked)).json().get("votes").asLong()).isEqualTo(1);
      assertThat(room.teacher().postJson(undo, "{}").status()).isEqualTo(404);
    }
  }

  @Test
  void deleting_one_asking_leaves_the_poll_and_the_others() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Asked again = asked.again(room.session(asked.poll()));

    room.teacher().delete("/web/sessions/" + asked.session());

    assertThat(room.teacher().get(asked.pollPath()).status()).isEqualTo(200);
    assertThat(room.teacher().get(live(again)).status()).isEqualTo(200);
    assertThat(room.teacher().get(live(asked)).status()).isEqualTo(404);
    assertThat(room.teacher().delete("/web/polls/" + asked.poll()).status()).isEqualTo(200);
    assertThat(room.teacher().get(live(again)).status()).isEqualTo(404);
  }

  @Test
  void who_chose_what_is_told_to_hosts_of_a_named_session() {
    Asked named = room.askOpen("Which?", "A", "B");
    Asked anonymous = made("\"anonymous\":true,\"open\":true");
    Canvas ada = room.student("Ada").canvas();
    vote(ada, named, 1);
    vote(ada, anonymous, 1);

    JsonNode told = room.teacher().get(live(named) + "/results").json();
    assertThat(told.at("/rows/0/voter/name").asText()).startsWith("Ada");
    assertThat(told.at("/rows/0/answer/choice").asLong()).isEqualTo(named.choices().get(1));
    assertThat(room.teacher().get(live(anonymous) + "/results").body()).doesNotContain("Ada");
    assertThat(ada.get(live(named) + "/results").status()).isEqualTo(403);
  }

  @Test
  void a_room_says_whether_its_next_poll_opens_at_once() {
    String path = "/web/rooms/" + room.course();

    assertThat(room.teacher().get(path).json().at("/room/next_opens").asBoolean(true)).isFalse();
    Answer changed = json(room.teacher(), "PATCH", path, "{\"next_opens\":true}");

    assertThat(changed.json().get("next_opens").asBoolean()).isTrue();
    assertThat(room.teacher().get(path).json().at("/room/next_opens").asBoolean()).isTrue();
  }
}
