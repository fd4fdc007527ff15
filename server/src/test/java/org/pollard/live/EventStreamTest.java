package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.edge.connection.Shortcut;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Cell;
import org.pollard.poll.Entry;
import org.pollard.poll.EntryId;
import org.pollard.poll.EntryState;
import org.pollard.poll.Kind;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.Results;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.poll.Viewer;

/// A stream on a real connection, to which snapshots are handed in an order of the test's.
@NullMarked
class EventStreamTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Viewer TEACHER = new Viewer(true, true, true, true, true);

  @Test
  @Timeout(240)
  void a_snapshot_that_was_read_earlier_and_comes_later_is_not_sent() throws Exception {
    String received =
        received(
            stream -> {
              stream.follow(snapshot(1, 3), TEACHER, false, System.nanoTime());
              stream.offer(snapshot(1, 2));
              stream.offer(snapshot(1, 4));
            });

    assertThat(ids(received)).containsExactly("1.4294967299.2", "1.4294967300.2");
  }

  @Test
  @Timeout(240)
  void another_session_has_versions_of_its_own() throws Exception {
    String received =
        received(
            stream -> {
              stream.follow(snapshot(1, 3), TEACHER, false, System.nanoTime());
              stream.follow(snapshot(2, 1), TEACHER, false, System.nanoTime());
            });

    assertThat(ids(received)).containsExactly("1.4294967299.2", "2.4294967297.2");
  }

  /// It is told of while the database is asked who has voted, which has answered already.
  @Test
  @Timeout(240)
  void a_vote_that_is_told_of_before_its_session_is_followed_is_known() throws Exception {
    String received =
        received(
            stream -> {
              long asked = System.nanoTime();
              stream.voted(new SessionId(1));
              stream.follow(snapshot(1, 3), TEACHER, false, asked);
              stream.follow(snapshot(2, 1), TEACHER, false, asked);
              stream.follow(snapshot(1, 4), TEACHER, false, System.nanoTime());
            });

    assertThat(received.lines().filter(line -> line.startsWith("data: {\"session\"")))
        .extracting(line -> line.replaceAll(".*(\"voted\":\\w+).*", "$1"))
        .containsExactly("\"voted\":true", "\"voted\":false", "\"voted\":false");
  }

  @Test
  @Timeout(240)
  void it_begins_with_a_heartbeat_and_beats_when_it_was_silent() throws Exception {
    String received =
        received(
            stream -> {
              long now = System.nanoTime();
              stream.heartbeat(now);
              stream.heartbeat(now + EventStream.IDLE.toNanos() + 1_000_000_000);
            });

    assertThat(received.split("event: heartbeat\ndata: \\{\"every_ms\":5000}\n\n", -1))
        .as(received)
        .hasSize(3);
    assertThat(received).startsWith("retry: ");
  }

  /// Otherwise the tick of everybody would stretch with what waits for the host.
  @Test
  void what_hosts_alone_see_does_not_count_as_sent_to_everybody() {
    Snapshot nothing = written(List.of());
    Entry waits =
        new Entry(
            new EntryId(1), EntryState.PENDING, List.of(new Entry.Spelling("x".repeat(500), 1)));

    assertThat(written(List.of(waits)).size()).isLessThan(nothing.size() + 10);
    assertThat(written(List.of(waits)).body(View.HOST).length()).isGreaterThan(500);
  }

  private static Snapshot written(List<Entry> entries) {
    return new Snapshot(
        snapshot(1, 1).session(),
        new Poll(new PollId(1), new VoterId(1), "Which?", null, Kind.TEXT.plain(), NOW),
        List.of(),
        List.of(),
        Tally.of(0, 1, 1, new Results(Map.of(Cell.PEOPLE, 1L), entries)),
        List.of());
  }

  private static List<String> ids(String received) {
    return received
        .lines()
        .filter(line -> line.startsWith("id: "))
        .map(line -> line.substring(4))
        .toList();
  }

  private static Snapshot snapshot(long session, long changes) {
    return new Snapshot(
        new PollSession(
            new SessionId(session),
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

  /// All that a client of the stream gets until it ends.
  private static String received(Consumer<EventStream> offers) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(
                  request -> {
                    EventStream stream =
                        new EventStream(
                            request.response(),
                            Shortcut.of(request),
                            vertx.getOrCreateContext(),
                            new VoterId(1),
                            Credentials.Shown.ofBearer(null),
                            new Topic.Session(new SessionId(1)),
                            null);
                    stream.begin();
                    offers.accept(stream);
                    stream.end();
                  })
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()))
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                BodyHandlers.ofString())
            .body();
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }
}
