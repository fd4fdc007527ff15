package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.RunningServer;

/// The link that the server writes down at each start and that signs in the Host, once.
@NullMarked
class HostLinkIT {

  private static final Pattern LINK = Pattern.compile("(http://\\S+)/host/#([\\w-]{43})");

  @TempDir Path data;

  @Test
  @Timeout(240)
  void it_works_once_and_makes_the_teacher_of_the_first_room() {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Answer first = redeem(server, secret(server));
      Answer second = redeem(server, secret(server));

      assertThat(first.status()).isEqualTo(200);
      assertThat(first.header("Cache-Control")).isEqualTo("no-store");
      assertThat(first.json().properties()).hasSize(1);
      assertGone(second);
      Canvas host = server.as(first.json().get("token").asText());
      assertThat(host.get("/api/v1/users/self").json().get("name").asText()).isEqualTo("Host");
      var room = host.get("/api/v1/courses").json();
      assertThat(room).hasSize(1);
      assertThat(room.get(0).get("name").asText()).isEqualTo("First room");
      assertThat(room.get(0).get("workflow_state").asText()).isEqualTo("available");
      assertThat(room.at("/0/enrollments/0/role").asText()).isEqualTo("TeacherEnrollment");
      assertThat(host.post("/api/v1/polls", "polls[][question]", "Ready?").status()).isEqualTo(200);
      assertThat(host.get("/api/v1/accounts/1/users").status()).isEqualTo(403);
    }
  }

  @Test
  @Timeout(240)
  void it_is_told_to_the_owner_only_and_to_who_asks_for_the_demo() throws Exception {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      String link = server.hostLink();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("host-link"))))
          .isEqualTo("rw-------");
      Await.until("the file's name", () -> server.output().contains("host-link"));
      assertThat(server.output())
          .doesNotContain(link.substring(link.indexOf('#')))
          .contains(data.resolve("host-link").toString());
    }
    try (RunningServer server = RunningServer.start(data, Map.of(), "--demo")) {
      Await.until("the link", () -> server.output().contains(server.hostLink()));
    }
  }

  @Test
  @Timeout(240)
  void each_start_makes_another_and_earlier_ones_stay_good() {
    String earlier;
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      earlier = secret(server);
    }
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      assertThat(secret(server)).isNotEqualTo(earlier);
      assertThat(redeem(server, earlier).status()).isEqualTo(200);
      assertThat(redeem(server, secret(server)).status()).isEqualTo(200);
    }
  }

  @Test
  @Timeout(240)
  void after_its_end_it_is_refused() throws Exception {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      String url = "jdbc:sqlite:" + data.resolve("pollard.db") + "?busy_timeout=10000";
      String past = Long.toString(Instant.now().minusSeconds(1).toEpochMilli());
      try (Connection database = DriverManager.getConnection(url)) {
        assertThat(
                database
                    .createStatement()
                    .executeUpdate("UPDATE host_link SET expires_at = " + past))
            .isEqualTo(1);
      }

      assertGone(redeem(server, secret(server)));
    }
  }

  @Test
  @Timeout(240)
  void what_is_no_link_is_refused_with_a_problem() {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      for (String body :
          List.of("{}", "null", "{\"secret\":null}", "{\"secret\":\"\"}", "{\"secret\":\"x\"}")) {
        assertGone(server.as(null).postJson("/host/token", body));
      }
      for (String body : List.of("[]", "{{{", "\"x\"", "{\"secret\":{}}", "{\"secret\":[1]}")) {
        Answer answer = server.as(null).postJson("/host/token", body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertProblem(answer);
      }
      assertProblem(server.as(null).send("POST", "/host/token", "text/plain", "x"));
      assertProblem(server.as(null).get("/host/token"));
      assertTooMany(server);
    }
  }

  /// After many wrong ones the next are told to come back; a right one from there goes through.
  private static void assertTooMany(RunningServer server) {
    Answer answer = redeem(server, "x");
    for (int i = 0; i < 10_000 && answer.status() == 410; i++) {
      answer = redeem(server, "x");
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertProblem(answer);
    assertThat(redeem(server, secret(server)).status()).isEqualTo(200);
  }

  private static void assertGone(Answer answer) {
    assertThat(answer.status()).isEqualTo(410);
    assertProblem(answer);
  }

  private static void assertProblem(Answer answer) {
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
    assertThat(answer.json().get("title").asText()).isNotEmpty();
  }

  private static String secret(RunningServer server) {
    Matcher link = LINK.matcher(server.hostLink());
    assertThat(link.matches()).isTrue();
    assertThat(link.group(1)).isEqualTo(server.base().toString());
    return link.group(2);
  }

  private static Answer redeem(RunningServer server, String secret) {
    return server.as(null).postJson("/host/token", "{\"secret\":\"" + secret + "\"}");
  }
}
