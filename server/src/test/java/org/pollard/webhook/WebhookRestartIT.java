package org.pollard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Receiver;
import org.pollard.harness.Receiver.Call;
import org.pollard.harness.RunningServer;
import org.pollard.store.TestPostgres;

/// What webhooks are told survives the death of the server, is told by one of several, and goes
/// nowhere where it must not.
@NullMarked
@Timeout(240)
class WebhookRestartIT {

  private static final Map<String, String> PRIVATE = Map.of("POLLARD_WEBHOOK_PRIVATE", "true");

  @TempDir Path data;

  private static String hook(Classroom room, String url) {
    Answer made =
        room.teacher()
            .postJson(
                "/live/rooms/" + room.course() + "/webhooks",
                "{\"url\":\"%s\",\"events\":[\"session.opened\",\"session.closed\"]}"
                    .formatted(url));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().get("id").asText();
  }

  @Test
  void what_failed_before_the_server_was_killed_comes_after_its_start() throws Exception {
    try (Receiver receiver = Receiver.answering(count -> count == 1 ? 503 : 200)) {
      try (RunningServer server = RunningServer.start(data, PRIVATE)) {
        Classroom room = Classroom.in(server);
        String hook = hook(room, receiver.url("/"));
        Asked asked = room.askOpen("Which?", "One");
        receiver.await(1);
        String log = "/live/rooms/" + room.course() + "/webhooks/" + hook + "/deliveries";
        Await.until(
            "the failure on record",
            () -> room.teacher().get(log).json().at("/deliveries/0/attempts").asInt() == 1);
        room.close(asked);
        server.kill();
      }
      assertThat(receiver.calls()).hasSizeLessThan(3);
      try (RunningServer _ = RunningServer.start(data, PRIVATE)) {
        Await.until(
            "both",
            () ->
                receiver.calls().stream().map(Call::event).distinct().count() == 2
                    && receiver.calls().stream()
                            .filter(each -> each.event().equals("session.opened"))
                            .count()
                        == 2);
      }
      List<Call> opened =
          receiver.calls().stream().filter(each -> each.event().equals("session.opened")).toList();
      assertThat(opened).extracting(Call::uuid).containsOnly(opened.getFirst().uuid());
    }
  }

  @Test
  void of_two_nodes_one_tells() throws Exception {
    Map<String, String> environment =
        Map.of(
            "POLLARD_DATABASE_URL",
            TestPostgres.fresh("webhooks_on_nodes"),
            "POLLARD_WEBHOOK_PRIVATE",
            "true");
    try (Receiver receiver = Receiver.answering(_ -> 200);
        RunningServer one = RunningServer.start(data.resolve("one"), environment);
        RunningServer other = RunningServer.start(data.resolve("other"), environment)) {
      assertThat(one.admin().get("/.well-known/webhooks.json").body())
          .isEqualTo(other.admin().get("/.well-known/webhooks.json").body());
      Classroom room = Classroom.in(one);
      hook(room, receiver.url("/"));
      int polls = 15;
      for (int i = 0; i < polls; i++) {
        room.close(room.askOpen("Q" + i, "One"));
      }

      receiver.await(2 * polls);
      String last = receiver.calls().getLast().uuid();
      room.askOpen("The last", "One");
      Await.until(
          "the last",
          () -> receiver.calls().stream().anyMatch(each -> each.text().contains("The last")));
      assertThat(receiver.calls()).hasSize(2 * polls + 1);
      assertThat(receiver.calls()).extracting(Call::uuid).doesNotHaveDuplicates().contains(last);
      receiver.verify(other);
    }
  }

  @Test
  void nothing_goes_to_private_addresses_whatever_they_are_called() throws Exception {
    Path hosts = Files.writeString(data.resolve("hosts"), "127.0.0.1 hook.example.org\n");
    try (Receiver receiver = Receiver.answering(_ -> 200);
        RunningServer server =
            RunningServer.start(data.resolve("data"), Map.of(), "-Djdk.net.hosts.file=" + hosts)) {
      Classroom room = Classroom.in(server);
      String hooks = "/live/rooms/" + room.course() + "/webhooks";
      Answer literal =
          room.teacher()
              .postJson(
                  hooks,
                  "{\"url\":\"%s\",\"events\":[\"session.opened\"]}".formatted(receiver.url("/")));
      assertThat(literal.status()).isEqualTo(422);
      assertThat(literal.body()).contains("must be a public address");

      String hook = hook(room, "http://hook.example.org:" + receiver.port() + "/");
      room.askOpen("Which?", "One");
      Await.until(
          "its refusal",
          () ->
              room.teacher()
                  .get(hooks + "/" + hook + "/deliveries")
                  .json()
                  .at("/deliveries/0/state")
                  .asText()
                  .equals("refused"));

      JsonNode delivery =
          room.teacher().get(hooks + "/" + hook + "/deliveries").json().at("/deliveries/0");
      assertThat(delivery.get("fault").asText()).isEqualTo("forbidden_address");
      assertThat(delivery.get("attempts").asInt()).isEqualTo(1);
      assertThat(receiver.calls()).isEmpty();
    }
  }

  @Test
  void a_server_that_stops_while_a_receiver_says_nothing_stops_soon() throws Exception {
    try (Receiver silent = Receiver.answering(_ -> 0);
        RunningServer server = RunningServer.start(data, PRIVATE)) {
      Classroom room = Classroom.in(server);
      hook(room, silent.url("/"));
      room.askOpen("Which?", "One");
      silent.await(1);

      long start = System.nanoTime();
      server.process().toHandle().destroy();
      server.exitCode();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      assertThat(server.output().replaceAll("(?m)^.*This runs as root.*$", ""))
          .contains("stopped")
          .doesNotContain("WARN", "ERROR");
    }
  }
}
