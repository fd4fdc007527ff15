package org.pollard.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.store.TestPostgres;

/// Clients that leave before the server knows what they may do.
@NullMarked
@Timeout(240)
class LeavingIT {

  private static final int MORE_THAN_ONE_MAY_HAVE = 25;

  private static String url = "";
  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws SQLException {
    url = TestPostgres.fresh("leaving");
    server =
        RunningServer.start(
            folder, Map.of("POLLARD_DATABASE_URL", url, "POLLARD_ACCOUNT_ID", Kit.ACCOUNT));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void who_leaves_while_rights_are_looked_up_does_not_count_as_being_there() throws Exception {
    Classroom room = Classroom.in(server);
    String here = "/web/rooms/" + room.course() + "/here";
    assertThat(people(room.teacher(), here)).isZero();
    Canvas ada = room.student("Ada").canvas();

    leaveDuringTheLookUp(
        "enrollment",
        1,
        """
        GET /live/rooms/%d/events HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(room.course(), ada.token()));

    // The same person is let in, so the look-up before has had its answer.
    try (Events again = Events.of(ada, "/live/rooms/" + room.course() + "/events")) {
      assertThat(again.status()).isEqualTo(200);
      Await.until("one here", () -> people(room.teacher(), here) == 1);
    }
    Await.until("nobody any more", () -> people(room.teacher(), here) == 0);
  }

  @Test
  void who_leaves_before_the_upgrade_takes_no_share_of_the_sockets() throws Exception {
    Kit kit = Kit.in(server);
    String meeting = kit.meeting();
    Kit.Participant ada = kit.viewer(meeting, "Ada");
    String upgrade =
        """
        GET /ws?authToken=%s&roomID=%s&peerID=tab HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """
            .formatted(ada.client().token(), meeting);

    leaveDuringTheLookUp("participant", MORE_THAN_ONE_MAY_HAVE, upgrade);

    try (Socket socket = send(upgrade);
        BufferedReader answer =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      assertThat(answer.readLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
    }
  }

  /// Sends a request a few times and hangs up each time while the server waits for a table.
  private static void leaveDuringTheLookUp(String table, int times, String request)
      throws Exception {
    try (Connection operator = DriverManager.getConnection(url);
        Statement sql = operator.createStatement()) {
      operator.setAutoCommit(false);
      sql.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        sockets.add(send(request));
      }
      Await.until("the look-up", () -> somebodyWaits(sql));
      for (Socket each : sockets) {
        each.close();
      }
      // By now the server has most likely seen the ends of the connections before.
      for (int i = 0; i < 10; i++) {
        assertThat(server.as(null).get("/q/health/live").status()).isEqualTo(200);
      }
      operator.commit();
    }
  }

  private static Socket send(String request) throws IOException {
    URI base = server.base();
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
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
