package org.pollard.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Events;
import org.pollard.harness.RunningServer;
import org.pollard.store.TestPostgres;

/// Clients that leave before the server knows what they may see.
@NullMarked
class LeavingIT {

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void who_leaves_while_rights_are_looked_up_does_not_count_as_being_there() throws Exception {
    String url = TestPostgres.fresh("leaving");
    try (RunningServer server = RunningServer.start(folder, Map.of("POLLARD_DATABASE_URL", url));
        Connection operator = DriverManager.getConnection(url);
        Statement sql = operator.createStatement()) {
      Classroom room = Classroom.in(server);
      String here = "/web/rooms/" + room.course() + "/here";
      assertThat(people(room.teacher(), here)).isZero();
      Canvas ada = room.student("Ada").canvas();
      operator.setAutoCommit(false);
      sql.execute("LOCK TABLE enrollment IN ACCESS EXCLUSIVE MODE");
      try (Socket socket = new Socket(server.base().getHost(), server.base().getPort())) {
        socket
            .getOutputStream()
            .write(
                """
                GET /live/rooms/%d/events HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                \r
                """
                    .formatted(room.course(), ada.token())
                    .getBytes(US_ASCII));
        Await.until("the look-up", () -> somebodyWaits(sql));
      }
      // The server has seen the end of the connection when it has answered a younger one.
      assertThat(server.as(null).get("/q/health/live").status()).isEqualTo(200);
      operator.commit();

      // The same person is let in, so the look-up before has had its answer.
      try (Events ben = Events.of(ada, "/live/rooms/" + room.course() + "/events")) {
        assertThat(ben.status()).isEqualTo(200);
        Await.until("one here", () -> people(room.teacher(), here) == 1);
      }
      Await.until("nobody any more", () -> people(room.teacher(), here) == 0);
    }
  }

  private static int people(Canvas teacher, String path) {
    return teacher.get(path).json().get("here").asInt();
  }

  private static boolean somebodyWaits(Statement sql) {
    try (ResultSet waiting =
        sql.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessShareLock'")) {
      return waiting.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
