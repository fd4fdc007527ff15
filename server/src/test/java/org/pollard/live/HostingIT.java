package org.pollard.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

/// What hosts do through our own API, over real HTTP; anonymous sessions above all.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class HostingIT {

  private final Classroom room;

  HostingIT(RunningServer server) {
    this.room = Classroom.in(server);
  }

  @Test
  void a_host_makes_an_anonymous_session_and_people_vote_in_it() {
    Asked asked = anonymous("\"results\":\"after_vote\",\"open\":true");
    Person ada = room.student("Ada");
    Person ben = room.student("Ben");

    Answer first = vote(ada, asked, 0);
    Answer again = vote(ada, asked, 0);
    Answer byCanvas = Classroom.vote(ben.canvas(), asked, 1);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().has("at")).isFalse();
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().get("code").asText()).isEqualTo("already_voted");
    assertThat(byCanvas.status()).isEqualTo(200);
    JsonNode seen = ada.canvas().get(live(asked)).json();
    assertThat(seen.get("anonymous").asBoolean()).isTrue();
    assertThat(seen.get("voted").asBoolean()).isTrue();
    assertThat(seen.get("votes").asLong()).isEqualTo(2);
    assertThat(room.teacher().get(asked.path()).body())
        .doesNotContain("\"user_id\":" + ada.id())
        .doesNotContain("\"user_id\":" + ben.id());
  }

  @Test
  void who_took_part_is_told_after_the_close_only() {
    Asked asked = anonymous("\"open\":true");
    List<Person> students = byId(room.students(3));
    students.reversed().forEach(student -> vote(student, asked, 1));

    Answer open = room.teacher().get(live(asked) + "/voters");
    patch(asked, "{\"open\":false}");
    Answer closed = room.teacher().get(live(asked) + "/voters");
    Answer reopened = patch(asked, "{\"open\":true}");

    assertThat(open.status()).isEqualTo(409);
    assertThat(open.json().get("code").asText()).isEqualTo("still_open");
    assertThat(closed.json().get("voters").findValuesAsText("id"))
        .isEqualTo(students.stream().map(each -> "" + each.id()).toList());
    assertThat(closed.json().get("voters").get(0).get("name").asText()).isNotBlank();
    assertThat(reopened.status()).isEqualTo(409);
    assertThat(reopened.json().get("code").asText()).isEqualTo("stays_closed");
    Answer byCanvas = room.open(asked);
    assertThat(byCanvas.status()).isEqualTo(400);
    assertThat(byCanvas.body()).contains("cannot be opened again");
  }

  @Test
  void long_lists_of_voters_come_in_pages() {
    Asked asked = room.askOpen("Which?", "A", "B");
    List<Person> students = byId(room.students(3));
    students.forEach(student -> vote(student, asked, 0));

    Answer after = room.teacher().get(live(asked) + "/voters?after=" + students.getFirst().id());

    assertThat(after.json().get("voters").findValuesAsText("id"))
        .isEqualTo(students.stream().skip(1).map(each -> "" + each.id()).toList());
    assertThat(after.json().has("next_after")).isFalse();
  }

  @Test
  void which_choice_is_correct_is_told_after_the_close_and_when_the_host_says_so() {
    Asked asked = room.askOpen("Which?", "A", "B");
    room.teacher()
        .putJson(
            "/api/v1/polls/" + asked.poll() + "/poll_choices/" + asked.choices().get(1),
            "{\"poll_choices\":[{\"is_correct\":true}]}");
    Canvas ada = room.student("Ada").canvas();

    Answer early = patch(asked, "{\"correct\":true}");
    patch(asked, "{\"open\":false}");
    String before = ada.get(live(asked)).body();
    try (Events events = Events.of(ada, live(asked) + "/events")) {
      events.next("snapshot");
      Answer told = patch(asked, "{\"correct\":true}");
      assertThat(told.status()).isEqualTo(200);
      events.snapshotWith("\"text\":\"B\",\"correct\":true");
    }
    JsonNode seen = ada.get(live(asked)).json();
    patch(asked, "{\"open\":true}");

    assertThat(early.status()).isEqualTo(409);
    assertThat(early.json().get("code").asText()).isEqualTo("takes_votes");
    assertThat(before).doesNotContain("correct");
    assertThat(seen.at("/choices/0/correct").asBoolean(true)).isFalse();
    assertThat(seen.at("/choices/1/correct").asBoolean()).isTrue();
    assertThat(seen.get("results").asText()).isEqualTo("hidden");
    assertThat(seen.get("results_when").asText()).isEqualTo("until_revealed");
    assertThat(ada.get(live(asked)).body()).doesNotContain("correct");
  }

  @Test
  void a_host_reveals_and_puts_on_show() {
    Asked first = room.askOpen("First?", "A", "B");
    Asked second = room.askOpen("Second?", "A", "B");
    try (Events events =
        Events.of(room.student("Ada").canvas(), "/live/rooms/" + room.course() + "/events")) {
      assertThat(events.next("on-show").data()).contains("" + second.session());

      Answer shown = patch(first, "{\"on_show\":true,\"results\":\"public\"}");

      assertThat(shown.status()).isEqualTo(200);
      assertThat(events.next("on-show").data()).contains("" + first.session());
      assertThat(events.next("snapshot").data()).contains("\"results\":\"shown\"");
    }
  }

  @Test
  void a_stream_of_a_room_tells_that_its_polls_were_arranged() {
    Asked first = room.ask("First?", "A", "B");
    Asked second = room.ask("Second?", "A", "B");
    try (Events events = Events.of(room.teacher(), "/live/rooms/" + room.course() + "/events")) {
      assertThat(events.next("on-show").data()).contains("null");

      Answer arranged =
          room.teacher()
              .send(
                  "PUT",
                  "/web/rooms/" + room.course() + "/order",
                  "application/json",
                  "{\"sessions\":[" + second.session() + "," + first.session() + "]}");

      assertThat(arranged.status()).isEqualTo(204);
      assertThat(events.next("arranged").data()).contains("" + room.course());
    }
  }

  @Test
  void who_names_what_they_have_read_overwrites_nothing_that_somebody_has_changed_since() {
    Asked asked = room.ask("Which?", "A", "B");
    String path = "/live/polls/" + asked.poll();
    Answer read = room.teacher().get(path);
    assertThat(read.status()).as(read.body() + read.headers()).isEqualTo(200);
    String seen = requireNonNull(read.header("ETag"), read.headers().map()::toString);
    String mine =
        "{\"question\":\"Which one?\",\"choices\":[{\"id\":%d,\"text\":\"A\"},{\"id\":%d,\"text\":\"B\"}]}"
            .formatted(asked.choices().getFirst(), asked.choices().getLast());

    Answer changed = replaced(path, "\"another\", " + seen, mine);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(replaced(path, seen, mine).status()).isEqualTo(412);
    assertThat(replaced(path, seen, mine).body()).contains("\"code\":\"changed\"");
    assertThat(replaced(path, requireNonNull(changed.header("ETag")), mine).status())
        .isEqualTo(200);
    assertThat(replaced(path, "*", mine).status()).isEqualTo(200);
    assertThat(room.teacher().send("PUT", path, "application/json", mine).status()).isEqualTo(200);
  }

  private Answer replaced(String path, String seen, String body) {
    Canvas teacher = room.teacher();
    return teacher.send(
        teacher
            .request(path)
            .header("Content-Type", "application/json")
            .header("If-Match", seen)
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void an_edit_is_told_to_those_who_run_the_room() {
    Asked asked = room.ask("Which?", "A", "B");
    try (Events events = Events.of(room.teacher(), "/live/rooms/" + room.course() + "/events")) {
      assertThat(events.next("on-show").data()).contains("null");
      room.teacher()
          .send(
              "PUT",
              "/api/v1/polls/" + asked.poll(),
              "application/json",
              "{\"polls\":[{\"question\":\"Which one?\"}]}");

      assertThat(events.next("arranged").data()).contains("" + room.course());
    }
  }

  @Test
  void a_stream_of_a_room_tells_that_it_has_other_polls() {
    try (Events events = Events.of(room.teacher(), "/live/rooms/" + room.course() + "/events")) {
      assertThat(events.next("on-show").data()).contains("null");

      Asked asked = room.ask("First?", "A", "B");
      assertThat(events.next("arranged").data()).contains("" + room.course());
      room.teacher().delete(asked.path());
      assertThat(events.next("arranged").data()).contains("" + room.course());
      Asked second = room.ask("Second?", "A", "B");
      assertThat(events.next("arranged").data()).contains("" + room.course());
      room.teacher().delete("/api/v1/polls/" + second.poll());
      assertThat(events.next("arranged").data()).contains("" + room.course());
    }
  }

  @Test
  void a_stream_of_a_room_tells_that_it_has_another_code_and_ends_for_those_who_may_not_stay() {
    Person ada = room.student("Ada");
    try (Events events = Events.of(ada.canvas(), "/live/rooms/" + room.course() + "/events")) {
      assertThat(events.next("on-show").data()).contains("null");

      room.teacher()
          .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"renew\":true}");
      assertThat(events.next("room").data()).contains("" + room.course());
      long enrollment =
          room.admin()
              .get("/api/v1/courses/" + room.course() + "/enrollments?user_id=" + ada.id())
              .json()
              .at("/0/id")
              .asLong();
      room.admin()
          .delete(
              "/api/v1/courses/" + room.course() + "/enrollments/" + enrollment + "?task=delete");

      events.next("ended");
      assertThat(events.next().name()).isEqualTo("end");
    }
  }

  @Test
  void a_room_whose_session_is_deleted_shows_nothing() {
    Asked asked = room.askOpen("First?", "A", "B");
    try (Events events = Events.of(room.teacher(), "/live/rooms/" + room.course() + "/events")) {
      events.next("snapshot");

      room.teacher().delete(asked.path());

      events.next("deleted");
      assertThat(events.next("on-show").data()).contains("null");
    }
  }

  @Test
  void only_who_may_change_the_poll_makes_and_changes_its_sessions() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Canvas student = room.student("Ada").canvas();
    Canvas stranger = Classroom.person(room.admin(), "Stranger").canvas();
    String body = "{\"course\":" + room.course() + "}";

    assertThat(student.postJson(sessionsOf(asked), body).status()).isEqualTo(403);
    assertThat(stranger.postJson(sessionsOf(asked), body).status()).isEqualTo(404);
    assertThat(patch(student, asked, "{\"open\":false}").status()).isEqualTo(403);
    assertThat(patch(stranger, asked, "{\"open\":false}").status()).isEqualTo(404);
    assertThat(student.get(live(asked) + "/voters").status()).isEqualTo(403);
    assertThat(stranger.get(live(asked) + "/voters").status()).isEqualTo(404);
  }

  @Test
  void what_is_wrong_is_said_all_at_once() {
    Asked asked = room.ask("Which?", "A", "B");

    Answer wrong =
        room.teacher()
            .postJson(
                sessionsOf(asked),
                "{\"course\":\"x\",\"anonymous\":1,\"results\":\"never\",\"colour\":\"red\"}");
    Answer section =
        room.teacher()
            .postJson(
                sessionsOf(asked), "{\"course\":" + room.course() + ",\"section\":999999999}");
    Answer noCourse = room.teacher().postJson(sessionsOf(asked), "{}");
    Answer noObject = room.teacher().postJson(sessionsOf(asked), "[1");

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().get("detail").asText())
        .contains("course must be", "anonymous must be", "results must be", "colour is not known");
    assertThat(section.status()).isEqualTo(422);
    assertThat(noCourse.status()).isEqualTo(422);
    assertThat(noObject.status()).isEqualTo(400);
    assertThat(patch(asked, "{\"anonymous\":true}").status()).isEqualTo(422);
  }

  @Test
  void one_person_cannot_take_all_streams() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Canvas ada = room.student("Ada").canvas();
    List<Events> open = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        open.add(Events.of(ada, live(asked) + "/events"));
      }
      open.forEach(each -> each.next("snapshot"));
      Answer oneMore = ada.get(live(asked) + "/events");
      assertThat(oneMore.status()).isEqualTo(429);
      assertThat(oneMore.json().get("code").asText()).isEqualTo("too_many_streams");
      assertThat(room.student("Ben").canvas().get(live(asked)).status()).isEqualTo(200);
    } finally {
      open.forEach(Events::close);
    }
  }

  private Asked anonymous(String more) {
    Asked asked = room.ask("Which?", "A", "B");
    Answer made =
        room.teacher()
            .postJson(
                sessionsOf(asked),
                "{\"course\":%d,\"anonymous\":true,%s}".formatted(room.course(), more));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Location"))
        .isEqualTo("/live/sessions/" + made.json().get("session").asLong());
    return asked.again(made.json().get("session").asLong());
  }

  private static List<Person> byId(List<Person> people) {
    return people.stream().sorted(Comparator.comparingLong(Person::id)).toList();
  }

  private static Answer vote(Person person, Asked asked, int choice) {
    return person
        .canvas()
        .putJson(live(asked) + "/vote", "{\"choice\":" + asked.choices().get(choice) + "}");
  }

  private Answer patch(Asked asked, String json) {
    return patch(room.teacher(), asked, json);
  }

  private static Answer patch(Canvas host, Asked asked, String json) {
    return host.send("PATCH", live(asked), "application/json", json);
  }

  private static String sessionsOf(Asked asked) {
    return "/live/polls/" + asked.poll() + "/sessions";
  }

  private static String live(Asked asked) {
    return "/live/sessions/" + asked.session();
  }
}
