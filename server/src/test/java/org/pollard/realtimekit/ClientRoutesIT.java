package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.KitSocket;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// What the browser client calls over HTTP, from pages of other origins.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class ClientRoutesIT {

  private static final String DETAILS = "/v2/internals/participant-details";
  private static final String ORIGIN = "https://app.example.org";

  private final RunningServer server;
  private final Kit kit;
  private final String meeting;
  private final Participant ada;

  ClientRoutesIT(RunningServer server) {
    this.server = server;
    this.kit = Kit.in(server);
    this.meeting = kit.meeting();
    this.ada = kit.viewer(meeting, "Ada");
  }

  private Answer details(Participant who) {
    return who.client().get(DETAILS, "Origin", ORIGIN);
  }

  @Test
  void a_participant_is_told_who_and_what_they_are() {
    Answer answer = details(ada);
    JsonNode data = answer.json().get("data");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(data.at("/participant/id").asText()).isEqualTo(ada.id());
    assertThat(data.at("/participant/name").asText()).isEqualTo("Ada");
    assertThat(data.at("/participant").has("picture")).as("null would be a fault").isFalse();
    assertThat(data.at("/participant/organization_id").asText()).isEqualTo(kit.app());
    assertThat(data.at("/preset/name").asText()).isEqualTo("group_call_participant");
    assertThat(data.at("/preset/config/view_type").asText()).isEqualTo("LIVESTREAM");
    assertThat(data.at("/preset/permissions/stage_access").asText()).isEqualTo("NOT_ALLOWED");
    assertThat(data.at("/preset/permissions/polls").toString())
        .isEqualTo("{\"can_create\":false,\"can_vote\":true,\"can_view\":true}");
    assertThat(data.at("/preset").has("ui")).isTrue();
    assertThat(data.at("/meeting/title").asText()).isEqualTo("Stand-up");
  }

  @Test
  void what_is_not_there_is_allowed_to_nobody() {
    JsonNode permissions = details(kit.host(meeting, "Hana")).json().at("/data/preset/permissions");

    for (String each :
        List.of(
            "accept_waiting_requests",
            "can_accept_production_requests",
            "can_livestream",
            "can_record",
            "can_spotlight",
            "disable_participant_audio",
            "is_recorder",
            "kick_participant",
            "pin_participant",
            "stage_enabled",
            "transcription_enabled")) {
      assertThat(permissions.get(each).isBoolean()).as(each).isTrue();
      assertThat(permissions.get(each).asBoolean()).as(each).isFalse();
    }
    assertThat(permissions.get("chat").toString() + permissions.get("plugins"))
        .contains("can_send", "can_start")
        .doesNotContain("true");
    assertThat(permissions.get("connected_meetings").toString()).doesNotContain("true");
    assertThat(permissions.get("media").findValuesAsText("can_produce"))
        .containsExactly("NOT_ALLOWED", "NOT_ALLOWED", "NOT_ALLOWED");
    assertThat(permissions.get("waiting_room_type").asText()).isEqualTo("SKIP");
    assertThat(permissions.get("recorder_type").asText()).isEqualTo("NONE");
    assertThat(permissions.get("can_change_participant_permissions").asBoolean()).isTrue();
    assertThat(permissions.at("/polls/can_create").asBoolean()).isTrue();
    JsonNode kept = kit.get("/presets?search=group_call_host").json().at("/data/0/id");
    assertThat(kit.get("/presets/" + kept.asText()).json().at("/data/permissions/can_livestream"))
        .as("the preset itself stays as it is")
        .isEqualTo(com.fasterxml.jackson.databind.node.BooleanNode.TRUE);
  }

  @Test
  void what_holds_in_the_live_session_is_told() {
    Participant host = kit.host(meeting, "Hana");
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting)) {
      hosts.ask(KitSocket.CHANGE, KitSocket.permit(ada.id(), 1, true));
      adas.next(KitSocket.CHANGE);

      assertThat(details(ada).json().at("/data/preset/permissions/polls/can_create").asBoolean())
          .isTrue();
    }
  }

  @Test
  void who_is_not_admitted_is_told_why_in_any_origin() {
    Participant gone = kit.viewer(meeting, "Gone");
    kit.send("DELETE", "/meetings/" + meeting + "/participants/" + gone.id(), "");
    String inactive = kit.meeting();
    Participant late = kit.viewer(inactive, "Late");
    kit.send("PATCH", "/meetings/" + inactive, "{\"status\":\"INACTIVE\"}");
    Answer unknown = server.as("eyJh.eyJh.AAAA").get(DETAILS, "Origin", ORIGIN);

    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(unknown.json().at("/errors/0/code").asInt()).isEqualTo(10000);
    assertThat(server.as(null).get(DETAILS).status()).isEqualTo(401);
    assertThat(details(late).status()).isEqualTo(403);
    assertThat(details(gone).status()).isEqualTo(404);
  }

  @Test
  void preflights_of_the_clients_routes_are_allowed_and_no_others() {
    String vote = kit.path("/meetings/" + meeting + "/active-session/poll/1/vote");
    for (String path : new String[] {DETAILS, "/iceservers", vote}) {
      Answer answer = preflight(path);
      assertThat(answer.status()).as(path).isEqualTo(204);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
      assertThat(answer.header("Access-Control-Allow-Headers"))
          .contains("authorization", "x-realtimekit-version", "traceparent", "tracing-id");
      assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET", "POST", "PUT");
    }
    assertThat(preflight(kit.path("/meetings")).header("Access-Control-Allow-Origin")).isNull();
  }

  private Answer preflight(String path) {
    HttpRequest.Builder request =
        server
            .as(null)
            .request(path)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", ORIGIN)
            .header("Access-Control-Request-Method", "GET")
            .header(
                "Access-Control-Request-Headers",
                "authorization,tracing-id,traceparent,x-realtimekit-version,content-type");
    return server.as(null).send(request);
  }

  @Test
  void votes_from_other_origins_are_answered_in_both_styles() {
    String path = "/meetings/" + meeting + "/active-session/poll/1/vote";
    for (String each : new String[] {kit.path(path), "/v2" + path}) {
      Answer answer =
          ada.client()
              .send(
                  ada.client()
                      .request(each)
                      .header("Origin", ORIGIN)
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString("{\"option\":0}")));

      assertThat(answer.status()).as(each).isEqualTo(404);
      assertThat(answer.header("Access-Control-Allow-Origin")).as(each).isEqualTo(ORIGIN);
    }
  }

  @Test
  void what_the_client_can_do_without_is_answered() {
    Answer ice = ada.client().get("/iceservers", "Origin", ORIGIN);
    Answer livestream =
        ada.client().get("/v2/meetings/" + meeting + "/active-livestream", "Origin", ORIGIN);

    assertThat(ice.json().at("/success").asBoolean()).isTrue();
    assertThat(ice.json().get("iceServers").size()).isZero();
    assertThat(livestream.status()).isEqualTo(404);
    assertThat(livestream.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
  }

  @Test
  void what_is_not_going_on_is_no_unknown_route_in_either_style() {
    for (String path :
        List.of(
            "/meetings/" + meeting + "/active-livestream",
            "/recordings/active-recording/" + meeting)) {
      Answer older = server.as(null).get("/v2" + path, "Authorization", kit.basic());
      assertThat(older.status()).isEqualTo(404);
      assertThat(older.body()).as(path).isEqualTo(kit.get(path).body());
      assertThat(older.body()).contains("No active", meeting).doesNotContain("7003");
    }
  }
}
