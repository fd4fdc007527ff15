package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Classroom;
import org.pollard.harness.RunningServer;

/// HTTPS with the certificates that the server makes for itself.
@NullMarked
@Timeout(240)
class TlsIT {

  private static final Pattern PORT = Pattern.compile("HTTPS: https://[^:]+:([0-9]+)");

  @TempDir Path data;

  @Test
  void every_name_that_clients_call_is_trusted_by_who_trusts_the_authority() throws Exception {
    try (RunningServer server = RunningServer.start(data, Map.of("POLLARD_HTTPS_PORT", "0"))) {
      for (String name : List.of("api.rtk.localhost", "socket-edge.rtk.localhost", "localhost")) {
        assertThat(get(port(server), name)).as(name).startsWith("HTTP/1.1 200");
      }
      assertThat(server.admin().get("/q/health/live").status()).as("plain HTTP").isEqualTo(200);
    }
  }

  @Test
  void browsers_are_told_to_stay_with_it_and_to_keep_cookies_for_this_host_alone()
      throws Exception {
    try (RunningServer server = RunningServer.start(data, Map.of("POLLARD_HTTPS_PORT", "0"))) {
      int port = port(server);
      String wish = "{\"token\":\"" + RunningServer.ADMIN_TOKEN + "\"}";
      String answer =
          send(
              port,
              "localhost",
              "POST /web/session HTTP/1.1\r\nHost: localhost:%1$d\r\nOrigin: https://localhost:%1$d\r\nContent-Type: application/json\r\nContent-Length: %2$d\r\nConnection: close\r\n\r\n%3$s"
                  .formatted(port, wish.length(), wish));

      assertThat(answer)
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("Strict-Transport-Security: max-age=31536000")
          .containsIgnoringCase("X-Content-Type-Options: nosniff")
          .containsPattern("(?i)Set-Cookie: __Host-pollard_session=[^\r]*Path=/[^\r]*Secure");
    }
  }

  @Test
  void a_body_that_comes_in_parts_is_read_whole() throws Exception {
    try (RunningServer server = RunningServer.start(data, Map.of("POLLARD_HTTPS_PORT", "0"))) {
      String body = "polls[][question]=" + "Is this the whole question ".repeat(8).strip();
      String head =
          "POST /api/v1/polls HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(Classroom.in(server).teacher().token(), body.replace(" ", "+").length());
      List<String> parts = new ArrayList<>(List.of(head));
      String left = body.replace(" ", "+");
      for (int size = 1; !left.isEmpty(); size *= 3) {
        int end = Math.min(size, left.length());
        parts.add(left.substring(0, end));
        left = left.substring(end);
      }

      String answer = send(port(server), "localhost", parts.toArray(String[]::new));

      assertThat(answer).startsWith("HTTP/1.1 200").contains(body.substring(body.indexOf('=') + 1));
    }
  }

  @Test
  void without_a_port_there_is_no_tls() {
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      assertThat(server.output()).doesNotContain("HTTPS");
      assertThat(data.resolve("tls")).doesNotExist();
    }
  }

  private static int port(RunningServer server) {
    // It is said after the word by which the harness knows that the server is ready.
    Instant deadline = Instant.now().plusSeconds(10);
    Matcher port = PORT.matcher(server.output());
    while (!port.find() && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
      port = PORT.matcher(server.output());
    }
    return Integer.parseInt(port.group(1));
  }

  private String get(int port, String name) throws Exception {
    return send(
        port,
        name,
        "GET /q/health/live HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n");
  }

  /// The names need no DNS: the socket goes to this machine whatever they are.
  ///
  /// @param parts of a request, each of which is sent by itself
  private String send(int port, String name, String... parts) throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
            (SSLSocket) context().getSocketFactory().createSocket(plain, name, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      for (String part : parts) {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        // Else they might be read together.
        Thread.sleep(50);
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private SSLContext context() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(data.resolve("tls/ca.pem"))) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
