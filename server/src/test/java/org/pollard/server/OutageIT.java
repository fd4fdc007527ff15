package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.pollard.harness.RunningServer;

/// PostgreSQL goes away and comes back under a running server: soon, and later than anybody waits.
@NullMarked
class OutageIT {

  @TempDir Path folder;

  @Test
  @Timeout(240)
  void a_pause_of_the_database_is_waited_for_and_while_it_is_away_everything_says_so()
      throws Exception {
    EmbeddedPostgres database = postgres(0);
    int port = database.getPort();
    String url =
        "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres";
    try (RunningServer server =
            RunningServer.start(folder.resolve("data"), Map.of("POLLARD_DATABASE_URL", url));
        ExecutorService waitingVotes = Executors.newVirtualThreadPerTaskExecutor()) {
      Classroom room = Classroom.in(server);
      Canvas student = room.student("Ada").canvas();
      Asked asked = room.askOpen("Still there?", "Yes", "No");
      Asked other = room.askOpen("And now?", "Yes", "No");
      assertThat(student.get(asked.path()).status()).isEqualTo(200);
      Events watching = Events.of(student, "/live/sessions/" + asked.session() + "/events");

      database.close();
      Future<Answer> waiting = waitingVotes.submit(() -> Classroom.vote(student, other, 0));
      await(() -> server.as(null).get("/q/health/ready").status() == 503);
      database = postgres(port);
      assertThat(waiting.get().status()).as("a vote that waited for the database").isEqualTo(200);
      await(() -> server.as(null).get("/q/health/ready").status() == 200);

      database.close();
      long before = beats(watching);
      List<Answer> away =
          atOnce(
              List.of(
                  () -> Classroom.vote(student, asked, 0),
                  () -> student.get(asked.path()),
                  () -> room.teacher().post("/api/v1/polls", "polls[][question]", "Why?"),
                  () -> server.as("unknown-0123456789").get("/api/v1/polls")));

      assertThat(away).extracting(Answer::status).containsOnly(503);
      assertThat(away).extracting(each -> each.header("Retry-After")).containsOnly("1");
      assertThat(server.as(null).get("/q/health/ready").status()).isEqualTo(503);
      assertThat(away.getFirst().json().at("/errors/0/message").asText()).contains("Try again");

      database = postgres(port);
      await(() -> server.as(null).get("/q/health/ready").status() == 200);

      assertThat(beats(watching)).as("words while nothing could be read").isGreaterThan(before);
      assertThat(Classroom.vote(student, asked, 0).status()).isEqualTo(200);
      await(() -> watching.received().contains("\"voted\":true"));
      watching.close();
      assertThat(room.teacher().get(asked.path()).first().get("poll_submissions")).hasSize(1);

      Events last = Events.of(student, "/live/sessions/" + asked.session() + "/events");
      last.next("snapshot");
      database.close();
      server.process().toHandle().destroy();
      assertThat(server.exitCode()).isEqualTo(143);
      assertThat(last.next("leaving").data()).contains("\"again_ms\":");
      assertThat(last.next().name()).isEqualTo("end");
      assertThat(last.received()).as("a stream that was cut").doesNotContain("Exception");
      last.close();
    } finally {
      database.close();
    }
  }

  private static long beats(Events stream) {
    return stream.received().lines().filter(line -> line.startsWith("event: heartbeat")).count();
  }

  private EmbeddedPostgres postgres(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Await.PATIENCE)
            .setDataDirectory(folder.resolve("postgres"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on");
    return builder.setPort(port == 0 ? FreePort.find() : port).start();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(90));
    while (!condition.call()) {
      assertThat(Instant.now()).isBefore(deadline);
    }
  }

  private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> futures = threads.invokeAll(calls);
      return futures.stream().map(Future::resultNow).toList();
    }
  }
}
