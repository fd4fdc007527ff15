package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
  @Timeout(120)
  void an_address_is_what_the_proxy_saw() throws Exception {
    try (RunningServer server = RunningServer.start(data, TRUSTED)) {
      int port = Nginx.freePort();
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
  @Timeout(120)
  void a_proxy_that_drops_the_port_is_named_as_what_is_wrong() throws Exception {
    try (RunningServer server = RunningServer.start(data, TRUSTED)) {
      int port = Nginx.freePort();
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
  @Timeout(120)
  void a_public_address_signs_in_through_whatever_proxy() throws Exception {
    int inner = Nginx.freePort();
    int port = Nginx.freePort();
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
