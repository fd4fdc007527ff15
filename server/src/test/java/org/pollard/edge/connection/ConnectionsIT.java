package org.pollard.edge.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.RunningServer;

/// Connections as no well-behaved client makes them, against a server that may have few, with
/// HTTP/2 and TLS.
@NullMarked
@Timeout(240)
@Tag("alone")
class ConnectionsIT {

  private static final Pattern HTTPS = Pattern.compile("HTTPS: https://[^:]+:([0-9]+)");
  private static final String HEALTH = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final byte[] PREFACE =
      HexFormat.of()
          .parseHex(
              "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a" // PRI * HTTP/2.0 SM
                  + "000000040000000000"); // empty SETTINGS

  /// GET / of http://a, in HPACK's words.
  private static final String FIELDS = "828486410161";

  @TempDir static Path data;

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.start(
            data,
            Map.of("POLLARD_HTTPS_PORT", "0", RunningServer.DESCRIPTORS, "1500"),
            "-Dquarkus.http.http2=true");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int port() {
    return server.base().getPort();
  }

  private static int tlsPort() throws InterruptedException {
    Await.until("the TLS port", () -> HTTPS.matcher(server.output()).find());
    Matcher port = HTTPS.matcher(server.output());
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  /// A connection from this address of the loopback network.
  private static Socket from(String address) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 60_000);
    socket.setSoTimeout(40_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String firstLine(Socket socket) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = socket.getInputStream().read();
    while (next >= 0 && next != '\r') {
      line.write(next);
      next = socket.getInputStream().read();
    }
    return line.toString(ISO_8859_1);
  }

  /// Everything until the server hangs up, in whatever way.
  private static byte[] rest(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return all.toByteArray();
  }

