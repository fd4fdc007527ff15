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
import org.pollard.store.TestPostgres;

/// A meeting survives the death of its server, and ends when nobody comes back.
@NullMarked
@Timeout(240)
class MeetingRestartIT {

  private static final Map<String, String> ACCOUNT = Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT);

  /// Service restart, RFC 6455's registry.
  private static final int RESTART = 1012;

  private static final int STOPPED = 143;

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

  /// The unmodified client comes back after any close but a normal one, after three seconds, and
  /// may find another node by then.
  @Test
  void who_is_connected_to_a_server_that_stops_is_told_to_come_back_by_another() throws Exception {
    String database = TestPostgres.fresh("handover");
    Map<String, String> node =
        Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT, "POLLARD_DATABASE_URL", database);
    try (RunningServer first = RunningServer.start(data.resolve("first"), node);
        RunningServer second = RunningServer.start(data.resolve("second"), node)) {
      Kit kit = Kit.in(first);
      String meeting = kit.meeting("{}");
      Participant ada = kit.viewer(meeting, "Ada");
      try (KitSocket adas = KitSocket.join(ada, meeting)) {
        JsonNode poll = kit.ask(meeting, "{\"question\":\"Q\",\"options\":[\"A\",\"B\"]}");
        String session = id(kit, meeting);
        first.process().toHandle().destroy();
        assertThat(adas.closed()).isEqualTo(RESTART);
        Participant back =
            new Participant(
                ada.id(), ada.customId(), new Canvas(second.base(), ada.client().token()));
        try (KitSocket again = KitSocket.open(back, meeting, adas.peer())) {
          again.join();
          assertThat(first.exitCode()).isEqualTo(STOPPED);
          assertThat(again.vote(again.polls().getFirst(), 1).text(1))
              .isEqualTo(poll.get("id").asText());
          Kit there = new Kit(second.admin(), kit.account(), kit.app(), kit.key());
          assertThat(id(there, meeting)).isEqualTo(session);
        }
      }
    }
  }

  private static String id(Kit kit, String meeting) {
    return kit.get("/meetings/" + meeting + "/active-session").json().at("/data/id").asText();
  }
}
