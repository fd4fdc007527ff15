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

  @TempDir Path data;
  @TempDir Path folder;

  @Test
  @Timeout(120)
  void an_address_is_what_the_proxy_saw() throws Exception {
    Path nginx = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(Path.of("none"));
    assumeTrue(Files.isExecutable(nginx), "nginx is not installed");
    try (RunningServer server =
        RunningServer.start(data, Map.of("POLLARD_TRUSTED_PROXIES", "127.0.0.1"))) {
      int port = freePort();
      Files.writeString(folder.resolve("nginx.conf"), configuration(server, port));
      Process proxy =
          new ProcessBuilder(
                  nginx.toString(), "-p", folder.toString(), "-c", folder + "/nginx.conf")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("nginx.out").toFile())
              .start();
      try {
        Await.until("nginx", () -> listens(port));
        URI base = URI.create("http://127.0.0.1:" + port);

        assertThat(signIn(base, "203.0.113.9")).isEqualTo(401);
        assertThat(signIn(base, "203.0.113.9, 127.0.0.1")).isEqualTo(401);
        assertThat(signIn(base, "not an address")).isEqualTo(401);

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
      } finally {
        proxy.destroy();
        assertThat(proxy.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /// From the client's address, as a browser of ours behind the proxy, with a claim of its own.
  private static int signIn(URI base, String claim) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .localAddress(InetAddress.getByName(CLIENT))
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      return client
          .send(
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
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  /// The block of the documentation, as it stands there.
  private static String configuration(RunningServer server, int port) throws IOException {
    String page =
        Files.readString(
            Path.of(String.valueOf(System.getProperty("pollard.root")), "docs", "operate.md"));
    Matcher block =
        Pattern.compile("\n    location / \\{\n.*?\n    }\n", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).isTrue();
    String location = block.group().replace("http://127.0.0.1:8080", server.base().toString());
    assertThat(location).contains(server.base().toString());
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
