package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Events;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;
import org.pollard.store.TestPostgres;

/// People behind a balancer, whose requests reach now one node, now another.
@NullMarked
class GuestsOnNodesIT {

  @TempDir Path folder;

  @Test
  @Timeout(240)
  void a_guest_of_one_node_is_the_same_voter_on_the_other() throws Exception {
    Map<String, String> database =
        Map.of("POLLARD_DATABASE_URL", TestPostgres.fresh("guests_on_nodes"));
    try (RunningServer one = RunningServer.start(folder.resolve("one"), database);
        RunningServer other = RunningServer.start(folder.resolve("other"), database)) {
      Classroom room = Classroom.in(one);
      Asked asked = room.askOpen("Ready?", "Yes", "No");
      String code =
          room.teacher()
              .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
              .json()
              .get("code")
              .asText();
      Tab here = new Tab(one.base());
      Answer joined = here.join(code);
      Tab there = here.at(other.base());

      Answer again = there.join(code);
      Answer vote = vote(there, asked, 0);
      Answer second = vote(here, asked, 1);

      assertThat(again.status()).as(again.body()).isEqualTo(200);
      assertThat(again.header("Set-Cookie")).isNull();
      assertThat(again.json().at("/guest/id").asLong())
          .isPositive()
          .isEqualTo(joined.json().at("/guest/id").asLong());
      assertThat(vote.status()).as(vote.body()).isEqualTo(200);
      assertThat(second.status()).isEqualTo(409);
      assertThat(
              room.teacher().get("/live/sessions/" + asked.session()).json().get("votes").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  @Timeout(240)
  void people_who_are_on_different_nodes_are_counted_together() throws Exception {
    Map<String, String> database =
        Map.of("POLLARD_DATABASE_URL", TestPostgres.fresh("people_on_nodes"));
    try (RunningServer one = RunningServer.start(folder.resolve("one"), database);
        RunningServer other = RunningServer.start(folder.resolve("other"), database)) {
      Classroom room = Classroom.in(one);
      String here = "/web/rooms/" + room.course() + "/here";
      Canvas teacherThere = other.as(room.teacher().token());
      try (Events ada = follow(one, room);
          Events ben = follow(one, room);
          Events cho = follow(other, room)) {
        assertThat(List.of(ada.status(), ben.status(), cho.status())).containsOnly(200);
        Await.until("three here", () -> people(room.teacher(), here) == 3);
        Await.until("three there", () -> people(teacherThere, here) == 3);
        // Who runs the room sees who they are, whichever node they ask.
        String listed = "/web/rooms/" + room.course() + "/people";
        Await.until("three known here", () -> known(room.teacher(), listed) == 3);
        Await.until("three known there", () -> known(teacherThere, listed) == 3);
      }
      Await.until("nobody any more", () -> people(room.teacher(), here) == 0);
    }
  }

  private static Events follow(RunningServer node, Classroom room) {
    return Events.of(
        node.as(room.student("Student").canvas().token()),
        "/live/rooms/" + room.course() + "/events");
  }

  private static int people(Canvas teacher, String path) {
    return teacher.get(path).json().get("here").asInt();
  }

  private static long known(Canvas teacher, String path) {
    return teacher
        .get(path)
        .json()
        .get("people")
        .valueStream()
        .filter(each -> each.get("here").asBoolean())
        .count();
  }

  private static Answer vote(Tab guest, Asked asked, int choice) {
    return guest.send(
        "PUT",
        "/live/sessions/" + asked.session() + "/vote",
        "{\"choice\":" + asked.choices().get(choice) + "}");
  }
}
