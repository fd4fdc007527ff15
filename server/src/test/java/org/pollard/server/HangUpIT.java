package org.pollard.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Classroom;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// Clients that leave in the middle of a body are no fault of the server.
@NullMarked
class HangUpIT {

  private static final Pattern IN_WORK =
      Pattern.compile("http_server_active_requests\\{.*} (\\d+)\\.0");

  private static final List<String> CALLS =
      List.of(
          "POST /api/v1/polls",
          "POST /api/v1/nothing",
          "POST /client/v4/accounts/" + Kit.ACCOUNT + "/realtime/kit/apps",
          "POST /v2/meetings",
          "PUT /live/sessions/1/vote",
          "PATCH /live/sessions/1",
          "POST /web/session",
          "POST /web/join",
          "POST /web/rooms",
          "POST /host/token");

  @TempDir Path data;

  @Test
  @Timeout(240)
  void who_leaves_in_the_middle_of_a_body_makes_no_error_in_the_log() throws Exception {
    String output;
    try (RunningServer server =
        RunningServer.start(data, Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT))) {
      leave(server, false);
      leave(server, true);
      leaveWhileTheAnswerWaits(server);
      output = server.output();
    }

    assertThat(output).doesNotContain("ERROR").doesNotContain("Exception");
  }

  /// Joining by code waits after wrong codes, and in turn: whoever comes last is answered last.
  private static void leaveWhileTheAnswerWaits(RunningServer server) throws IOException {
    Classroom room = Classroom.in(server);
    String code =
        room.teacher()
            .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
            .json()
            .get("code")
            .asText();
    for (int i = 0; i < 4; i++) {
      assertThat(new Tab(server.base()).join("AAAAAA").status()).isEqualTo(404);
    }
    String body = "{\"code\":\"" + code + "\"}";
    String request =
        "POST /web/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    for (int i = 0; i < 10; i++) {
      try (Socket leaving = new Socket(server.base().getHost(), server.base().getPort())) {
        leaving.getOutputStream().write(request.getBytes(ISO_8859_1));
      }
    }
    assertThat(new Tab(server.base()).join(code).status()).isEqualTo(200);
  }

  private static void leave(RunningServer server, boolean reset) throws Exception {
    int before = inWork(server);
    List<Socket> open = new ArrayList<>();
    for (String call : CALLS) {
      for (String headers : List.of("Content-Length: 100", "Transfer-Encoding: chunked")) {
        open.add(half(server, call, headers));
      }
    }
    // Some may be refused before their body is there.
    Await.until("halves of bodies", () -> inWork(server) >= before + CALLS.size());
    for (Socket each : open) {
      each.setSoLinger(reset, 0);
      each.close();
    }
    Await.until("the end of all", () -> inWork(server) == before);
  }

  private static Socket half(RunningServer server, String call, String length) throws IOException {
    Socket socket = new Socket(server.base().getHost(), server.base().getPort());
    String request =
        "%s HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%s\r\n\r\n%s"
            .formatted(
                call,
                RunningServer.ADMIN_TOKEN,
                length,
                length.startsWith("T") ? "5\r\n{\"a\":" : "{\"a\":");
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  private static int inWork(RunningServer server) {
    Matcher found = IN_WORK.matcher(server.admin().get("/q/metrics").body());
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }
}
