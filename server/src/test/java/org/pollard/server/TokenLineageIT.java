package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// A token made with a token ends with it and is good for no more.
@NullMarked
@Timeout(240)
class TokenLineageIT {

  private static final String WHO = "/api/v1/users/self";
  private static final String POLLS = "url:GET|/api/v1/polls";
  private static final String MAKE = "url:POST|/api/v1/users/:user_id/tokens";

  @TempDir Path data;

  @Test
  void what_a_token_made_is_good_for_no_more_and_ends_with_it() {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Person ada = Classroom.person(server.admin(), "Ada");
      String tokens = "/api/v1/users/" + ada.id() + "/tokens";
      Answer made =
          ada.canvas()
              .post(
                  tokens,
                  "token[purpose]",
                  "narrow",
                  "token[expires_at]",
                  "2100-01-01T00:00:00Z",
                  "token[scopes][]",
                  POLLS,
                  "token[scopes][]",
                  MAKE);
      Canvas narrow = server.as(made.json().get("visible_token").asText());

      Answer wider =
          narrow.post(tokens, "token[purpose]", "x", "token[scopes][]", "url:GET|/api/v1/courses");
      assertThat(wider.status()).as(wider.body()).isEqualTo(400);
      JsonNode same = narrow.post(tokens, "token[purpose]", "same").json();
      assertThat(same.get("scopes")).extracting(JsonNode::asText).containsExactly(POLLS, MAKE);
      assertThat(same.get("expires_at").asText()).isEqualTo("2100-01-01T00:00:00Z");
      JsonNode later =
          narrow
              .post(
                  tokens,
                  "token[purpose]",
                  "later",
                  "token[expires_at]",
                  "2200-01-01T00:00:00Z",
                  "token[scopes][]",
                  POLLS)
              .json();
      assertThat(later.get("expires_at").asText()).isEqualTo("2100-01-01T00:00:00Z");
      Canvas child = server.as(later.get("visible_token").asText());
      assertThat(child.get("/api/v1/polls").status()).isEqualTo(200);
      assertThat(child.get(WHO).status()).isEqualTo(401);

      assertThat(ada.canvas().delete(tokens + "/" + made.id()).status()).isEqualTo(200);
      for (Canvas ended : List.of(narrow, child)) {
        assertThat(ended.get("/api/v1/polls").body()).contains("Revoked access token.");
      }
      assertThat(ada.canvas().get(WHO).status()).isEqualTo(200);
    }
  }

  @Test
  void a_browser_signed_in_by_a_token_is_signed_out_with_it_and_takes_along_what_it_made() {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Person ada = Classroom.person(server.admin(), "Ada");
      String tokens = "/api/v1/users/" + ada.id() + "/tokens";
      JsonNode shown = ada.canvas().post(tokens, "token[purpose]", "to sign in with").json();
      Tab browser = new Tab(server.base());
      assertThat(browser.signInByToken(shown.get("visible_token").asText()).status())
          .isEqualTo(200);
      Answer made = browser.send("POST", tokens, "{\"token\":{\"purpose\":\"made in a browser\"}}");
      Canvas child = server.as(made.json().get("visible_token").asText());
      assertThat(child.get(WHO).status()).isEqualTo(200);
      assertThat(browser.get("/web/session").json().get("user").isNull()).isFalse();

      ada.canvas().delete(tokens + "/" + shown.get("id").asText());

      assertThat(browser.get("/web/session").json().get("user").isNull()).isTrue();
      assertThat(child.get(WHO).status()).isEqualTo(401);
    }
  }

  @Test
  void a_replaced_administrators_token_leaves_nothing_behind() {
    Canvas ada;
    Canvas program;
    Tab browser;
    try (RunningServer server =
        RunningServer.start(data, Map.of("POLLARD_ADMIN_TOKEN", "a-token-that-leaked-out"))) {
      Canvas leaked = server.as("a-token-that-leaked-out");
      ada = Classroom.person(leaked, "Ada").canvas();
      program = server.as(apiToken(leaked));
      browser = new Tab(server.base());
      assertThat(browser.signInAdministrator("a-token-that-leaked-out").status()).isEqualTo(200);
      assertThat(program.get(apps()).status()).isEqualTo(200);
    }
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      assertThat(server.as(ada.token()).get(WHO).status()).isEqualTo(401);
      assertThat(server.as(program.token()).get(apps()).status()).isEqualTo(401);
      assertThat(browser.at(server.base()).get("/web/session").json().get("user").isNull())
          .isTrue();
    }
  }

  @Test
  void the_tokens_of_the_demo_die_at_the_next_start_without_it() throws Exception {
    Map<String, String> demo;
    Canvas own;
    try (RunningServer server = RunningServer.start(data, Map.of(), "--demo")) {
      Await.until("the demo", () -> server.output().contains("after the close nobody votes"));
      demo =
          Files.readAllLines(data.resolve("demo.env")).stream()
              .map(Pattern.compile("export (\\w+)='(.*)'")::matcher)
              .filter(Matcher::matches)
              .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
      own = Classroom.person(server.admin(), "Ada").canvas();
      assertThat(votes(server, demo).status()).isNotEqualTo(401);
    }
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      for (String name : List.of("TEACHER", "ADA", "BEN", "CHO")) {
        assertThat(server.as(demo.get(name)).get(WHO).status()).as(name).isEqualTo(401);
      }
      assertThat(server.as(demo.get("KIT_TOKEN")).get(demo.get("KIT") + "/meetings").status())
          .isEqualTo(401);
      for (String name : List.of("HANA", "VERA", "WIM")) {
        assertThat(
                server
                    .as(demo.get(name))
                    .get("/live/meetings/" + demo.get("MEETING") + "/events")
                    .status())
            .as(name)
            .isEqualTo(401);
      }
      assertThat(data.resolve("demo.env")).doesNotExist();
      assertThat(server.as(own.token()).get(WHO).status()).isEqualTo(200);
    }
  }

  private static Answer votes(RunningServer server, Map<String, String> demo) {
    return server
        .as(demo.get("VERA"))
        .postJson(
            demo.get("KIT") + "/meetings/" + demo.get("MEETING") + "/active-session/poll/1/vote",
            "{\"option\":0}");
  }

  private String apps() {
    return account() + "/realtime/kit/apps";
  }

  private String apiToken(Canvas administrator) {
    String group =
        administrator
            .get(account() + "/tokens/permission_groups")
            .json()
            .at("/result")
            .valueStream()
            .filter(each -> each.get("name").asText().equals("Realtime"))
            .map(each -> each.get("id").asText())
            .findFirst()
            .orElseThrow();
    return administrator
        .postJson(
            account() + "/tokens",
            "{\"name\":\"p\",\"policies\":[{\"effect\":\"allow\",\"permission_groups\":[{\"id\":\""
                + group
                + "\"}],\"resources\":{}}]}")
        .json()
        .at("/result/value")
        .asText();
  }

  private String account() {
    try {
      return "/client/v4/accounts/" + Files.readString(data.resolve("account-id")).strip();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
