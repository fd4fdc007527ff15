package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.KitSocket;
import org.pollard.harness.RunningServer;

/// A meeting survives the death of its server, and ends when nobody comes back.
@NullMarked
@Timeout(240)
class MeetingRestartIT {

  private static final Map<String, String> ACCOUNT = Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT);

  @TempDir Path data;

  @Test
  void who_comes_back_in_time_finds_the_same_session_with_its_polls() {
    Kit kit;
    String meeting;
    Participant ada;
    String session;
    JsonNode poll;
    try (RunningServer server = RunningServer.start(data, ACCOUNT)) {
      kit = Kit.in(server);
      meeting = kit.meeting("{}");
      ada = kit.viewer(meeting, "Ada");
      try (Events adas = kit.enter(meeting, ada)) {
        session = id(kit, meeting);
        poll = kit.ask(meeting, "{\"question\":\"Q\",\"options\":[\"A\",\"B\"]}");
        kit.vote(meeting, poll, ada, 1);
        assertThat(adas.status()).isEqualTo(200);
        server.kill();
      }
    }
    try (RunningServer server = RunningServer.start(data, ACCOUNT)) {
      Kit again = new Kit(server.admin(), kit.account(), kit.app(), kit.key());
      Participant back =
          new Participant(
              ada.id(), ada.customId(), new Canvas(server.base(), ada.client().token()));
      try (Events adas = again.enter(meeting, back)) {
        assertThat(id(again, meeting)).isEqualTo(session);
        assertThat(adas.snapshotWith("\"votes\":1").data()).contains("\"voted\":true");
        assertThat(again.vote(meeting, poll, back, 0).json().at("/data/poll/voted")).hasSize(1);
      }
    }
  }

  @Test
  void a_session_whose_server_died_ends_although_nobody_left() throws Exception {
    Kit kit;
    String meeting;
    try (RunningServer server = RunningServer.start(data, ACCOUNT)) {
      kit = Kit.in(server);
      meeting = kit.meeting("{\"session_keep_alive_time_in_secs\":1}");
      try (Events adas = kit.enter(meeting, kit.viewer(meeting, "Ada"))) {
        assertThat(adas.status()).isEqualTo(200);
        server.kill();
      }
    }
    try (RunningServer server = RunningServer.start(data, ACCOUNT)) {
      Kit again = new Kit(server.admin(), kit.account(), kit.app(), kit.key());
      Instant end = Instant.now().plusSeconds(40);
      while (again.get("/meetings/" + meeting + "/active-session").status() != 404) {
        assertThat(Instant.now()).isBefore(end);
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  @Test
  void a_server_that_stops_while_people_are_there_warns_of_nothing() {
    try (RunningServer server = RunningServer.start(data, ACCOUNT)) {
      Kit kit = Kit.in(server);
      String meeting = kit.meeting("{}");
      try (Events bens = kit.enter(meeting, kit.viewer(meeting, "Ben"));
          KitSocket adas = KitSocket.join(kit.viewer(meeting, "Ada"), meeting)) {
        kit.ask(meeting, "{\"question\":\"Q\",\"options\":[\"A\",\"B\"]}");
        bens.next("snapshot");
        adas.next(KitSocket.CREATE);

        // Other than the process itself, the handle leaves its output open.
        server.process().toHandle().destroy();
        server.exitCode();
      }
      String said = server.output().replaceAll("(?m)^.*This runs as root.*$", "");
      assertThat(said).contains("stopped").doesNotContain("WARN", "ERROR", "closed");
    }
  }

  private static String id(Kit kit, String meeting) {
    return kit.get("/meetings/" + meeting + "/active-session").json().at("/data/id").asText();
  }
}
