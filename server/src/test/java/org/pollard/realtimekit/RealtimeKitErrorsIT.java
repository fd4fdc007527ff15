package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Kit;
import org.pollard.harness.RawHttp;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Credentials, permissions, rate and odd paths, in the order in which they are judged.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class RealtimeKitErrorsIT {

  private final RunningServer server;
  private final Kit kit;
  private final Canvas nobody;

  RealtimeKitErrorsIT(RunningServer server) {
    this.server = server;
    this.kit = Kit.in(server);
    this.nobody = server.as(null);
  }

  private String tokens() {
    return "/client/v4/accounts/" + kit.account() + "/tokens";
  }

  private String group(String name) {
    return kit.api()
        .get(tokens() + "/permission_groups")
        .json()
        .get("result")
        .valueStream()
        .filter(each -> each.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .get("id")
        .asText();
  }

  private JsonNode token(String group, String resources) {
    Answer made =
        kit.api()
            .postJson(
                tokens(),
                "{\"name\":\"t\",\"policies\":[{\"effect\":\"allow\",\"permission_groups\":[{\"id\":\"%s\"}],\"resources\":%s}]}"
                    .formatted(group(group), resources));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.json().get("success").asBoolean()).isTrue();
    return made.json().get("result");
  }

  private Canvas with(JsonNode token) {
    return new Canvas(kit.api().base(), token.get("value").asText());
  }

  @Test
  void api_tokens_open_meetings_by_their_groups_until_they_are_revoked() {
    JsonNode realtime = token("Realtime", "{}");
    Canvas client = with(realtime);
    Canvas admin = with(token("Realtime Admin", "{\"com.cloudflare.api.account.*\":\"*\"}"));
    Canvas other = with(token("Account Settings Read", "{}"));
    Canvas elsewhere =
        with(token("Realtime", "{\"com.cloudflare.api.account." + "0".repeat(32) + "\":\"*\"}"));

    assertThat(client.get(kit.path("/meetings")).status()).isEqualTo(200);
    assertThat(admin.get(kit.path("/meetings")).status()).isEqualTo(200);
    for (Canvas each : List.of(other, elsewhere)) {
      refused(each.get(kit.path("/meetings")), 403, 10000);
    }
    refused(client.get(tokens() + "/permission_groups"), 403, 10000);
    assertThat(kit.api().delete(tokens() + "/" + realtime.get("id").asText()).status())
        .isEqualTo(200);
    refused(client.get(kit.path("/meetings")), 401, 10000);
    assertThat(kit.api().delete(tokens() + "/" + realtime.get("id").asText()).status())
        .isEqualTo(404);
  }

  @Test
  void tokens_are_listed_without_their_values_and_verify_themselves() {
    JsonNode realtime = token("Realtime", "{}");
    Canvas client = with(realtime);
    Canvas other = with(token("Account Settings Read", "{}"));
    JsonNode listed = kit.api().get(tokens() + "?per_page=100").json();
    JsonNode shown = kit.api().get(tokens() + "/" + realtime.get("id").asText()).json();
    JsonNode newest = kit.api().get(tokens() + "?per_page=1").json();

    assertThat(listed.get("result").findValuesAsText("id")).contains(realtime.get("id").asText());
    assertThat(listed.toString()).doesNotContain("\"value\"");
    assertThat(newest.get("result")).hasSize(1);
    assertThat(newest.at("/result_info/total_count").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(newest.at("/result_info/total_pages"))
        .isEqualTo(newest.at("/result_info/total_count"));
    assertThat(shown.at("/result/status").asText()).isEqualTo("active");
    assertThat(shown.at("/result/policies/0/permission_groups/0/name").asText())
        .isEqualTo("Realtime");
    for (String path : List.of(tokens() + "/verify", "/client/v4/user/tokens/verify")) {
      for (Canvas each : List.of(client, other, kit.api())) {
        JsonNode verified = each.get(path).json();
        assertThat(verified.get("success").asBoolean()).as(path).isTrue();
        assertThat(verified.at("/result/status").asText()).isEqualTo("active");
      }
      assertThat(client.get(path).json().at("/result/id")).isEqualTo(realtime.get("id"));
      refused(nobody.get(path), 401, 10000);
      refused(new Canvas(kit.api().base(), "wrong").get(path), 401, 10000);
      refused(kit.viewer(kit.meeting(), "Ada").client().get(path), 403, 10000);
    }
    refused(client.get(tokens()), 403, 10000);
    refused(client.get(tokens() + "/" + realtime.get("id").asText()), 403, 10000);
    assertThat(kit.api().get(tokens() + "?page=x").status()).isEqualTo(400);
    assertThat(kit.api().get(tokens() + "/nothing").status()).isEqualTo(404);
  }

  @Test
  void credentials_of_another_kind_are_refused_in_words() {
    Answer answer =
        nobody.send(
            nobody
                .request(kit.path("/meetings"))
                .header("X-Auth-Email", "ada@example.org")
                .header("X-Auth-Key", "c2547eb745079dac9320b638f5e225cf483cc5cfdda41")
                .GET());

    refused(answer, 401, 10000);
    assertThat(answer.json().at("/errors/0/message").asText())
        .contains("X-Auth-Key", "API token", "Bearer")
        .doesNotContain("c2547");
  }

  @Test
  void a_token_that_cannot_be_is_refused() {
    String good = "{\"id\":\"" + group("Realtime") + "\"}";
    for (String bad :
        List.of(
            "{}",
            "{\"name\":\"t\"}",
            "{\"name\":\"t\",\"policies\":[]}",
            "{\"name\":\"t\",\"policies\":[{\"effect\":\"perhaps\",\"permission_groups\":[%s]}]}"
                .formatted(good),
            "{\"name\":\"t\",\"policies\":[{\"effect\":\"allow\",\"permission_groups\":[{\"id\":\"x\"}]}]}",
            "{\"policies\":[{\"effect\":\"allow\",\"permission_groups\":[%s]}]}".formatted(good))) {
      assertThat(kit.api().postJson(tokens(), bad).status()).as(bad).isEqualTo(400);
    }
  }

  private static void refused(Answer answer, int status, int code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    JsonNode body = answer.json();
    assertThat(body.get("success").asBoolean()).isFalse();
    assertThat(body.at("/error/code").asInt()).isEqualTo(status);
    assertThat(body.at("/error/message").asText()).isNotBlank();
    assertThat(body.at("/errors/0/code").asInt()).isEqualTo(code);
    assertThat(body.get("result").isNull()).isTrue();
    assertThat(body.get("messages").isArray()).isTrue();
  }

  @Test
  void credentials_come_before_everything_else() {
    String path = kit.path("/meetings");
    refused(nobody.get(path), 401, 10000);
    refused(nobody.get("/client/v4/no/such/thing"), 401, 10000);
    refused(nobody.get("/v2/meetings"), 401, 10000);
    refused(new Canvas(kit.api().base(), "wrong").postJson(path, "{"), 401, 10000);
    for (String wrong :
        List.of(
            "Basic !!!", "Basic " + "YTpi", "Digest x", "Bearer", "Bearer  ", kit.basic() + "x")) {
      HttpRequest.Builder request =
          nobody.request("/v2/meetings").header("Authorization", wrong).GET();
      refused(nobody.send(request), 401, 10000);
    }
    refused(
        nobody.send(nobody.request(path).header("Authorization", kit.basic()).GET()), 401, 10000);
  }

  @Test
  void strangers_and_participants_may_not_manage() {
    Canvas user = Classroom.person(kit.api(), "Somebody").canvas();
    Canvas participant = kit.viewer(kit.meeting(), "Ada").client();

    refused(user.get(kit.path("/meetings")), 403, 10000);
    refused(participant.get(kit.path("/meetings")), 403, 10000);
    refused(participant.get("/v2/meetings"), 403, 10000);
    refused(participant.get("/client/v4/nothing"), 403, 10000);
  }

  @Test
  void what_is_not_there_or_not_ones_own_is_equally_unknown() {
    Kit other = new Kit(kit.api(), kit.account(), "f".repeat(32), "");
    String account = "/client/v4/accounts/" + "f".repeat(32) + "/realtime/kit/";
    Canvas api = kit.api();

    refused(api.get("/client/v4/nothing"), 404, 7003);
    refused(api.get(kit.path("/orgs")), 404, 7003);
    refused(api.get(kit.path("/meetings//active-session")), 404, 7003);
    refused(api.postJson(kit.path("/meetings//active-session/poll"), "{}"), 404, 7003);
    refused(api.delete(kit.path("/meetings/" + kit.meeting())), 404, 7003);
    for (String path :
        List.of(
            other.path("/meetings"),
            account + kit.app() + "/meetings",
            account + "apps",
            kit.path("/meetings/1"),
            kit.path("/meetings/" + java.util.UUID.randomUUID()),
            kit.path("/presets/x"),
            kit.path("/sessions/x"),
            kit.path("/sessions/x/polls"))) {
      Answer answer = api.get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.json().at("/error/code").asInt()).isEqualTo(404);
      assertThat(answer.json().has("errors")).isFalse();
    }
    Answer first = api.postJson(kit.path("/meetings/1/active-session/poll"), "{");
    assertThat(first.status()).as("the meeting is looked for before the body").isEqualTo(404);
  }

  @Test
  void an_app_sees_nothing_of_another() {
    Kit other = Kit.in(server);
    String meeting = other.meeting();
    HttpRequest.Builder request =
        nobody.request("/v2/meetings/" + meeting).header("Authorization", kit.basic()).GET();

    assertThat(nobody.send(request).status()).isEqualTo(404);
    assertThat(kit.get("/meetings/" + meeting).status()).isEqualTo(404);
  }

  @Test
  void odd_ids_are_never_a_fault() {
    String token = String.valueOf(kit.api().token());
    for (String id :
        List.of(
            "0",
            "-1",
            "%00",
            "%ff%fe",
            "%zz",
            "%",
            "a%2Fb",
            "..",
            "%2e%2e",
            "a;b=c",
            "'--",
            "9".repeat(200),
            "%F0%9F%98%80",
            "null",
            "a%0d%0aX:y",
            "+",
            "~")) {
      for (String path :
          List.of(
              "/meetings/%s",
              "/meetings/%s/active-session",
              "/meetings/%s/participants/%s",
              "/presets/%s",
              "/sessions/%s/participants/%s",
              "/meetings?search=%s",
              "/sessions?search=%s&associated_id=%s")) {
        String target = kit.path(path.replace("%s", id));
        String answer = RawHttp.get(kit.api().base(), target, token);
        assertThat(answer).as(target).matches("(?s)HTTP/1.1 (200|400|404) .*");
      }
    }
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    Answer answer = kit.post("/meetings", "{\"title\":\"" + "x".repeat(1 << 20) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().at("/error/code").asInt()).isEqualTo(413);
  }

  @Test
  void a_token_has_3500_requests_in_five_minutes_and_the_administrator_has_no_limit() {
    Canvas client = with(token("Realtime", "{}"));
    String path = kit.path("/meetings?per_page=1");
    for (int i = 0; i < 3_500; i++) {
      if (client.get(path).status() != 200) {
        throw new AssertionError("refused after " + i);
      }
    }

    Answer over = client.get(kit.path("/meetings/unknown"));
    assertThat(over.status()).as("before the lookup").isEqualTo(429);
    assertThat(Long.parseLong(String.valueOf(over.header("retry-after")))).isBetween(1L, 310L);
    assertThat(over.json().at("/error/code").asInt()).isEqualTo(429);
    assertThat(over.json().has("errors")).isFalse();
    refused(client.postJson(tokens(), "{}"), 403, 10000);
    for (int i = 0; i < 3_501; i++) {
      if (kit.api().get("/client/v4/nothing").status() != 404) {
        throw new AssertionError("the administrator was refused after " + i);
      }
    }
    assertThat(
            kit.api().send(kit.api().request(path).method("GET", BodyPublishers.noBody())).status())
        .isEqualTo(200);
  }
}
