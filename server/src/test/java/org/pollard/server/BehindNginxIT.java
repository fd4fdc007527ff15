package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Events;
import org.pollard.harness.FreePort;
import org.pollard.harness.FrontProxy;
import org.pollard.harness.Nginx;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// Behind the real nginx with the words of `docs/operate.md`, an address is what nginx saw,
/// whatever the client claims.
@NullMarked
class BehindNginxIT {

  /// Not that of the proxy, which counts as one.
  private static final String CLIENT = "127.0.0.2";

  private static final Map<String, String> TRUSTED = Map.of("POLLARD_TRUSTED_PROXIES", "127.0.0.1");

  @TempDir Path data;
  @TempDir Path folder;

  @Test
  @Timeout(240)
  void an_address_is_what_the_proxy_saw() throws Exception {
    try (RunningServer server = RunningServer.start(data, TRUSTED)) {
      int port = FreePort.find();
      try (Nginx _ = Nginx.before(server.base(), port, folder, UnaryOperator.identity())) {
        URI base = URI.create("http://127.0.0.1:" + port);

        assertThat(signIn(base, "203.0.113.9").statusCode()).isEqualTo(401);
        assertThat(signIn(base, "203.0.113.9, 127.0.0.1").statusCode()).isEqualTo(401);
        assertThat(signIn(base, "not an address").statusCode()).isEqualTo(401);

        Tab administrator = new Tab(server.base());
        administrator.signInAdministrator(RunningServer.ADMIN_TOKEN);
        assertThat(
                administrator
                    .get("/web/audit?event=sign_in_refused")
                    .json()
                    .get("events")
                    .valueStream()
                    .map(each -> each.get("address").asText()))
            .hasSize(3)
            .containsOnly(CLIENT);
      }
    }
  }

  @Test
  @Timeout(240)
  void an_address_is_what_haproxy_or_caddy_saw() throws Exception {
    try (RunningServer server = RunningServer.start(data, TRUSTED)) {
      try (FrontProxy haproxy = FrontProxy.haproxy(server.base(), folder)) {
        refusesWhoComesBy(haproxy);
      }
      try (FrontProxy caddy = FrontProxy.caddy(server.base(), folder)) {
        refusesWhoComesBy(caddy);
        Classroom room = Classroom.in(server);
        Asked asked = room.askOpen("Which?", "This", "That");
        Canvas student = new Canvas(caddy.base(), room.student("Ada").canvas().token());
        try (Events events = Events.of(student, "/live/sessions/" + asked.session() + "/events")) {
          events.next("snapshot");
          assertThat(Classroom.vote(student, asked, 0).status()).isEqualTo(200);
          events.snapshotWith("\"voted\":true");
        }
      }

      Tab administrator = new Tab(server.base());
      administrator.signInAdministrator(RunningServer.ADMIN_TOKEN);
      assertThat(
              administrator
                  .get("/web/audit?event=sign_in_refused")
                  .json()
                  .get("events")
                  .valueStream()
                  .map(each -> each.get("address").asText()))
          .hasSize(2)
          .containsOnly(CLIENT);
    }
  }

  private static void refusesWhoComesBy(FrontProxy proxy) throws Exception {
    Await.until("a look at the server", () -> isUp(proxy.base()));
    assertThat(signIn(proxy.base(), "203.0.113.9").statusCode()).isEqualTo(401);
  }

