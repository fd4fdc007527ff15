package org.pollard.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.harness.Await;
import org.pollard.harness.Certificates;
import org.pollard.harness.Receiver;

/// One attempt, against receivers that say what they like.
@NullMarked
@Timeout(240)
class PostTest {

  private static final byte[] BODY = "{\"a\":\"ä\"}".getBytes(UTF_8);

  private static final Certificates KNOWN = Certificates.ofANewAuthority();

  private Post post = within(Await.PATIENCE);

  private static Post within(Duration deadline) {
    return new Post(new DeliveryNetwork(true), deadline, KNOWN.trusting().getSocketFactory());
  }

  private void hurry() {
    post.close();
    post = within(Duration.ofSeconds(2));
  }

  @AfterEach
  void close() {
    post.close();
  }

  /// What a receiver does with its one connection.
  private interface Behaviour {
    void with(Socket socket) throws IOException;
  }

  private Answer send(String path, Behaviour behaviour) throws IOException {
    return send("http://127.0.0.1", path, behaviour);
  }

  private Answer send(String host, String path, Behaviour behaviour) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread receiver =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket socket = server.accept()) {
                      behaviour.with(socket);
                    } catch (IOException _) {
                      // It is hung up on, in some of these.
                    }
                  });
      Answer answer =
          post.send(
              URI.create(host + ":" + server.getLocalPort() + path),
              Map.of("rtk-uuid", "u1"),
              BODY);
      receiver.interrupt();
      return answer;
    }
  }

  private static String request(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head + new String(in.readNBytes(BODY.length), UTF_8);
  }

  private static void say(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  @Test
  void it_is_a_whole_request_with_the_body_byte_for_byte() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Answer answer =
        send(
            "/a%20b?c=d",
            socket -> {
              seen.complete(request(socket));
              say(socket, "HTTP/1.1 204 No Content\r\n\r\n");
            });

    assertThat(answer).isEqualTo(new Answer.Status(204));
    assertThat(seen.get(60, TimeUnit.SECONDS))
        .startsWith("POST /a%20b?c=d HTTP/1.1\r\nHost: 127.0.0.1:")
        .contains("\r\nContent-Type: application/json\r\n")
        .contains("\r\nContent-Length: " + BODY.length + "\r\n")
        .contains("\r\nrtk-uuid: u1\r\n")
        .endsWith("\r\n\r\n{\"a\":\"ä\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK', 200",
    "'HTTP/1.0 500 Oh', 500",
    "'HTTP/1.1 302 Found', 302",
    "'HTTP/1.1 418', 418"
  })
  void the_status_is_what_counts(String line, int status) throws Exception {
    Answer answer =
        send(
            "",
            socket -> {
              request(socket);
              say(socket, line + "\r\nLocation: http://127.0.0.1:1/\r\n\r\nbody");
            });

    assertThat(answer).isEqualTo(new Answer.Status(status));
  }

  @Test
  void what_comes_before_the_answer_is_passed_over() throws Exception {
    Answer answer =
        send(
            "/",
            socket -> {
              request(socket);
              say(socket, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 C\r\n\r\n");
            });

    assertThat(answer).isEqualTo(new Answer.Status(201));
  }

  @Test
  void a_body_without_end_is_not_read_to_its_end() throws Exception {
    Answer answer =
        send(
            "/",
            socket -> {
              request(socket);
              say(socket, "HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                say(socket, "x".repeat(10_000));
              }
            });

    assertThat(answer).isEqualTo(new Answer.Status(200));
  }

  @Test
  void headers_without_end_are_no_answer() throws Exception {
    Answer answer =
        send(
            "/",
            socket -> {
              request(socket);
              say(socket, "HTTP/1.1 200 OK\r\n");
              while (true) {
                say(socket, "X: " + "x".repeat(10_000) + "\r\n");
              }
            });

    assertThat(answer).isEqualTo(new Answer.None(Answer.Fault.BROKEN_OFF));
  }

  @Test
  void who_drips_or_says_nothing_is_too_slow() throws Exception {
    hurry();
    Answer dripping =
        send(
            "/",
            socket -> {
              request(socket);
              while (!Thread.currentThread().isInterrupted()) {
                say(socket, "H");
                LockSupport.parkNanos(100_000_000);
              }
            });
    Answer silent = send("/", socket -> LockSupport.parkNanos(20_000_000_000L));

    assertThat(dripping).isEqualTo(new Answer.None(Answer.Fault.TOO_SLOW));
    assertThat(silent).isEqualTo(new Answer.None(Answer.Fault.TOO_SLOW));
  }

  @Test
  void who_is_not_there_or_speaks_something_else_gives_no_answer() throws Exception {
    int free;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = server.getLocalPort();
    }
    assertThat(post.send(URI.create("http://127.0.0.1:" + free), Map.of(), BODY))
        .isEqualTo(new Answer.None(Answer.Fault.CANNOT_CONNECT));
    assertThat(
            send(
                "/",
                socket -> {
                  request(socket);
                  say(socket, "SSH-2.0-OpenSSH\r\n");
                }))
        .isEqualTo(new Answer.None(Answer.Fault.NO_HTTP));
    assertThat(send("/", Socket::close)).isEqualTo(new Answer.None(Answer.Fault.BROKEN_OFF));
    assertThat(post.send(URI.create("http://nobody.invalid/"), Map.of(), BODY))
        .isEqualTo(new Answer.None(Answer.Fault.UNKNOWN_HOST));
  }

  private Answer secure(SSLContext identity, String host) {
    try (Receiver receiver = Receiver.secure(identity, _ -> 202)) {
      Answer answer =
          post.send(
              URI.create("https://" + host + ":" + receiver.port() + "/a"),
              Map.of("rtk-uuid", "u1"),
              BODY);
      boolean told = answer instanceof Answer.Status;
      assertThat(receiver.calls()).as("told").hasSize(told ? 1 : 0);
      return answer;
    }
  }

  @Test
  void who_is_vouched_for_is_told_over_tls() {
    assertThat(secure(KNOWN.serverFor("localhost"), "localhost")).isEqualTo(new Answer.Status(202));
  }

  @Test
  void who_is_not_vouched_for_is_told_nothing_and_what_is_wrong_is_said() throws Exception {
    SSLContext stranger = Certificates.ofANewAuthority().serverFor("localhost");
    SSLContext late = KNOWN.serverUntil(Instant.now().minusSeconds(60), "localhost");
    SSLContext early = KNOWN.serverUntil(Instant.now().plus(Duration.ofDays(5)), "localhost");

    assertThat(secure(stranger, "localhost"))
        .isEqualTo(new Answer.None(Answer.Fault.UNTRUSTED_CERTIFICATE));
    assertThat(secure(KNOWN.serverFor("hook.example.org"), "localhost"))
        .isEqualTo(new Answer.None(Answer.Fault.OTHER_CERTIFICATE));
    assertThat(secure(KNOWN.serverFor("localhost"), "127.0.0.1"))
        .isEqualTo(new Answer.None(Answer.Fault.OTHER_CERTIFICATE));
    assertThat(secure(late, "localhost"))
        .isEqualTo(new Answer.None(Answer.Fault.EXPIRED_CERTIFICATE));
    assertThat(secure(early, "localhost"))
        .isEqualTo(new Answer.None(Answer.Fault.EXPIRED_CERTIFICATE));
    assertThat(send("https://localhost", "/", socket -> say(socket, "HTTP/1.1 400 No TLS\r\n\r\n")))
        .isEqualTo(new Answer.None(Answer.Fault.TLS));
  }

  @Test
  void over_tls_too_who_says_nothing_is_too_slow() throws Exception {
    hurry();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              post.send(
                  URI.create("https://localhost:" + silent.getLocalPort() + "/"), Map.of(), BODY))
          .isEqualTo(new Answer.None(Answer.Fault.TOO_SLOW));
    }
  }

  @Test
  void nothing_is_connected_to_behind_a_private_address() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Post strict = new Post(new DeliveryNetwork(false))) {
      server.setSoTimeout(300);
      int port = server.getLocalPort();
      for (String host : new String[] {"localhost", "127.0.0.1", "[::1]"}) {
        assertThat(strict.send(URI.create("http://" + host + ":" + port + "/"), Map.of(), BODY))
            .as(host)
            .isEqualTo(new Answer.None(Answer.Fault.FORBIDDEN_ADDRESS));
      }
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }
}
