package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Events;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Our own API over real HTTP: snapshots, streams and votes.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class LiveIT {

  private static final JsonMapper JSON = new JsonMapper();

  private final Classroom room;

  LiveIT(RunningServer server) {
    this.room = Classroom.in(server);
  }

  @Test
  void a_snapshot_shows_counts_to_the_teacher_and_hides_them_from_students() throws Exception {
    Asked asked = room.askOpen("Which?", "A", "B");
    Canvas ada = room.student("Ada").canvas();
    vote(ada, asked, 1);

    JsonNode teacher = room.teacher().get(live(asked)).json();
    Answer student = room.student("Ben").canvas().get(live(asked));

    assertThat(teacher.get("choices").get(1).get("votes").asLong()).isEqualTo(1);
    assertThat(teacher.get("votes").asLong()).isEqualTo(1);
    assertThat(student.json().get("results").asText()).isEqualTo("hidden");
    assertThat(student.json().get("voted").asBoolean()).isFalse();
    assertThat(student.body()).doesNotContain("votes");
    assertThat(JSON.readTree(ada.get(live(asked)).body()).get("voted").asBoolean()).isTrue();
  }

  @Test
  void a_snapshot_that_has_not_changed_is_not_sent_again() {
    Asked asked = room.askOpen("Which?", "A", "B");
    String tag = String.valueOf(room.teacher().get(live(asked)).header("ETag"));

    Answer same = room.teacher().get(live(asked), "If-None-Match", tag);
    vote(room.student("Ada").canvas(), asked, 0);
    Answer changed = room.teacher().get(live(asked), "If-None-Match", tag);

    assertThat(same.status()).isEqualTo(304);
    assertThat(changed.status()).isEqualTo(200);
  }

  @Test
  void what_is_on_show_in_a_room_is_had_by_plain_requests_too() {
    Canvas ada = room.student("Ada").canvas();
    String path = "/live/rooms/" + room.course();
    Answer nothing = ada.get(path);
    assertThat(nothing.body()).isEqualTo("{\"session\":null}");
    String none = String.valueOf(nothing.header("ETag"));
    assertThat(ada.get(path, "If-None-Match", none).status()).isEqualTo(304);

    Asked asked = room.askOpen("Which?", "A", "B");
    Answer shown = ada.get(path, "If-None-Match", none);

    assertThat(shown.json().get("session").asLong()).isEqualTo(asked.session());
    assertThat(shown.body()).isEqualTo(ada.get(live(asked)).body()).doesNotContain("votes");
    String tag = String.valueOf(shown.header("ETag"));
    // As a proxy hands it on that compresses.
    assertThat(ada.get(path, "If-None-Match", "W/" + tag).status()).isEqualTo(304);
    vote(room.student("Ben").canvas(), asked, 0);
    assertThat(ada.get(path, "If-None-Match", tag).status()).as("not hers to know").isEqualTo(304);
    vote(ada, asked, 0);
    assertThat(ada.get(path, "If-None-Match", tag).json().get("voted").asBoolean()).isTrue();
  }

  @Test
  void who_asks_in_place_of_following_is_in_the_room() {
    Canvas ada = room.student("Ada").canvas();
    String path = "/live/rooms/" + room.course();
    String here = "/web/rooms/" + room.course() + "/here";
    assertThat(room.teacher().get(here).json().get("here").asInt()).isZero();

    ada.get(path);
    ada.get(path);
    room.student("Ben").canvas().get(path);
    try (Events events = Events.of(ada, path + "/events")) {
      events.next("on-show");
      assertThat(room.teacher().get(here).json().get("here").asInt()).isEqualTo(2);
    }
  }

  @Test
  void a_stream_brings_each_change_with_growing_versions() throws Exception {
    Asked asked = room.ask("Which?", "A", "B");
    try (Events events = Events.of(room.teacher(), live(asked) + "/events")) {
      long before = version(events.next("snapshot"));

      room.open(asked);
      events.next("opened");
      long opened = version(events.snapshotWith("\"open\":true"));
      vote(room.student("Ada").canvas(), asked, 0);
      long voted = version(events.snapshotWith("\"votes\":1"));
      room.close(asked);
      events.next("closed");
      long closed = version(events.snapshotWith("\"open\":false"));
      room.teacher().delete("/api/v1/polls/" + asked.poll());
      events.next("deleted");

      assertThat(new long[] {before, opened, voted, closed}).isSorted().doesNotHaveDuplicates();
      assertThat(events.next().name()).isEqualTo("end");
    }
  }

  @Test
  void hidden_results_are_in_no_byte_of_a_students_stream_until_they_are_revealed() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Canvas ben = room.student("Ben").canvas();
    try (Events events = Events.of(ben, live(asked) + "/events")) {
      String first = events.next("snapshot").id();
      room.students(5).forEach(each -> vote(each.canvas(), asked, 0));
      vote(ben, asked, 1);
      String own = events.snapshotWith("\"voted\":true").id();
      String hidden = events.received();
      room.teacher().put(asked.path(), "poll_sessions[][has_public_results]", "true");
      events.next("revealed");

      assertThat(hidden).doesNotContain("votes").doesNotContain("event: revealed");
      assertThat(versionOf(own)).as("votes leave no trace").isEqualTo(versionOf(first));
      assertThat(events.next("snapshot").data()).contains("\"votes\":6");
    }
  }

  @Test
  void who_comes_back_with_the_newest_id_is_sent_nothing_old() {
    Asked asked = room.askOpen("Which?", "A", "B");
    String newest;
    try (Events events = Events.of(room.teacher(), live(asked) + "/events")) {
      newest = events.next("snapshot").id();
    }
    try (Events again =
        Events.of(room.teacher(), live(asked) + "/events", "Last-Event-ID", newest)) {
      vote(room.student("Ada").canvas(), asked, 0);

      assertThat(again.next("snapshot").data()).contains("\"votes\":1");
    }
  }

  @Test
  void the_stream_of_a_room_follows_what_is_on_show() {
    Asked first = room.askOpen("First?", "A", "B");
    Canvas ada = room.student("Ada").canvas();
    try (Events events = Events.of(ada, "/live/rooms/" + room.course() + "/events")) {
      assertThat(events.next("on-show").data()).contains("" + first.session());
      assertThat(events.next("snapshot").data()).contains("First?");

      Asked second = room.askOpen("Second?", "A", "B");

      assertThat(events.next("on-show").data()).contains("" + second.session());
      assertThat(events.next("snapshot").data()).contains("Second?");
    }
  }

  @Test
  void a_vote_may_be_sent_again_but_not_changed() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Canvas ada = room.student("Ada").canvas();

    Answer first = vote(ada, asked, 0);
    Answer again = vote(ada, asked, 0);
    Answer other = vote(ada, asked, 1);
    room.close(asked);
    Answer late = vote(ada, asked, 0);
    Answer tooLate = vote(room.student("Ben").canvas(), asked, 0);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().get("code").asText()).isEqualTo("already_voted");
    assertThat(late.body()).isEqualTo(first.body());
    assertThat(tooLate.json().get("code").asText()).isEqualTo("closed");
    assertThat(room.teacher().get(live(asked)).json().get("votes").asLong()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_is_refused_in_words() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Asked another = room.askOpen("Another?", "C");
    Canvas ada = room.student("Ada").canvas();
    Canvas stranger = Classroom.person(room.admin(), "Stranger").canvas();
    Canvas nobody = new Canvas(room.admin().base(), null);
    String path = live(asked);

    assertThat(put(ada, path, "{\"choice\":" + another.choices().get(0) + "}")).isEqualTo(422);
    assertThat(put(ada, path, "{\"choice\":\"x\"}")).isEqualTo(400);
    assertThat(put(ada, path, "[]")).isEqualTo(400);
    assertThat(put(ada, path, "{")).isEqualTo(400);
    assertThat(put(ada, path, "{\"choice\":1" + " ".repeat(40_000) + "}")).isEqualTo(413);
    assertThat(put(ada, "/live/sessions/0", "{\"choice\":1}")).isEqualTo(404);
    assertThat(put(ada, "/live/sessions/x", "{\"choice\":1}")).isEqualTo(404);
    assertThat(put(nobody, path, "{\"choice\":1}")).isEqualTo(401);
    assertThat(put(stranger, path, "{\"choice\":" + asked.choices().get(0) + "}")).isEqualTo(404);
    assertThat(stranger.get(path).status()).isEqualTo(404);
    assertThat(nobody.get(path).status()).isEqualTo(401);
    assertThat(ada.get("/live/nothing").header("Content-Type"))
        .isEqualTo("application/problem+json");
    try (Events events = Events.of(stranger, path + "/events")) {
      assertThat(events.status()).isEqualTo(404);
    }
    try (Events events = Events.of(stranger, "/live/rooms/" + room.course() + "/events")) {
      assertThat(events.status()).isEqualTo(404);
    }
  }

  @Test
  void a_stream_ends_when_its_token_is_revoked() {
    Asked asked = room.askOpen("Which?", "A", "B");
    Classroom.Person ada = room.student("Ada");
    JsonNode tokens = room.admin().get("/api/v1/users/" + ada.id() + "/tokens").json();
    try (Events events = Events.of(ada.canvas(), live(asked) + "/events")) {
      events.next("snapshot");

      room.admin()
          .delete("/api/v1/users/" + ada.id() + "/tokens/" + tokens.get(0).get("id").asLong());

      assertThat(events.next().name()).isEqualTo("ended");
      assertThat(events.next().name()).isEqualTo("end");
    }
  }

  private static String live(Asked asked) {
    return "/live/sessions/" + asked.session();
  }

  private static Answer vote(Canvas voter, Asked asked, int choice) {
    return voter.putJson(live(asked) + "/vote", "{\"choice\":" + asked.choices().get(choice) + "}");
  }

  private static int put(Canvas voter, String path, String body) {
    return voter.putJson(path + "/vote", body).status();
  }

  private static long version(Events.Event event) throws Exception {
    return JSON.readTree(event.data()).get("version").asLong();
  }

  private static String versionOf(String id) {
    return id.substring(0, id.lastIndexOf('.'));
  }

  @Test
  void who_asks_without_end_is_told_to_wait_and_others_are_not() throws Exception {
    Asked asked = room.askOpen("Which?", "A", "B");
    Canvas ada = room.student("Ada").canvas();
    Canvas ben = room.student("Ben").canvas();
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    try (ExecutorService flood = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        flood.execute(
            () -> {
              // So many come back in a second; whoever is slower than that is no flood.
              for (int n = 0; n < 2_000 && !answers.stream().anyMatch(LiveIT::refused); n++) {
                answers.add(ada.get(live(asked)));
              }
            });
      }
    }

    Answer told = answers.stream().filter(LiveIT::refused).findFirst().orElseThrow();
    assertThat(told.json().get("code").asText()).isEqualTo("too_many_requests");
    assertThat(told.header("Retry-After")).isEqualTo("1");
    assertThat(answers.stream().filter(each -> each.status() == 200).count())
        .isGreaterThanOrEqualTo(500);
    assertThat(ben.get(live(asked)).status()).isEqualTo(200);
    Await.until("the budget", () -> ada.get(live(asked)).status() == 200);
  }

  private static boolean refused(Answer answer) {
    return answer.status() == 429;
  }
}