  private static boolean isUp(URI base) {
    try {
      return get(base.resolve("/q/health/live")).contains("UP");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @Timeout(240)
  void a_proxy_that_drops_the_port_is_named_as_what_is_wrong() throws Exception {
    try (RunningServer server = RunningServer.start(data, TRUSTED)) {
      int port = FreePort.find();
      try (Nginx _ = Nginx.before(server.base(), port, folder, BehindNginxIT::withoutPort)) {
        URI base = URI.create("http://127.0.0.1:" + port);
        HttpResponse<String> refused = signIn(base, CLIENT);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
            .contains("\"other_origin\"")
            .contains(base.toString())
            .contains("$http_host");
        assertThat(new Tab(base).join("AC34HK").status()).isEqualTo(403);
      }
    }
  }

  @Test
  @Timeout(240)
  void a_public_address_signs_in_through_whatever_proxy() throws Exception {
    int inner = FreePort.find();
    int port = FreePort.find();
    URI base = URI.create("http://127.0.0.1:" + port);
    try (RunningServer server =
        RunningServer.start(
            data,
            Map.of(
                "POLLARD_TRUSTED_PROXIES",
                "127.0.0.1",
                "POLLARD_HTTP_PORT",
                Integer.toString(inner),
                "POLLARD_PUBLIC_URL",
                base.toString()))) {
      URI listening = URI.create("http://127.0.0.1:" + inner);
      try (Nginx _ = Nginx.before(listening, port, folder, BehindNginxIT::withoutPort)) {
        assertThat(server.hostLink()).startsWith(base + "/host/#");
        Tab host = new Tab(base);
        String secret = server.hostLink().substring(server.hostLink().indexOf('#') + 1);
        assertThat(host.send("POST", "/web/session", "{\"link\":\"" + secret + "\"}").status())
            .isEqualTo(200);
        var rooms = host.get("/web/rooms").json();
        assertThat(rooms.at("/0/link").asText()).startsWith(base + "/j/");
        assertThat(rooms.at("/0/local").asBoolean()).isTrue();
        Tab guest = new Tab(base);
        assertThat(guest.join(rooms.at("/0/code").asText()).status()).isEqualTo(200);
        assertThat(guest.send("PUT", "/web/guest", "{\"name\":\"Ada\"}").status()).isEqualTo(200);
      }
    }
  }

  @Test
  @Timeout(240)
  void what_a_room_shows_to_everybody_costs_the_server_what_one_viewer_costs() throws Exception {
    try (RunningServer server = RunningServer.start(data, TRUSTED)) {
      Classroom room = Classroom.in(server);
      Asked asked = room.askOpen("Which?", "This", "That");
      Canvas teacher = room.teacher();
      String code = patched(teacher, room, "{\"guests\":true}").get("code").asText();
      String path = "/live/public/" + code;
      Canvas nobody = server.as(null);
      assertThat(nobody.get(path).status()).as("off unless the room wants it").isEqualTo(404);
      patched(teacher, room, "{\"seen_by_all\":true}");
      teacher.send(
          "PATCH",
          "/live/sessions/" + asked.session(),
          "application/json",
          "{\"on_show\":true,\"results\":\"public\"}");
      Await.until("the room", () -> nobody.get(path).body().contains("\"This\""));

      assertThat(Classroom.vote(room.student("Ada").canvas(), asked, 0).status()).isEqualTo(200);
      Await.until("the vote", () -> nobody.get(path).json().get("people").asInt() == 1);
      Answer seen = nobody.get(path);
      assertThat(seen.json().get("voted").asBoolean(true)).isFalse();
      assertThat(seen.header("Cache-Control")).contains("max-age=1").contains("stale-while-");
      assertThat(
              nobody
                  .send(nobody.request(path).header("If-None-Match", seen.header("ETag")).GET())
                  .status())
          .isEqualTo(304);
      teacher.send(
          "PATCH",
          "/live/sessions/" + asked.session(),
          "application/json",
          "{\"results\":\"after_vote\"}");
      Await.until("hidden results", () -> !nobody.get(path).json().has("people"));

      try (Nginx nginx = Nginx.caching(server.base(), FreePort.find(), folder)) {
        assertThat(get(nginx.base().resolve(path))).contains("\"This\"");
        long begun = System.nanoTime();
        AtomicInteger answers = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(8)) {
          for (int i = 0; i < 8; i++) {
            threads.execute(() -> askFor2Seconds(nginx.base().resolve(path), begun, answers));
          }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Path log = folder.resolve("asked.log");
        Await.until("the log", () -> lines(log) >= answers.get());
        long asks = Files.readAllLines(log).stream().filter(each -> !each.endsWith(" -")).count();
        assertThat(asks / seconds).as("requests a second to the server").isLessThan(20);
        assertThat(answers.get()).as("answers").isGreaterThan(10 * (int) asks);
      }
    }
  }

  private static JsonNode patched(Canvas teacher, Classroom room, String wish) {
    return teacher.send("PATCH", "/web/rooms/" + room.course(), "application/json", wish).json();
  }

  private static long lines(Path log) {
    try {
      return Files.readAllLines(log).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String get(URI uri) throws IOException {
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void askFor2Seconds(URI uri, long begun, AtomicInteger answers) {
    try {
      while (System.nanoTime() - begun < 2_000_000_000L) {
        if (get(uri).contains("\"This\"")) {
          answers.incrementAndGet();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What many guides for nginx say.
  private static String withoutPort(String configuration) {
    return configuration.replace("$http_host", "$host");
  }

  /// From the client's address, as a browser of ours behind the proxy, with a claim of its own.
  private static HttpResponse<String> signIn(URI base, String claim) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .localAddress(InetAddress.getByName(CLIENT))
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      return client.send(
          HttpRequest.newBuilder(base.resolve("/web/session"))
              // As a browser says it, with the port.
              .header("Origin", base.toString())
              .header("Content-Type", "application/json")
              .header("X-Forwarded-For", claim)
              .header("Forwarded", "for=203.0.113.9")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"login\":\"host\",\"password\":\"wrong\"}"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
