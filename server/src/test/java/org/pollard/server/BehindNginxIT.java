package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// Behind the real nginx with the words of `docs/operate.md`, an address is what nginx saw,
/// whatever the client claims. Where there is no nginx this is skipped.
@NullMarked
class BehindNginxIT {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/bin/nginx"), Path.of("/sbin/nginx"));

  /// Not that of the proxy, which counts as one.
  private static final String CLIENT = "127.0.0.2";

  private static final Map<String, String> TRUSTED = Map.of("POLLARD_TRUSTED_PROXIES", "127.0.0.1");

  @TempDir Path data;
  @TempDir Path folder;

  @Test
  @Timeout(120)
  void an_address_is_what_the_proxy_saw() throws Exception {
    try (RunningServer server = RunningServer.start(data, TRUSTED)) {
      int port = freePort();
      try (AutoCloseable _ = nginx(configuration(server.base(), port))) {
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
      int port = freePort();
      try (AutoCloseable _ = nginx(withoutPort(configuration(server.base(), port)))) {
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
    int inner = freePort();
    int port = freePort();
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
      try (AutoCloseable _ = nginx(withoutPort(configuration(listening, port)))) {
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

  /// Runs until it is closed; skips the test where there is none.
  private AutoCloseable nginx(String configuration) throws Exception {
    Path nginx = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(Path.of("none"));
    assumeTrue(Files.isExecutable(nginx), "nginx is not installed");
    Files.writeString(folder.resolve("nginx.conf"), configuration);
    Process proxy =
        new ProcessBuilder(nginx.toString(), "-p", folder.toString(), "-c", folder + "/nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    Matcher listen = Pattern.compile("listen 127\\.0\\.0\\.1:(\\d+);").matcher(configuration);
    assertThat(listen.find()).isTrue();
    int port = Integer.parseInt(listen.group(1));
    Await.until("nginx", () -> listens(port));
    return () -> {
      proxy.destroy();
      assertThat(proxy.waitFor(20, TimeUnit.SECONDS)).isTrue();
    };
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

  /// The block of the documentation, as it stands there.
  private static String configuration(URI server, int port) throws IOException {
    String page =
        Files.readString(
            Path.of(String.valueOf(System.getProperty("pollard.root")), "docs", "operate.md"));
    Matcher block =
        Pattern.compile("\n    location / \\{\n.*?\n    }\n", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).isTrue();
    String location = block.group().replace("http://127.0.0.1:8080", server.toString());
    assertThat(location).contains(server.toString());
    String paths =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(each -> each + "_temp_path tmp-" + each + ";\n")
            .reduce("", String::concat);
    return """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log nginx.log;
        events {}
        http {
        access_log off;
        %s
        server {
        listen 127.0.0.1:%d;
        %s
        }
        }
        """
        .formatted(paths, port, location);
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