  private static SSLSocket secure(String... protocols) throws Exception {
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
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    new Socket(InetAddress.getLoopbackAddress(), tlsPort()),
                    "localhost",
                    tlsPort(),
                    true);
    socket.setSoTimeout(40_000);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return socket;
  }

  @Test
  void half_sent_heads_from_one_host_keep_nobody_out() throws Exception {
    Classroom room = Classroom.in(server);
    Classroom.Asked asked = room.askOpen("Now?", "Yes", "No");
    Classroom.vote(room.student("Early").canvas(), asked, 0);
    List<Canvas> voters = List.of(room.student("A").canvas(), room.student("B").canvas());
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 2_200; i++) {
        Socket socket = from("127.0.0.1");
        held.add(socket);
        send(socket, "GET / HTTP/1.1\r\nX: ");
      }

      for (int i = 0; i < 2; i++) {
        String address = i == 0 ? "127.0.0.2" : "127.0.0.1";
        long begin = System.nanoTime();
        try (Socket socket = from(address)) {
          String body = "poll_submissions[][poll_choice_id]=" + asked.choices().getFirst();
          send(
              socket,
              "POST %s/poll_submissions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
                      .formatted(asked.path(), voters.get(i).token())
                  + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(body.length(), body));
          assertThat(firstLine(socket)).as(address).startsWith("HTTP/1.1 20");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .as(address)
            .isLessThan(Duration.ofSeconds(2));
      }
      assertThat(held.getFirst().getInputStream().read()).as("the oldest is hung up").isNegative();
    } finally {
      for (Socket each : held) {
        each.close();
      }
    }
  }

  @Test
  void who_asks_and_does_not_listen_is_answered_little_by_little() throws Exception {
    try (Socket deaf = from("127.0.0.3");
        Socket other = from("127.0.0.4")) {
      long before = memory();
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        requests.append("GET /q/openapi HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  send(deaf, requests.toString());
                } catch (IOException e) {
                  // The server need not take them all.
                }
              });
      for (int i = 0; i < 100; i++) {
        send(other, HEALTH);
        assertThat(firstLine(other)).startsWith("HTTP/1.1 200");
        other.getInputStream().skipNBytes(other.getInputStream().available());
      }

      assertThat(memory() - before).as("bytes").isLessThan(300L << 20);
      assertThat(deaf.getInputStream().readNBytes(2 << 20))
          .as("it may change its mind")
          .hasSize(2 << 20);
    }
  }

  @Test
  void who_sends_junk_ahead_is_hung_up() throws Exception {
    try (Socket socket = from("127.0.0.9")) {
      try {
        send(socket, "GET /junk HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000));
      } catch (SocketException closed) {
        // As it should be, only earlier.
      }
      assertThat(new String(rest(socket), ISO_8859_1).split("HTTP/1.1 404")).hasSizeLessThan(100);
    }
  }

  /// What the server takes of the machine's memory, in bytes.
  private static long memory() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + server.process().pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_head_that_does_not_end_is_hung_up_after_ten_seconds() throws Exception {
    try (Socket silent = from("127.0.0.5");
        Socket half = from("127.0.0.5");
        Socket handshake = new Socket(InetAddress.getLoopbackAddress(), tlsPort());
        Socket secret = secure();
        Socket streams = from("127.0.0.5")) {
      long begin = System.nanoTime();
      send(half, "GET / HTTP/1.1\r\nX: ");
      handshake.setSoTimeout(40_000);
      send(secret, "GET / HTTP/1.1\r\nX: ");
      streams.getOutputStream().write(PREFACE);
      // HEADERS of stream 1 that say that more is to come.
      streams.getOutputStream().write(HexFormat.of().parseHex("000006010100000001" + FIELDS));

      for (Socket each : List.of(silent, half, handshake, secret, streams)) {
        rest(each);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000\u0001\u0002\u0003", "\u0001", "\r\n\u0002", "\t"})
  void what_is_no_request_line_is_refused(String garbage) throws Exception {
    try (Socket plain = from("127.0.0.6");
        Socket secret = secure()) {
      for (Socket each : List.of(plain, secret)) {
        send(each, garbage + HEALTH);
        assertThat(firstLine(each)).endsWith(" 400 Bad Request");
      }
    }
  }

  @Test
  void tls_is_spoken_in_its_two_newest_versions_only() throws Exception {
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      try (SSLSocket socket = secure(version)) {
        send(socket, HEALTH);
        assertThat(firstLine(socket)).startsWith("HTTP/1.1 200");
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      }
    }
    for (String version : List.of("0301", "0302")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tlsPort())) {
        socket.setSoTimeout(40_000);
        // A greeting of that version with the suites of its time.
        String greeting = version + "00".repeat(32) + "00" + "0008c013c014002f0035" + "0100";
        int length = greeting.length() / 2;
        socket
            .getOutputStream()
            .write(
                HexFormat.of()
                    .parseHex("160301%04x01%06x%s".formatted(length + 4, length, greeting)));
        byte[] answer = socket.getInputStream().readNBytes(7);
        assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
        assertThat(answer[6]).as("about the version").isEqualTo((byte) 70);
      }
    }
  }

  @Test
  void http2_goes_through_by_upgrade_and_by_tls() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.base() + "/q/health/live")).build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      }
    }
  }

  @Test
  void no_more_than_a_hundred_streams_are_open_on_a_connection() throws Exception {
    try (Socket socket = from("127.0.0.8")) {
      socket.getOutputStream().write(PREFACE);
      byte[] head = socket.getInputStream().readNBytes(9);
      byte[] settings =
          socket.getInputStream().readNBytes(((head[1] & 255) << 8) | (head[2] & 255));

      assertThat(head[3]).as("SETTINGS").isEqualTo((byte) 4);
      assertThat(HexFormat.of().formatHex(settings)).contains("000300000064");
    }
  }

  @Test
  void streams_that_are_reset_at_once_end_the_connection() throws Exception {
    try (Socket socket = from("127.0.0.7")) {
      socket.getOutputStream().write(PREFACE);
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int stream = 1; stream < 2_000; stream += 2) {
        frames.writeBytes(HexFormat.of().parseHex("0000060105%08x%s".formatted(stream, FIELDS)));
        frames.writeBytes(HexFormat.of().parseHex("0000040300%08x00000008".formatted(stream)));
      }
      try {
        socket.getOutputStream().write(frames.toByteArray());
      } catch (SocketException closed) {
        // As it should be, only earlier.
      }
      rest(socket);
    }
    try (Socket other = from("127.0.0.7")) {
      send(other, HEALTH);
      assertThat(firstLine(other)).startsWith("HTTP/1.1 200");
    }
  }
}
