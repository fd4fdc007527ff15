package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.FreePort;
import org.pollard.harness.RunningServer;

/// What a first start makes, what later starts leave alone, and what an operator's settings change.
@NullMarked
class FirstStartIT {

  private static final Map<String, String> NO_TOKEN = Map.of("POLLARD_ADMIN_TOKEN", "");
  private static final String WHO = "/api/v1/users/self";

  @TempDir Path data;

  @Test
  @Timeout(240)
  void the_administrators_token_is_made_once_and_kept_for_the_owners_eyes() throws Exception {
    String made;
    long course;
    try (RunningServer server = RunningServer.start(data, NO_TOKEN)) {
      made = Files.readString(data.resolve("admin-token")).strip();
      Canvas administrator = server.as(made);
      assertThat(administrator.get(WHO).json().get("name").asText()).isEqualTo("Administrator");
      course = administrator.post("/api/v1/accounts/1/courses", "course[name]", "Kept").id();
      assertThat(server.output()).doesNotContain(made);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("admin-token"))))
        .isEqualTo("rw-------");
    String account = Files.readString(file("account-id")).strip();
    assertThat(account).matches("[0-9a-f]{32}");

    try (RunningServer server = RunningServer.start(data, NO_TOKEN)) {
      assertThat(Files.readString(file("admin-token")).strip()).isEqualTo(made);
      assertThat(Files.readString(file("account-id")).strip()).isEqualTo(account);
      Canvas administrator = server.as(made);
      assertThat(administrator.get("/api/v1/courses/" + course).status()).isEqualTo(200);
      assertThat(names(administrator.get("/api/v1/accounts/1/users").json()))
          .containsExactly("Administrator", "Host");
      assertThat(names(administrator.get("/api/v1/accounts/1/courses").json()))
          .containsExactly("First room", "Kept");
    }
  }

  @Test
  @Timeout(240)
  void a_given_token_replaces_the_old_one_and_is_written_nowhere() throws Exception {
    RunningServer.start(data, NO_TOKEN).close();
    String made = Files.readString(file("admin-token")).strip();

    try (RunningServer server =
        RunningServer.start(data, Map.of("POLLARD_ADMIN_TOKEN", "given-token-of-the-operator"))) {
      assertThat(server.as(made).get(WHO).status()).isEqualTo(401);
      assertThat(server.as("given-token-of-the-operator").get(WHO).status()).isEqualTo(200);
      assertThat(server.output()).doesNotContain("given-token-of-the-operator");
    }
    assertThat(filesThatHold("given-token-of-the-operator")).isEmpty();
    assertThat(filesThatHold(made)).isEmpty();

    try (RunningServer server =
        RunningServer.start(data, Map.of("POLLARD_ADMIN_TOKEN", "another-token-of-the-operator"))) {
      assertThat(server.as("given-token-of-the-operator").get(WHO).status()).isEqualTo(401);
      assertThat(server.as("another-token-of-the-operator").get(WHO).status()).isEqualTo(200);
    }
    // Without one the last one given stays.
    try (RunningServer server = RunningServer.start(data, NO_TOKEN)) {
      assertThat(server.as("another-token-of-the-operator").get(WHO).status()).isEqualTo(200);
      assertThat(file("admin-token")).doesNotExist();
    }
  }

  @Test
  @Timeout(240)
  void a_given_account_id_is_kept_when_it_is_given_no_more() throws Exception {
    String given = "0123456789abcdef0123456789abcdef";
    RunningServer.start(data, Map.of("POLLARD_ACCOUNT_ID", given)).close();
    assertThat(Files.readString(file("account-id")).strip()).isEqualTo(given);

    RunningServer.start(data, Map.of()).close();
    assertThat(Files.readString(file("account-id")).strip()).isEqualTo(given);
  }

  @Test
  @Timeout(240)
  void the_demo_leaves_what_is_there_and_changes_its_tokens_at_each_start() throws Exception {
    Map<String, String> first;
    JsonNode before;
    try (RunningServer server = RunningServer.start(data, Map.of(), "--demo")) {
      first = demo(server);
      Canvas teacher = server.as(first.get("TEACHER"));
      String session =
          "/api/v1/polls/" + first.get("POLL") + "/poll_sessions/" + first.get("SESSION");
      assertThat(teacher.post(session + "/open").status()).isEqualTo(200);
      assertThat(
              server
                  .as(first.get("ADA"))
                  .post(
                      session + "/poll_submissions",
                      "poll_submissions[][poll_choice_id]",
                      first.getOrDefault("CHOICE2", ""))
                  .status())
          .isEqualTo(200);
      before = teacher.get(session).first();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("demo.env"))))
        .isEqualTo("rw-------");

    try (RunningServer server = RunningServer.start(data, Map.of(), "--demo")) {
      Map<String, String> second = demo(server);
      for (String person : List.of("TEACHER", "ADA", "BEN", "CHO")) {
        assertThat(server.as(first.get(person)).get(WHO).body())
            .isEqualTo("{\"errors\":[{\"message\":\"Revoked access token.\"}]}");
        assertThat(server.as(second.get(person)).get(WHO).status()).isEqualTo(200);
      }
      Canvas teacher = server.as(second.get("TEACHER"));
      assertThat(second.get("POLL")).isEqualTo(first.get("POLL"));
      // The earlier session holds a vote, so the walk-through gets a new one.
      assertThat(second.get("SESSION")).isNotEqualTo(first.get("SESSION"));
      assertThat(
              teacher
                  .get(
                      "/api/v1/polls/"
                          + first.get("POLL")
                          + "/poll_sessions/"
                          + first.get("SESSION"))
                  .first())
          .isEqualTo(before);
      assertThat(teacher.get("/api/v1/courses").json()).hasSize(1);
      assertThat(names(server.admin().get("/api/v1/accounts/1/users?search_term=demo-").json()))
          .as("users are found by name, and by login for administrators")
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  @Timeout(240)
  void forwarding_headers_count_only_from_trusted_proxies() {
    for (String others : List.of("", "10.9.8.7")) {
      try (RunningServer server =
          RunningServer.start(data, Map.of("POLLARD_TRUSTED_PROXIES", others))) {
        assertThat(forwarded(server.admin()))
            .contains("<" + server.base() + "/api/v1/courses?")
            .doesNotContain("polls.example.org");
      }
    }
    try (RunningServer server =
        RunningServer.start(data, Map.of("POLLARD_TRUSTED_PROXIES", "10.9.8.7, 127.0.0.0/8"))) {
      assertThat(forwarded(server.admin())).contains("<https://polls.example.org/api/v1/courses?");
    }
  }

  @Test
  @Timeout(240)
  void a_public_address_stands_in_every_link() throws Exception {
    int port = FreePort.find();
    try (RunningServer server =
        RunningServer.launch(
            data,
            Map.of(
                "POLLARD_HTTP_PORT",
                Integer.toString(port),
                "POLLARD_PUBLIC_URL",
                "https://public.example.org/"))) {
      await(server, "Host link");
      assertThat(server.hostLink()).startsWith("https://public.example.org/host/#");
      URI base = URI.create("http://127.0.0.1:" + port);
      assertThat(forwarded(new Canvas(base, RunningServer.ADMIN_TOKEN)))
          .contains("<https://public.example.org/api/v1/courses?");
    }
  }

  private static String forwarded(Canvas admin) {
    String link =
        admin
            .send(
                admin
                    .request("/api/v1/courses")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", "claimed.example.org, polls.example.org")
                    .header("X-Forwarded-Port", "444")
                    .GET())
            .header("Link");
    return link == null ? "" : link;
  }

  /// What the walk-through of the demo tells people to read into their shell.
  private Map<String, String> demo(RunningServer server) throws Exception {
    // The address comes first, the demo after it.
    await(server, "after the close nobody votes");
    assertThat(server.output()).contains(". '" + file("demo.env") + "'");
    return Files.readAllLines(file("demo.env")).stream()
        .map(Pattern.compile("export (\\w+)='(.*)'")::matcher)
        .filter(java.util.regex.Matcher::matches)
        .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
  }

  private static void await(RunningServer server, String words) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (!server.output().contains(words)) {
      assertThat(Instant.now()).as(server.output()).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private Path file(String name) {
    return data.resolve(name);
  }

  private List<Path> filesThatHold(String text) throws Exception {
    try (var files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file -> {
                try {
                  return new String(
                          Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                      .contains(text);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  private static List<String> names(JsonNode array) {
    Function<JsonNode, String> name = each -> each.get("name").asText();
    return array.valueStream().map(name).toList();
  }
}
