package org.pollard.realtimekit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Await;
import org.pollard.harness.Fields;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.KitSocket;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Clients that send what no client sends, or do not read: nobody else notices.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class HostileSocketIT {

  private final RunningServer server;
  private final Kit kit;
  private final String meeting;
  private final Participant host;
  private final Participant ada;

  HostileSocketIT(RunningServer server) {
    this.server = server;
    this.kit = Kit.in(server);
    this.meeting = kit.meeting();
    this.host = kit.host(meeting, "Hana");
    this.ada = kit.viewer(meeting, "Ada");
  }

  @Test
  void garbage_is_ignored_and_the_connection_stays() {
    Random random = new Random(7);
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting)) {
      for (int i = 0; i < 50; i++) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        adas.send(bytes);
      }
      adas.sendText("hello");
      adas.sendText("");
      Fields poll = hosts.create("Which?", false, false, "A", "B");

      assertThat(adas.vote(poll, 0).texts(8)).containsExactly(ada.id());
    }
  }

  @Test
  void unknown_events_and_unreadable_payloads_are_refused() {
    try (KitSocket adas = KitSocket.join(ada, meeting)) {
      assertThat(adas.refusal(4_711, Fields.none())).contains("4711");
      assertThat(adas.refusal(KitSocket.COUNT, Fields.none())).contains("Unknown");
      Fields unreadable = Fields.read(new byte[] {1 << 3, 7});
      adas.send(Fields.none().number(1, KitSocket.VOTE).text(2, "x").text(3, "\n\u007f").bytes());
      assertThat(adas.refusal(KitSocket.VOTE, unreadable)).isNotEmpty();
      assertThat(adas.polls()).isEmpty();
    }
  }

  @Test
  void a_message_that_is_too_large_ends_its_connection_and_no_other() throws Exception {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting)) {
      try {
        adas.send(new byte[300 * 1024]);
      } catch (CompletionException e) {
        // Refused before it was sent to its end.
      }

      assertThat(adas.closed()).isNotEqualTo(1000);
      assertThat(hosts.polls()).isEmpty();
    }
  }

  @Test
  void a_message_that_does_not_end_ends_its_connection() throws Exception {
    try (KitSocket adas = KitSocket.join(ada, meeting)) {
      sendUntilCutOff(() -> adas.sendPart(new byte[50 * 1024]));

      assertThat(adas.closed()).isEqualTo(1009);
    }
  }

  @Test
  void a_flood_is_refused_and_then_cut_off() throws Exception {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting)) {
      byte[] frame = Fields.none().number(1, 4_711).text(2, "x").bytes();
      var flood = Thread.ofVirtual().start(() -> sendUntilCutOff(() -> adas.send(frame)));
      Fields poll = hosts.create("Which?", false, false, "A", "B");

      assertThat(hosts.vote(poll, 0).texts(8)).hasSize(1);
      assertThat(adas.closed()).isEqualTo(1008);
      flood.join();
    }
  }

  @Test
  void a_flood_of_what_is_no_message_is_cut_off_too() throws Exception {
    try (KitSocket texts = KitSocket.join(ada, meeting);
        KitSocket garbage = KitSocket.join(host, meeting)) {
      sendUntilCutOff(() -> texts.sendText("2"));
      sendUntilCutOff(() -> garbage.send(new byte[] {-1, -1, -1}));

      assertThat(texts.closed()).isEqualTo(1008);
      assertThat(garbage.closed()).isEqualTo(1008);
    }
  }

  @Test
  void a_flood_of_frames_with_nothing_in_them_is_cut_off_too() throws Exception {
    Participant bob = kit.viewer(meeting, "Bob");
    try (KitSocket parts = KitSocket.join(ada, meeting);
        KitSocket pongs = KitSocket.join(bob, meeting);
        KitSocket hosts = KitSocket.join(host, meeting)) {
      sendUntilCutOff(() -> parts.sendPart(new byte[0]));
      sendUntilCutOff(pongs::sendPong);

      assertThat(parts.closed()).isEqualTo(1008);
      assertThat(pongs.closed()).isEqualTo(1008);
      assertThat(hosts.polls()).isEmpty();
    }
    assertThatThrownBy(() -> KitSocket.join(ada, meeting))
        .as("who comes back at once")
        .rootCause()
        .hasMessageContaining("429");
  }

  private static void sendUntilCutOff(Runnable send) {
    try {
      for (int i = 0; i < 5_000; i++) {
        send.run();
      }
    } catch (RuntimeException e) {
      // Cut off, as it is meant to be.
    }
  }

  @Test
  void who_does_not_read_is_dropped_and_holds_nobody() throws Exception {
    String query =
        "/ws?roomID=%s&peerID=deaf&authToken=%s".formatted(meeting, ada.client().token());
    try (KitSocket hosts = KitSocket.join(host, meeting);
        Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4 * 1024);
      deaf.connect(
          new java.net.InetSocketAddress(server.base().getHost(), server.base().getPort()));
      String upgrade =
          """
          GET %s HTTP/1.1\r
          Host: localhost\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
          \r
          """
              .formatted(query);
      deaf.getOutputStream().write(upgrade.getBytes(ISO_8859_1));
      String head = "";
      while (!head.endsWith("\r\n\r\n")) {
        head += (char) deaf.getInputStream().read();
      }
      assertThat(head).contains(" 101 ");
      byte[] join = Fields.none().number(1, KitSocket.JOIN).text(2, "j").bytes();
      deaf.getOutputStream().write(masked(join));
      Await.until(
          "the joining",
          () ->
              kit.get("/meetings/" + meeting + "/active-session")
                      .json()
                      .at("/data/live_participants")
                      .asInt()
                  == 2);
      String options = ("\"" + "🎈".repeat(500) + "\",").repeat(100).replaceAll(",$", "");
      for (int i = 0; i < 40; i++) {
        kit.ask(meeting, "{\"question\":\"" + i + "?\",\"options\":[" + options + "]}");
      }
      hosts.update(each -> each.text(4).equals("39?"));

      Await.until(
          "the drop",
          () ->
              kit.get("/meetings/" + meeting + "/active-session")
                      .json()
                      .at("/data/live_participants")
                      .asInt()
                  == 1);
      Await.until("the end of the connection itself", () -> cutOff(deaf));
    }
  }

  /// Whether what is written to a connection is not taken any more.
  private static boolean cutOff(Socket connection) {
    try {
      connection.getOutputStream().write(masked(Fields.none().number(1, KitSocket.POLLS).bytes()));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// A frame as clients send it, with a mask that changes nothing.
  private static byte[] masked(byte[] payload) {
    byte[] frame = new byte[payload.length + 6];
    frame[0] = (byte) 0x82;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }
}
