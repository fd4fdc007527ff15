package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Await;
import org.pollard.harness.Events;
import org.pollard.harness.Fields;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.KitSocket;
import org.pollard.harness.KitSocket.Frame;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// The client socket by real frames: joining, who is there, kicks, permissions, coming back.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class SocketIT {

  private final RunningServer server;
  private final Kit kit;
  private final String meeting;
  private final Participant host;
  private final Participant ada;
  private final Participant ben;

  SocketIT(RunningServer server) {
    this.server = server;
    this.kit = Kit.in(server);
    this.meeting = kit.meeting();
    this.host = kit.host(meeting, "Hana");
    this.ada = kit.viewer(meeting, "Ada");
    this.ben = kit.viewer(meeting, "Ben");
  }

  private String session() {
    return "/meetings/" + meeting + "/active-session";
  }

  @Test
  void the_upgrade_is_refused_by_what_is_wrong() {
    String good = "roomID=" + meeting + "&peerID=" + UUID.randomUUID();
    String token = String.valueOf(ada.client().token());
    String other = kit.meeting();
    Participant gone = kit.viewer(meeting, "Gone");
    kit.send("DELETE", "/meetings/" + meeting + "/participants/" + gone.id(), "");
    String inactive = kit.meeting();
    Participant late = kit.viewer(inactive, "Late");
    kit.send("PATCH", "/meetings/" + inactive, "{\"status\":\"INACTIVE\"}");

    assertThat(refused(good, "")).isEqualTo(401);
    assertThat(refused(good, token.substring(0, token.length() - 4) + "AAAA")).isEqualTo(401);
    assertThat(refused("roomID=" + other + "&peerID=x", token)).isEqualTo(403);
    assertThat(refused("peerID=x", token)).isEqualTo(403);
    assertThat(refused("roomID=" + meeting, token)).isEqualTo(400);
    assertThat(refused(good, String.valueOf(gone.client().token()))).isEqualTo(404);
    assertThat(refused("roomID=" + inactive + "&peerID=x", String.valueOf(late.client().token())))
        .isEqualTo(403);
    assertThat(server.as(null).get("/ws?" + good + "&authToken=" + token).status()).isEqualTo(400);
  }

  private int refused(String query, String token) {
    return KitSocket.refused(server.base(), query, token);
  }

  @Test
  void a_session_lives_from_the_joining_to_the_close() throws Exception {
    try (KitSocket opened = KitSocket.open(ada, meeting)) {
      assertThat(kit.get(session()).status()).as("open, not joined").isEqualTo(404);
      Frame answer = opened.join();
      Fields peer = answer.payload().message(1);

      assertThat(answer.event()).isEqualTo(KitSocket.JOIN);
      assertThat(peer.text(1)).isEqualTo(opened.peer());
      assertThat(peer.text(2)).isEqualTo(ada.id());
      assertThat(peer.text(3)).isEqualTo("Ada");
      assertThat(peer.number(4)).as("off stage").isEqualTo(4);
      assertThat(peer.text(5)).isEqualTo(ada.customId());
      assertThat(peer.has(8)).as("never in a waiting room").isFalse();
      assertThat(kit.get(session()).json().at("/data/live_participants").asInt()).isEqualTo(1);
    }
    Await.until("the end", () -> kit.get(session()).status() == 404);
  }

  @Test
  void what_a_client_asks_at_the_beginning_is_answered() {
    try (KitSocket socket = KitSocket.open(ada, meeting)) {
      Fields store = Fields.none().text(1, meeting).text(2, "__rtk_plugins__");
      Fields stored = socket.ask(131_082, store).payload();
      socket.join();
      Fields room = socket.ask(KitSocket.INFO, Fields.none()).payload().message(1);
      List<Fields> peers = socket.ask(KitSocket.PEERS, Fields.none()).payload().messages(1);
      List<Fields> added = socket.ask(28, Fields.none()).payload().messages(1);

      assertThat(stored).isEqualTo(store);
      assertThat(room.text(1)).isEqualTo(meeting);
      assertThat(room.text(2)).isEqualTo("Stand-up");
      assertThat(room.number(4)).isGreaterThan(1_700_000_000L).isLessThan(5_000_000_000L);
      assertThat(room.text(6)).isEqualTo(kit.get(session()).json().at("/data/id").asText());
      assertThat(peers).extracting(each -> each.text(2)).containsExactly(ada.id());
      assertThat(added).extracting(each -> each.text(1)).contains(host.id(), ada.id(), ben.id());
      assertThat(socket.polls()).isEmpty();
      Fields parent = socket.ask(KitSocket.CONNECTED, Fields.none()).payload().message(1);
      assertThat(parent.text(1)).isEqualTo(meeting);
      assertThat(parent.text(2)).isEqualTo("Stand-up");
      assertThat(parent.messages(3)).extracting(each -> each.text(1)).containsExactly(ada.id());
      for (int event : new int[] {KitSocket.WAITING, 65_536, 65_541}) {
        assertThat(socket.ask(event, Fields.none()).event()).isEqualTo(event);
      }
      assertThat(socket.refusal(65_537, Fields.none())).contains("no chat");
    }
  }

  @Test
  void others_are_told_who_comes_and_goes() {
    try (KitSocket first = KitSocket.join(ada, meeting)) {
      try (KitSocket second = KitSocket.join(ben, meeting)) {
        Fields came = first.next(KitSocket.JOIN).payload().message(1);

        assertThat(came.text(1)).isEqualTo(second.peer());
        assertThat(came.text(3)).isEqualTo("Ben");
        assertThat(came.message(9).text(2)).as("is no recorder").isEqualTo("NONE");
      }
      assertThat(first.next(KitSocket.LEAVE).payload().message(1).text(2)).isEqualTo(ben.id());
    }
  }

  @Test
  void leaving_by_message_leaves_the_socket_open() {
    try (KitSocket first = KitSocket.join(ada, meeting);
        KitSocket second = KitSocket.join(ben, meeting)) {
      second.ask(KitSocket.LEAVE, Fields.none());

      first.next(KitSocket.LEAVE);
      assertThat(second.refusal(KitSocket.INFO, Fields.none())).contains("Join");
      assertThat(second.join().event()).isEqualTo(KitSocket.JOIN);
    }
  }

  @Test
  void the_server_keeps_the_connection_alive() {
    try (KitSocket socket = KitSocket.open(ada, meeting)) {
      socket.sendText("2");
      socket.awaitText("3");
      socket.awaitText("2");
    }
  }

  @Test
  void who_comes_back_with_the_same_peer_takes_the_place() throws Exception {
    String peer = UUID.randomUUID().toString();
    try (KitSocket other = KitSocket.join(ben, meeting);
        KitSocket first = KitSocket.open(ada, meeting, peer)) {
      first.join();
      String id = kit.get(session()).json().at("/data/id").asText();
      KitSocket before = first;
      // Often enough for the going of the one to meet the coming of the other.
      for (int i = 0; i < 30; i++) {
        KitSocket after = KitSocket.open(ada, meeting, peer);
        after.join();

        assertThat(before.closed()).isEqualTo(1000);
        assertThat(kit.get(session()).json().at("/data/id").asText()).isEqualTo(id);
        List<Fields> peers = other.ask(KitSocket.PEERS, Fields.none()).payload().messages(1);
        assertThat(peers)
            .extracting(each -> each.text(1))
            .containsExactlyInAnyOrder(other.peer(), peer);
        before.close();
        before = after;
      }
      before.close();
    }
  }

  @Test
  void everybody_is_told_how_many_there_are() {
    try (KitSocket first = KitSocket.join(ada, meeting)) {
      assertThat(first.next(KitSocket.COUNT).payload().number(1)).isEqualTo(1);
      try (KitSocket tab = KitSocket.join(ada, meeting)) {
        assertThat(first.next(KitSocket.COUNT).payload().number(1)).isEqualTo(2);
        assertThat(tab.next(KitSocket.COUNT).payload().number(1)).isEqualTo(2);
      }
      assertThat(first.next(KitSocket.COUNT).payload().number(1)).isEqualTo(1);
    }
  }

  @Test
  void a_name_that_was_typed_counts_where_it_may_be_chosen() {
    String fixed =
        "{\"name\":\"fixed\",\"config\":{\"view_type\":\"WEBINAR\"},\"ui\":{\"design_tokens\":{}},\"permissions\":{\"can_edit_display_name\":false}}";
    kit.post("/presets", fixed);
    Participant unnamed = kit.participant(meeting, "", "group_call_host");
    Participant bound = kit.participant(meeting, "Bo", "fixed");
    try (KitSocket others = KitSocket.join(ada, meeting);
        KitSocket hosts = KitSocket.open(unnamed, meeting);
        KitSocket bos = KitSocket.open(bound, meeting)) {
      Fields joined = hosts.joinAs("  Hana Typed ").payload().message(1);
      assertThat(joined.text(3)).isEqualTo("Hana Typed");
      assertThat(others.next(KitSocket.JOIN).payload().message(1).text(3)).isEqualTo("Hana Typed");
      assertThat(bos.joinAs("Somebody else").payload().message(1).text(3)).isEqualTo("Bo");

      Fields poll = hosts.create("Which?", false, false, "A", "B");
      hosts.vote(poll, 1);
      JsonNode seen = kit.get(session() + "/poll").json().at("/data/polls/0");

      assertThat(poll.text(2)).isEqualTo("Hana Typed");
      assertThat(seen.get("created_by").asText()).isEqualTo("Hana Typed");
      assertThat(seen.at("/options/1/votes/0/name").asText()).isEqualTo("Hana Typed");
      assertThat(others.ask(KitSocket.PEERS, Fields.none()).payload().messages(1))
          .extracting(each -> each.text(3))
          .containsExactlyInAnyOrder("Ada", "Hana Typed", "Bo");
      for (String odd : List.of("", "   ", "x".repeat(256), "a\0b", "a\u202eb", "\u200b")) {
        try (KitSocket again = KitSocket.open(unnamed, meeting)) {
          assertThat(again.joinAs(odd).payload().message(1).text(3)).isEqualTo("Hana Typed");
        }
      }
    }
  }

  @Test
  void who_may_kick_puts_others_out_over_the_socket() throws Exception {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting);
        KitSocket tab = KitSocket.join(ada, meeting);
        KitSocket bens = KitSocket.join(ben, meeting)) {
      Fields ofAda = Fields.none().text(1, adas.peer());

      assertThat(bens.refusal(KitSocket.KICK, ofAda)).contains("Not allowed");
      assertThat(bens.refusal(KitSocket.KICK_ALL, Fields.none())).contains("Not allowed");
      assertThat(hosts.refusal(KitSocket.KICK, Fields.none())).contains("peers");
      assertThat(hosts.refusal(KitSocket.KICK, Fields.none().text(1, "nobody")))
          .contains("Unknown");
      hosts.send(KitSocket.KICK, "1", ofAda);
      adas.next(KitSocket.KICK);
      tab.next(KitSocket.KICK);
      assertThat(adas.closed()).isEqualTo(1000);
      assertThat(hosts.ask(KitSocket.PEERS, Fields.none()).payload().messages(1)).hasSize(2);

      hosts.send(KitSocket.KICK_ALL, "2", Fields.none().flag(1, true));
      bens.next(KitSocket.KICK_ALL);
      hosts.next(KitSocket.KICK_ALL);
    }
    Await.until("the end", () -> kit.get(session()).status() == 404);
  }

  @Test
  void a_kicked_participant_is_told_on_all_connections() throws Exception {
    try (KitSocket tab = KitSocket.join(ada, meeting);
        KitSocket phone = KitSocket.join(ada, meeting);
        KitSocket other = KitSocket.join(ben, meeting)) {
      kit.post(session() + "/kick", "{\"participant_ids\":[\"" + ada.id() + "\"]}");

      tab.next(KitSocket.KICK);
      phone.next(KitSocket.KICK);
      assertThat(tab.closed()).isEqualTo(1000);
      assertThat(other.polls()).isEmpty();
      kit.post(session() + "/kick-all", "{}");
      other.next(KitSocket.KICK);
    }
  }

  @Test
  void a_host_changes_what_others_may_do() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting);
        KitSocket bens = KitSocket.join(ben, meeting)) {
      Fields wish = KitSocket.permit(ada.id(), 1, true);

      assertThat(adas.refusal(KitSocket.CREATE, twoOptions())).contains("Not allowed");
      assertThat(bens.refusal(KitSocket.CHANGE, wish)).contains("Not allowed");
      assertThat(hosts.ask(KitSocket.CHANGE, wish).event()).isEqualTo(KitSocket.CHANGE);
      Fields told = adas.next(KitSocket.CHANGE).payload().message(1);
      Fields polls = told.message(2).message(1);
      assertThat(told.text(1)).isEqualTo(ada.id());
      assertThat(polls.explicit(1)).hasValue(1);
      assertThat(polls.explicit(2)).hasValue(1);
      assertThat(adas.ask(KitSocket.CREATE, twoOptions()).event()).isEqualTo(KitSocket.CREATE);
      Fields asked = Fields.none().text(1, ada.id());
      String preset = hosts.ask(KitSocket.PRESETS, asked).payload().message(1).text(3);
      assertThat(preset).contains("\"can_create\":true");
    }
  }

  @Test
  void who_may_not_view_any_more_gets_nothing() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting)) {
      Fields poll = hosts.create("Before?", false, false, "A", "B");
      adas.update(each -> each.text(4).equals("Before?"));
      hosts.ask(KitSocket.CHANGE, KitSocket.permit(ada.id(), 3, false));
      assertThat(adas.next(KitSocket.CHANGE).payload().message(1).message(2).message(1).explicit(3))
          .as("false stands there")
          .hasValue(0);

      hosts.create("After?", false, false, "A", "B");

      assertThat(adas.polls()).isEmpty();
      assertThat(adas.ask(KitSocket.VOTE, KitSocket.choice(poll, 1)).payload())
          .as("the vote counts all the same")
          .isEqualTo(Fields.none());
      hosts.update(each -> each.messages(5).get(1).number(2) == 1);
      assertThat(adas.left()).doesNotContain("After?");
      hosts.ask(KitSocket.CHANGE, KitSocket.permit(ada.id(), 3, true));
      adas.next(KitSocket.CHANGE);
      assertThat(adas.polls()).hasSize(2);
    }
  }

  @Test
  void sockets_of_one_participant_have_a_bound() {
    List<KitSocket> open = new java.util.ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        open.add(KitSocket.open(ada, meeting));
      }
      assertThat(refused("roomID=" + meeting + "&peerID=x", String.valueOf(ada.client().token())))
          .isEqualTo(429);
      KitSocket.open(ben, meeting).close();
    } finally {
      open.forEach(KitSocket::close);
    }
  }

  @Test
  void streams_and_sockets_are_in_the_same_meeting() {
    try (KitSocket adas = KitSocket.join(ada, meeting);
        Events bens = kit.enter(meeting, ben)) {
      kit.ask(meeting, "{\"question\":\"Both?\",\"options\":[\"A\",\"B\"]}");

      assertThat(bens.next("snapshot").data()).contains("Both?");
      assertThat(adas.next(KitSocket.CREATE).poll().text(4)).isEqualTo("Both?");
      assertThat(kit.get(session()).json().at("/data/live_participants").asInt()).isEqualTo(2);
    }
  }

  private static Fields twoOptions() {
    return Fields.none().text(1, "Which?").text(2, "A").text(2, "B");
  }
}
