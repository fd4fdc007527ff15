package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Apps, presets, meetings and participants over real HTTP, in both address styles.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class RealtimeKitIT {

  private static final String PRESET =
      """
      {"name": "%s", "config": {"view_type": "WEBINAR", "max_screenshare_count": 1,
         "max_video_streams": {"mobile": 1, "desktop": 2},
         "media": {"video": {"quality": "hd", "frame_rate": 24}, "screenshare": {"quality": "hd", "frame_rate": 5}}},
       "permissions": {"polls": {"can_create": true, "can_vote": true, "can_view": true}, "kick_participant": true},
       "ui": {"design_tokens": {"theme": "dark"}}}
      """;

  private final RunningServer server;
  private final Kit kit;

  RealtimeKitIT(RunningServer server) {
    this.server = server;
    this.kit = Kit.in(server);
  }

  @Test
  void an_app_comes_with_presets_and_shows_its_key_once() {
    String apps = "/client/v4/accounts/" + kit.account() + "/realtime/kit/apps";

    JsonNode shown = kit.api().get(apps + "/" + kit.app()).json();
    JsonNode listed = kit.api().get(apps + "?per_page=1&search=TEST").json();
    JsonNode presets = kit.get("/presets").json();

    assertThat(kit.key()).isNotEmpty();
    assertThat(shown.at("/data/id").asText()).isEqualTo(kit.app()).matches("[0-9a-f]{32}");
    assertThat(shown.at("/data").has("api_key")).isFalse();
    assertThat(shown.at("/data/created_at").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(listed.at("/paging/start_offset").asInt()).isEqualTo(1);
    assertThat(listed.at("/paging/end_offset").asInt()).isEqualTo(1);
    assertThat(names(presets.get("data"), "name"))
        .containsExactlyInAnyOrder(
            "group_call_host",
            "group_call_participant",
            "group_call_guest",
            "webinar_host",
            "webinar_participant");
    assertThat(kit.api().postJson(apps, "{\"name\":\"\"}").status()).isEqualTo(400);
    assertThat(kit.api().postJson(apps, "{}").status()).isEqualTo(400);
    assertThat(kit.api().postJson(apps, "{\"name\":\"x\",\"else\":1}").status()).isEqualTo(200);
  }

  @Test
  void a_meeting_is_made_changed_and_replaced() {
    Answer made =
        kit.post(
            "/meetings",
            "{\"title\":\"One\",\"persist_chat\":true,\"ai_config\":{\"x\":1},\"record_on_start\":null}");
    String id = made.json().at("/data/id").asText();

    JsonNode patched =
        kit.send("PATCH", "/meetings/" + id, "{\"status\":\"INACTIVE\"}").json().get("data");
    JsonNode replaced = kit.send("PUT", "/meetings/" + id, "{\"title\":null}").json().get("data");
    JsonNode listed = kit.get("/meetings?search=" + id).json();

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().at("/data/session_keep_alive_time_in_secs").asInt()).isEqualTo(60);
    assertThat(patched.get("title").asText()).isEqualTo("One");
    assertThat(patched.get("persist_chat").asBoolean()).isTrue();
    assertThat(patched.at("/ai_config/x").asInt()).isEqualTo(1);
    assertThat(patched.get("status").asText()).isEqualTo("INACTIVE");
    assertThat(replaced.has("title")).as("left out where it is optional").isFalse();
    assertThat(replaced.get("persist_chat").asBoolean()).isFalse();
    assertThat(replaced.has("ai_config")).isFalse();
    assertThat(listed.get("data")).hasSize(1);
    assertThat(listed.at("/paging/total_count").asInt()).isEqualTo(1);
  }

  @Test
  void what_a_meeting_cannot_be_is_told_all_at_once() {
    Answer refused =
        kit.post(
            "/meetings",
            "{\"title\":5,\"session_keep_alive_time_in_secs\":601,\"persist_chat\":\"yes\",\"ai_config\":[]}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/success").asBoolean()).isFalse();
    assertThat(refused.json().at("/error/code").asInt()).isEqualTo(400);
    assertThat(refused.json().at("/error/message").asText())
        .contains("title", "session_keep_alive_time_in_secs", "persist_chat", "ai_config");
    assertThat(refused.json().has("errors")).isFalse();
    String meeting = kit.meeting();
    assertThat(kit.send("PATCH", "/meetings/" + meeting, "{\"status\":\"ENDED\"}").status())
        .isEqualTo(400);
    assertThat(kit.post("/meetings", "[]").status()).isEqualTo(400);
    assertThat(kit.post("/meetings", "{").status()).isEqualTo(400);
    assertThat(kit.post("/meetings", "{\"title\":\"a\\u0000b\"}").status()).isEqualTo(400);
    assertThat(kit.post("/meetings", "{\"title\":\"a\\ud800b\"}").status()).isEqualTo(400);
  }

  @Test
  void a_body_that_is_not_declared_as_json_is_refused() {
    String body = "{\"title\":\"By chance\"}";
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/xml",
            "text/json",
            "application/jsonp")) {
      Answer refused = kit.api().send("POST", kit.path("/meetings"), type, body);

      assertThat(refused.status()).as(type).isEqualTo(415);
      assertThat(refused.json().at("/error/message").asText()).contains("application/json");
    }
    assertThat(
            kit.api()
                .send(
                    kit.api()
                        .request(kit.path("/meetings"))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)))
                .status())
        .as("not declared at all")
        .isEqualTo(415);
    assertThat(kit.get("/meetings?search=By chance".replace(" ", "%20")).json().get("data"))
        .isEmpty();
    for (String type :
        List.of("application/json", "application/json; charset=utf-8", "Application/JSON")) {
      assertThat(kit.api().send("POST", kit.path("/meetings"), type, body).status())
          .as(type)
          .isEqualTo(201);
    }
  }

  @Test
  void meetings_are_listed_by_their_status() {
    Kit own = Kit.in(server);
    String active = own.meeting();
    String inactive = own.meeting();
    own.send("PATCH", "/meetings/" + inactive, "{\"status\":\"INACTIVE\"}");

    assertThat(names(own.get("/meetings?status=ACTIVE").json().get("data"), "id"))
        .containsExactly(active);
    assertThat(names(own.get("/meetings?status=INACTIVE").json().get("data"), "id"))
        .containsExactly(inactive);
    assertThat(own.get("/meetings?status=").json().get("data")).hasSize(2);
    for (String bad : List.of("LIVE", "active", "ACTIVE,INACTIVE")) {
      Answer refused = own.get("/meetings?status=" + bad);
      assertThat(refused.status()).as(bad).isEqualTo(400);
      assertThat(refused.json().at("/error/message").asText()).contains("status");
    }
  }

  @Test
  void the_secrets_of_somebodys_storage_are_never_given_back() {
    String config =
        """
        {"recording_config": {"max_seconds": 60, "storage_config": {"type": "sftp", "host": "h.example",
          "username": "u", "access_key": "s3cret", "secret": "s3cret", "password": "s3cret", "private_key": "s3cret"}}}
        """;
    Answer made = kit.post("/meetings", config);
    String path = "/meetings/" + made.json().at("/data/id").asText();
    for (Answer each :
        List.of(
            made,
            kit.get(path),
            kit.send("PATCH", path, "{\"title\":\"x\"}"),
            kit.send("PATCH", path, config),
            kit.get("/meetings?per_page=100"),
            kit.send("PUT", path, config))) {
      assertThat(each.body()).contains("h.example", "max_seconds").doesNotContain("s3cret");
    }
  }

  @Test
  void recordings_and_livestreams_are_looked_for_in_vain_and_cannot_be_made() {
    String meeting = kit.meeting();
    for (String list : List.of("/recordings", "/livestreams?sort_order=DSC")) {
      JsonNode found = kit.get(list).json();
      assertThat(found.toString())
          .isEqualTo(
              "{\"success\":true,\"data\":[],\"paging\":{\"total_count\":0,\"start_offset\":0,\"end_offset\":0}}");
    }
    for (String make :
        List.of(
            "/recordings",
            "/recordings/track",
            "/livestreams",
            "/meetings/" + meeting + "/livestreams")) {
      Answer refused = kit.post(make, "{\"meeting_id\":\"" + meeting + "\"}");
      assertThat(refused.status()).as(make).isEqualTo(501);
      assertThat(refused.json().at("/success").asBoolean()).isFalse();
      assertThat(refused.json().at("/error/code").asInt()).isEqualTo(501);
      assertThat(refused.json().at("/error/message").asText()).contains("no media");
      assertThat(refused.header("X-Should-Retry")).isEqualTo("false");
    }
    for (String none :
        List.of(
            "/recordings/x",
            "/recordings/active-recording/" + meeting,
            "/livestreams/x",
            "/livestreams/x/active-livestream-session",
            "/livestreams/sessions/x",
            "/meetings/" + meeting + "/livestream",
            "/meetings/" + meeting + "/active-livestream")) {
      Answer answer = kit.get(none);
      assertThat(answer.status()).as(none).isEqualTo(404);
      assertThat(answer.json().has("errors")).as(none + " is a known route").isFalse();
    }
    assertThat(kit.send("PUT", "/recordings/x", "{\"action\":\"stop\"}").status()).isEqualTo(404);
    assertThat(kit.post("/meetings/" + meeting + "/active-livestream/stop", "").status())
        .isEqualTo(404);
    assertThat(kit.get("/meetings/" + kit.app() + "/active-livestream").status()).isEqualTo(404);
  }

  @Test
  void pages_are_counted_from_one_and_cut_at_a_hundred() {
    Kit own = Kit.in(server);
    IntStream.range(0, 3).forEach(_ -> own.meeting());

    assertThat(paging(own, "?page_no=2&per_page=2")).containsExactly(3, 3, 3);
    assertThat(paging(own, "?page_no=0&per_page=0")).containsExactly(3, 1, 3);
    assertThat(paging(own, "?page_no=&per_page=")).containsExactly(3, 1, 3);
    assertThat(paging(own, "?page_no=9&per_page=101")).containsExactly(3, 0, 0);
    assertThat(paging(own, "?page_no=99999999999999999999")).containsExactly(3, 0, 0);
    assertThat(own.get("/meetings?page_no=-1").status()).isEqualTo(400);
    assertThat(own.get("/meetings?per_page=x").status()).isEqualTo(400);
    assertThat(own.get("/meetings?start_time=never").status()).isEqualTo(400);
    assertThat(own.get("/meetings?start_time=2999-01-01").json().get("data")).isEmpty();
  }

  private static List<Integer> paging(Kit kit, String query) {
    JsonNode paging = kit.get("/meetings" + query).json().get("paging");
    return List.of(
        paging.get("total_count").asInt(),
        paging.get("start_offset").asInt(),
        paging.get("end_offset").asInt());
  }

  @Test
  void a_participant_gets_a_token_that_the_browser_client_can_read() {
    String meeting = kit.meeting();
    Participant ada = kit.viewer(meeting, "Ada");
    String token = String.valueOf(ada.client().token());
    String payload = token.split("\\.", -1)[1];

    String path = "/meetings/" + meeting + "/participants/" + ada.id();
    JsonNode shown = kit.get(path).json().get("data");
    Answer again =
        kit.post(
            "/meetings/" + meeting + "/participants",
            "{\"preset_name\":\"group-call-guest\",\"custom_participant_id\":\""
                + ada.customId()
                + "\"}");
    String fresh =
        kit.api().postJson(kit.path(path + "/token"), "").json().at("/data/token").asText();

    assertThat(token).startsWith("eyJ").matches("[\\w-]+\\.[A-Za-z0-9+/]+\\.[\\w-]+");
    assertThat(
            new String(
                java.util.Base64.getDecoder().decode(payload),
                java.nio.charset.StandardCharsets.US_ASCII))
        .contains("\"orgId\":\"" + kit.app())
        .contains("\"meetingId\":\"" + meeting)
        .contains("\"participantId\":\"" + ada.id())
        .contains("\"presetId\"");
    assertThat(shown.has("token")).isFalse();
    assertThat(shown.get("preset_name").asText()).isEqualTo("group_call_participant");
    assertThat(shown.get("picture").isNull()).isTrue();
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().at("/error/code").asInt()).isEqualTo(409);
    assertThat(fresh).startsWith("eyJ");
  }

  @Test
  void participants_are_changed_and_removed() {
    String meeting = kit.meeting();
    Participant ada = kit.viewer(meeting, "Ada");
    String path = "/meetings/" + meeting + "/participants/" + ada.id();

    JsonNode patched =
        kit.send(
                "PATCH",
                path,
                "{\"preset_name\":\"webinar-host\",\"picture\":\"https://x.example/a.png\"}")
            .json()
            .get("data");
    JsonNode replaced = kit.send("PUT", path, "{\"name\":\"A. L.\"}").json().get("data");
    Answer removed = kit.api().delete(kit.path(path));

    assertThat(patched.get("preset_name").asText()).isEqualTo("webinar_host");
    assertThat(patched.get("name").asText()).isEqualTo("Ada");
    assertThat(patched.get("token").asText()).startsWith("eyJ");
    assertThat(replaced.get("name").asText()).isEqualTo("A. L.");
    assertThat(replaced.get("picture").isNull()).isTrue();
    assertThat(removed.status()).isEqualTo(200);
    assertThat(removed.json().at("/data/custom_participant_id").asText()).isEqualTo(ada.customId());
    assertThat(kit.get(path).status()).isEqualTo(404);
    assertThat(kit.api().postJson(kit.path(path + "/token"), "").status()).isEqualTo(404);
    try (Events late = Events.of(ada.client(), "/live/meetings/" + meeting + "/events")) {
      assertThat(late.status()).isEqualTo(401);
    }
  }

  @Test
  void what_a_participant_cannot_be_is_refused() {
    String path = "/meetings/" + kit.meeting() + "/participants";

    assertThat(kit.post(path, "{\"preset_name\":\"group_call_host\"}").status()).isEqualTo(400);
    assertThat(kit.post(path, "{\"custom_participant_id\":\"a\"}").status()).isEqualTo(400);
    Answer unknown = kit.post(path, "{\"custom_participant_id\":\"a\",\"preset_name\":\"nobody\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().at("/error/message").asText()).contains("No preset found");
    assertThat(
            kit.post(
                    path,
                    "{\"custom_participant_id\":\"a\",\"preset_name\":\"webinar_host\",\"picture\":\"none\"}")
                .status())
        .isEqualTo(400);
    assertThat(
            kit.post(
                    path,
                    "{\"custom_participant_id\":\""
                        + "a".repeat(256)
                        + "\",\"preset_name\":\"webinar_host\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void a_preset_is_merged_in_depth_replaced_and_deleted() {
    JsonNode made = kit.post("/presets", PRESET.formatted("stage")).json().get("data");
    String path = "/presets/" + made.get("id").asText();

    JsonNode patched =
        kit.send("PATCH", path, "{\"permissions\":{\"polls\":{\"can_create\":false}}}")
            .json()
            .get("data");
    Answer taken = kit.post("/presets", PRESET.formatted("stage"));
    Answer incomplete =
        kit.send(
            "PUT", path, "{\"name\":\"stage\",\"permissions\":{\"polls\":{\"can_vote\":true}}}");
    Answer deleted = kit.api().delete(kit.path(path));

    assertThat(patched.at("/permissions/polls").toString())
        .isEqualTo("{\"can_create\":false,\"can_vote\":true,\"can_view\":true}");
    assertThat(patched.at("/permissions/kick_participant").asBoolean()).isTrue();
    assertThat(patched.at("/config/media/video/frame_rate").asInt()).isEqualTo(24);
    assertThat(taken.status()).isEqualTo(409);
    assertThat(incomplete.status()).isEqualTo(400);
    assertThat(incomplete.json().at("/error/message").asText())
        .contains("config", "ui.design_tokens", "can_create", "can_view");
    assertThat(deleted.json().at("/data/name").asText()).isEqualTo("stage");
    assertThat(kit.get(path).status()).isEqualTo(404);
    assertThat(kit.post("/presets", PRESET.formatted("stage")).status()).isEqualTo(201);
  }

  @Test
  void both_styles_give_the_same_bodies() {
    String meeting = kit.meeting();
    Participant ada = kit.viewer(meeting, "Ada");
    for (String rest :
        List.of(
            "/meetings/" + meeting,
            "/meetings?search=" + meeting,
            "/presets?per_page=2",
            "/meetings/" + meeting + "/participants/" + ada.id(),
            "/meetings/" + meeting + "/active-session",
            "/meetings/nothing")) {
      Answer current = kit.get(rest);
      Answer legacy = legacy("GET", rest, "");

      assertThat(legacy.status()).as(rest).isEqualTo(current.status());
      assertThat(legacy.body()).as(rest).isEqualTo(current.body());
    }
    assertThat(legacy("POST", "/meetings", "{}").status()).isEqualTo(201);
    assertThat(legacy("GET", "/apps", "").status()).isEqualTo(404);
  }

  private Answer legacy(String method, String rest, String body) {
    Canvas nobody = new Canvas(kit.api().base(), null);
    return nobody.send(
        nobody
            .request("/v2" + rest)
            .header("Authorization", kit.basic())
            .header("Content-Type", "application/json")
            .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void the_public_key_is_published() {
    JsonNode keys = new Canvas(kit.api().base(), null).get("/.well-known/jwks.json").json();

    assertThat(keys.at("/keys/0/kty").asText()).isEqualTo("RSA");
    assertThat(keys.at("/keys/0/alg").asText()).isEqualTo("RS256");
    assertThat(keys.at("/keys/0").has("d")).as("the private part").isFalse();
  }

  private static List<String> names(JsonNode array, String field) {
    return array.valueStream().map(each -> each.get(field).asText()).toList();
  }
}
