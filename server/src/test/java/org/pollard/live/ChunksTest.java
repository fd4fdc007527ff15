package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.edge.connection.Shortcut;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.Results;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.poll.Viewer;

/// What goes to many streams at once, on real connections.
@NullMarked
@Timeout(240)
class ChunksTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Viewer TEACHER = new Viewer(true, true, true, true, true);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Chunks chunks = new Chunks();

  @AfterEach
  void close() throws Exception {
    done(vertx.close());
  }

  @Test
  void an_event_is_framed_once_and_given_back_when_the_last_has_sent_it() {
    Buffer event = Buffer.buffer("data: {}\n\n");
    ByteBuf first = chunks.of(event);
    ByteBuf second = chunks.of(event);
    ByteBuf shared = first.unwrap();

    assertThat(first.toString(StandardCharsets.US_ASCII)).isEqualTo("a\r\ndata: {}\n\n\r\n");
    assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
    chunks.forget();
    assertThat(shared.refCnt()).as("two are still sending it").isEqualTo(2);
    first.release();
    second.release();
    assertThat(shared.refCnt()).isZero();
  }

  /// A chunk without bytes is how an answer ends.
  @Test
  void of_nothing_there_is_no_chunk() {
    assertThat(chunks.of(Buffer.buffer()).isReadable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"HTTP_1_1,false", "HTTP_1_1,true", "HTTP_2,false", "HTTP_2,true"})
  void all_of_it_comes_in_the_order_of_the_calls(HttpVersion version, boolean tls)
      throws Exception {
    HttpServer server =
        listening(
            tls,
            (stream, hasShortcut) -> {
              assertThat(hasShortcut).isEqualTo(version == HttpVersion.HTTP_1_1);
              stream.follow(snapshot(1), TEACHER, false, System.nanoTime());
              stream.offer(snapshot(2), chunks);
              stream.heartbeat(System.nanoTime() + 2 * EventStream.IDLE.toNanos());
              stream.offer(snapshot(3), chunks);
              stream.offer(snapshot(4));
              stream.offer(snapshot(5), chunks);
              chunks.forget();
              stream.leave();
              stream.offer(snapshot(6), chunks);
            });
    String received =
        done(vertx
                .createHttpClient(
                    new HttpClientOptions()
                        .setProtocolVersion(version)
                        .setUseAlpn(tls)
                        .setSsl(tls)
                        .setTrustAll(true)
                        .setVerifyHost(false))
                .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                .compose(request -> request.send())
                .compose(response -> response.body()))
            .toString();

    assertThat(received.lines().filter(line -> line.matches("id: .*|event: [^s].*")))
        .containsExactly(
            "event: heartbeat",
            id(1),
            id(2),
            "event: heartbeat",
            id(3),
            id(4),
            id(5),
            "event: leaving");
  }

  @Test
  void a_client_that_reads_slowly_gets_the_newest_and_not_all() throws Exception {
    CompletableFuture<EventStream> began = new CompletableFuture<>();
    HttpServer server =
        listening(
            false,
            (stream, _) -> {
              stream.follow(snapshot(1), TEACHER, false, System.nanoTime());
              began.complete(stream);
            });
    try (Socket client = new Socket()) {
      client.setReceiveBufferSize(4096);
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
      client
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      EventStream stream = began.get(60, TimeUnit.SECONDS);
      int last = 20_000;
      for (int i = 2; i <= last; i++) {
        offer(stream, snapshot(i));
      }
      List<String> ids = new ArrayList<>();
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      while (ids.isEmpty() || !ids.getLast().equals(id(last))) {
        String line = lines.readLine();
        if (line.startsWith("id: ")) {
          ids.add(line);
        }
      }
      assertThat(ids).hasSizeLessThan(last / 2).doesNotHaveDuplicates();
    }
  }

  private void offer(EventStream stream, Snapshot snapshot) throws Exception {
    CompletableFuture<Void> offered = new CompletableFuture<>();
    stream
        .context()
        .runOnContext(
            _ -> {
              stream.offer(snapshot, chunks);
              chunks.forget();
              offered.complete(null);
            });
    offered.get(60, TimeUnit.SECONDS);
  }

  private HttpServer listening(boolean tls, BiConsumer<EventStream, Boolean> then)
      throws Exception {
    HttpServerOptions options = new HttpServerOptions().setSendBufferSize(8192);
    if (tls) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setKeyCertOptions(
              new PfxOptions().setPath(certificate().toString()).setPassword("changeit"));
    }
    return done(
        vertx
            .createHttpServer(options)
            .requestHandler(
                request -> {
                  Shortcut shortcut = Shortcut.of(request);
                  EventStream stream =
                      new EventStream(
                          request.response(),
                          shortcut,
                          vertx.getOrCreateContext(),
                          new VoterId(1),
                          Credentials.Shown.ofBearer(null),
                          new Topic.Session(new SessionId(1)),
                          null);
                  stream.begin();
                  then.accept(stream, shortcut != null);
                })
            .listen(0, "127.0.0.1"));
  }

  private Path certificate() throws Exception {
    Path file = folder.resolve("server.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "server",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            file.toString());
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    made.getInputStream().readAllBytes();
    assertThat(made.waitFor()).isZero();
    return file;
  }

  private static String id(long changes) {
    return "id: " + snapshot(changes).id(View.SHOWN);
  }

  private static Snapshot snapshot(long changes) {
    return new Snapshot(
        new PollSession(
            new SessionId(1),
            new PollId(1),
            new AudienceRef.InCourse(1, null),
            true,
            false,
            ResultsVisibility.UNTIL_REVEALED,
            true,
            false,
            true,
            true,
            false,
            false,
            ResultsVisibility.UNTIL_REVEALED,
            NOW),
        new Poll(new PollId(1), new VoterId(1), "Which?", null, NOW),
        List.of(),
        List.of(),
        Tally.of(0, 1, changes, Results.NONE),
        List.of());
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
