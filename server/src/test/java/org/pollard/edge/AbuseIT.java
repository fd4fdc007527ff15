package org.pollard.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;

/// A stranger tries to fill the memory of a small server while somebody at another address votes:
/// the server lives on, every vote is counted, and none takes a second.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
@Tag("alone")
class AbuseIT {

  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final int VOTES = 25;

  /// Of them before the attack, so that the server has seen one, and to know how long one takes.
  private static final int USUAL = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String VOTER_ADDRESS = "127.0.0.2";

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @SuppressWarnings("NullAway.Init")
  private Classroom room;

  private final List<Socket> strangers = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path data) {
    // Of the collectors the one to which large arrays cost most.
    server =
        RunningServer.start(
            data, Map.of(), "-Xmx320m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError");
    room = Classroom.in(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void bodies_that_are_sent_up_to_the_last_byte_and_held() throws Exception {
    byte[] almost = new byte[(1 << 20) - 1];
    voting(
        () -> {
          for (int i = 0; i < 400; i++) {
            Socket stranger = stranger();
            write(
                stranger,
                "POST /api/v1/polls HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n"
                    .getBytes(ISO_8859_1));
            write(stranger, almost);
          }
        });
  }

  @Test
  void bodies_in_chunks_of_one_byte() throws Exception {
    byte[] request =
        ("POST /web/join HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\nx\r\n".repeat(32_000))
            .getBytes(ISO_8859_1);
    voting(
        () -> {
          for (int i = 0; i < 500; i++) {
            write(stranger(), request);
          }
        });
  }

  @Test
  void frames_of_http_2_that_say_nothing() throws Exception {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(PREFACE.getBytes(ISO_8859_1));
    byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    for (int i = 0; i < 20_000; i++) {
      frames.writeBytes(settings);
    }
    voting(
        () -> {
          for (int i = 0; i < 500; i++) {
            write(stranger(), frames.toByteArray());
          }
        });
  }

  @Test
  void large_answers_that_nobody_takes() throws Exception {
    byte[] request = "GET /q/openapi HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1);
    voting(
        () -> {
          for (int i = 0; i < 1_500; i++) {
            Socket stranger = stranger();
            stranger.setReceiveBufferSize(2_048);
            write(stranger, request);
          }
        });
  }

  @Test
  void streams_of_http_2_whose_windows_stay_closed() throws Exception {
    byte[] hundred = hundredRequestsWithoutAWindow();
    voting(
        () -> {
          for (int i = 0; i < 40; i++) {
            write(stranger(), hundred);
          }
        });
  }

  @Test
  void one_voter_who_sends_the_same_vote_again_and_again() throws Exception {
    Asked asked = room.askOpen("Again?", "A");
    String repeat =
        "PUT /live/sessions/%d/vote HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
                .formatted(asked.session(), room.student("Rita").canvas().token())
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(
                    ("{\"choice\":" + asked.choices().getFirst() + "}").length(),
                    "{\"choice\":" + asked.choices().getFirst() + "}");
    byte[] twenty = repeat.repeat(20).getBytes(ISO_8859_1);
    voting(
        () -> {
          for (int i = 0; i < 200; i++) {
            write(stranger(), twenty);
          }
        });
  }

  private interface Attack {
    void run() throws IOException;
  }

  /// Votes in one session after the other while the attack goes on, and a little longer.
  private void voting(Attack attack) throws Exception {
    Canvas voter = room.student("Ada").canvas();
    List<Asked> sessions = new ArrayList<>();
    Asked first = room.askOpen("Which?", "A", "B");
    sessions.add(first);
    for (int i = 1; i < VOTES; i++) {
      Asked next = first.again(room.session(first.poll()));
      room.open(next);
      sessions.add(next);
    }
    AtomicBoolean failed = new AtomicBoolean();
    Thread attacker =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  try {
                    attack.run();
                  } catch (IOException e) {
                    failed.set(true);
                  }
                });
    Duration usual;
    Duration slowest;
    try (HttpClient client =
        HttpClient.newBuilder()
            .localAddress(InetAddress.getByName(VOTER_ADDRESS))
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      var _ = slowest(client, voter, sessions.subList(0, USUAL));
      usual = slowest(client, voter, sessions.subList(USUAL, 2 * USUAL));
      attacker.start();
      slowest = slowest(client, voter, sessions.subList(2 * USUAL, VOTES));
    } catch (IOException e) {
      throw new IOException(server.output(), e);
    } finally {
      attacker.join();
      strangers.forEach(AbuseIT::close);
      strangers.clear();
    }
    assertThat(failed).isFalse();
    assertThat(server.process().isAlive()).as(server.output()).isTrue();
    // A machine that is busy with something else is no fault of the server.
    assertThat(slowest).isLessThan(A_SECOND.plus(usual.multipliedBy(4)));
  }

  private Duration slowest(HttpClient client, Canvas voter, List<Asked> sessions) throws Exception {
    Duration slowest = Duration.ZERO;
    for (Asked each : sessions) {
      long start = System.nanoTime();
      assertThat(vote(client, voter, each)).isEqualTo(200);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return slowest;
  }

  private int vote(HttpClient client, Canvas voter, Asked asked) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(
                    URI.create(server.base() + "/live/sessions/" + asked.session() + "/vote"))
                .header("Authorization", "Bearer " + voter.token())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"choice\":" + asked.choices().getFirst() + "}"))
                .timeout(Duration.ofSeconds(20))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private Socket stranger() throws IOException {
    Socket socket = new Socket(server.base().getHost(), server.base().getPort());
    synchronized (strangers) {
      strangers.add(socket);
    }
    return socket;
  }

  /// Whom the server hangs up in the middle has failed, and that is well.
  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The beginning of a connection whose streams may send nothing (RFC 9113), and a hundred
  /// requests for the description of the API on it.
  private static byte[] hundredRequestsWithoutAWindow() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    bytes.write(frame(4, 0, 0, new byte[] {0, 4, 0, 0, 0, 0}));
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    // GET and http stand in the static table of HPACK (RFC 7541); path and authority are literals.
    head.write(0x82);
    head.write(0x86);
    head.write(literal(4, "/q/openapi"));
    head.write(literal(1, "a"));
    for (int i = 0; i < 100; i++) {
      bytes.write(frame(1, 5, 1 + 2 * i, head.toByteArray()));
    }
    return bytes.toByteArray();
  }

  private static byte[] literal(int name, String value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(name);
    bytes.write(value.length());
    bytes.write(value.getBytes(ISO_8859_1));
    return bytes.toByteArray();
  }

  private static byte[] frame(int type, int flags, int stream, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {0, 0, (byte) content.length, (byte) type, (byte) flags});
    bytes.write(new byte[] {0, 0, (byte) (stream >> 8), (byte) stream});
    bytes.write(content);
    return bytes.toByteArray();
  }
}
