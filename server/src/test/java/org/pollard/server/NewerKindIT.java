package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;

/// While nodes are upgraded one after the other, a newer one may have asked what this one does not
/// know: everything else goes on, and nobody is answered with a fault.
class NewerKindIT {

  @TempDir Path data;

  @Test
  void a_question_that_only_a_newer_node_knows_holds_up_nothing() throws Exception {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Classroom room = Classroom.in(server);
      Asked known = room.askOpen("Known?", "a", "b");
      Asked newer = room.askOpen("Newer?", "a", "b");
      Canvas student = room.student("Stu").canvas();
      becomes(newer.poll(), "MATRIX");

      for (String list :
          List.of(
              "/api/v1/polls",
              "/api/v1/poll_sessions/opened",
              "/web/rooms",
              "/web/rooms/" + room.course(),
              "/web/rooms/" + room.course() + "/results.xlsx",
              "/live/rooms/" + room.course() + "/polls")) {
        assertThat(room.teacher().get(list).status()).as(list).isEqualTo(200);
      }
      assertThat(room.teacher().get("/api/v1/polls").body()).contains("Known?");
      assertThat(room.teacher().get("/web/rooms/" + room.course()).body())
          .contains("Known?")
          .doesNotContain("Newer?");

      tooOld(room.teacher().get("/live/sessions/" + newer.session()));
      tooOld(room.teacher().get("/web/sessions/" + newer.session() + "/results.csv"));
      tooOld(
          student.putJson(
              "/live/sessions/" + newer.session() + "/vote",
              "{\"choice\":" + newer.choices().getFirst() + "}"));
      assertThat(Classroom.vote(student, newer, 0).status()).isEqualTo(404);
      assertThat(Classroom.vote(student, known, 0).status()).isEqualTo(200);

      becomes(newer.poll(), "SINGLE");
      assertThat(Classroom.vote(student, newer, 1).status()).isEqualTo(200);
      assertThat(
              room.teacher().get("/live/sessions/" + newer.session()).json().get("votes").asInt())
          .isOne();
    }
  }

  private static void tooOld(Canvas.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.json().get("code").asText()).isEqualTo("newer_question");
  }

  private void becomes(long poll, String kind) throws Exception {
    String url = "jdbc:sqlite:" + data.resolve("pollard.db") + "?busy_timeout=10000";
    try (Connection database = DriverManager.getConnection(url);
        PreparedStatement change =
            database.prepareStatement(
                "UPDATE poll SET kind = ?, revision = revision + 1 WHERE id = ?")) {
      change.setString(1, kind);
      change.setLong(2, poll);
      change.executeUpdate();
    }
  }
}
