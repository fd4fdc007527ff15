package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.DeclaredRoutes;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.RunningServer;
import org.pollard.people.CallerKind;

/// Requests and frames at random, from every kind of caller at every route: nothing fails, nobody
/// gets what only somebody may have, memory stays flat, and the server goes on. What is sent
/// follows from a seed. For a long run:
///
/// `bin/test -- -Dit.test=FuzzIT -Dpollard.fuzz=500000 -Dpollard.fuzz.frames=100000`
@NullMarked
class FuzzIT {

  private static final int REQUESTS = Integer.getInteger("pollard.fuzz", 4_000);
  private static final int FRAMES = Integer.getInteger("pollard.fuzz.frames", 1_500);
  private static final long SEED = Long.getLong("pollard.fuzz.seed", 11);

  /// What requests change is made anew after so many, so that they go on hitting something.
  private static final int ROUND = 20_000;

  private static final int THREADS = 2;
  private static final int CONNECTIONS_OF_ONE = 4;
  private static final long MOST_GROWTH = 64L << 20;

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = RunningServer.start(data, Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT));
  }

  @AfterEach
  void stop() {
    String said = server.output();
    server.close();
    assertThat(
            said.lines()
                .filter(line -> line.contains("ERROR") || line.contains("Exception"))
                .filter(line -> !isOfTheLibrary(line)))
        .isEmpty();
  }

  /// Vert.x 4.5 reports the error of a stream of HTTP/2 that is gone already, once in some hundred
  /// thousand frames; the connection ends as it should.
  private static boolean isOfTheLibrary(String line) {
    return line.contains("Http2ConnectionHandler$6.operationComplete()")
        || line.contains("AbstractChannelHandlerContext.invokeExceptionCaught");
  }

  @Test
  void no_request_fails_and_nobody_gets_what_only_somebody_may_have() throws Exception {
    Map<Integer, Integer> statuses = new TreeMap<>();
    long before = 0;
    for (int done = 0; done < REQUESTS; done += ROUND) {
      try (RightsWorld world = new RightsWorld(server)) {
        before = before == 0 ? heap() : before;
        round(world, done, Math.min(ROUND, REQUESTS - done), statuses);
      }
    }
    long after = heap();
    report(REQUESTS + " requests, seed " + SEED + ": " + statuses, before, after);
    assertStillThere();
    assertThat(after - before).isLessThan(MOST_GROWTH);
  }

  private void round(RightsWorld world, int done, int requests, Map<Integer, Integer> statuses)
      throws Exception {
    List<FuzzRequests.Aim> aims = FuzzRequests.aims(RightsIT.rows(), world);
    List<Thread> threads = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      FuzzRequests next = new FuzzRequests(SEED + done + i, world, aims);
      threads.add(Thread.ofPlatform().start(() -> send(next, requests / THREADS, statuses, wrong)));
    }
    for (Thread each : threads) {
      each.join();
    }
    assertThat(wrong).isEmpty();
  }

  private void send(
      FuzzRequests requests, int count, Map<Integer, Integer> statuses, List<String> wrong) {
    Verdict verdict = new Verdict();
    try (FuzzConnection connection = new FuzzConnection(server.base())) {
      for (int i = 0; i < count; i++) {
        FuzzRequest request = requests.next();
        int status = connection.send(request);
        synchronized (statuses) {
          statuses.merge(status, 1, Integer::sum);
          if (!verdict.allows(request, status)) {
            wrong.add(status + " as " + request.caller() + ": " + FuzzConnection.told(request));
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      synchronized (statuses) {
        wrong.add(e.toString());
      }
    }
  }

  @Test
  void no_frame_fails_or_disturbs_anybody_else() throws Exception {
    Kit kit = Kit.in(server);
    String meeting = kit.meeting();
    FuzzFrames frames = new FuzzFrames(SEED, server.base());
    long before = heap();
    int sent = 0;
    for (int i = 0; sent < FRAMES; i++) {
      Participant participant = kit.host(meeting, "Ada" + i);
      for (int j = 0; j < CONNECTIONS_OF_ONE; j++) {
        sent += frames.socket(participant, meeting);
      }
      sent += frames.http2();
    }
    long after = heap();
    report(sent + " frames, seed " + SEED, before, after);
    assertStillThere();
    assertThat(after - before).isLessThan(MOST_GROWTH);
  }

  private void assertStillThere() {
    Classroom room = Classroom.in(server.admin());
    Canvas voter = room.student("Ada").canvas();
    assertThat(Classroom.vote(voter, room.askOpen("Which?", "One"), 0).status()).isEqualTo(200);
    assertThat(server.as(null).get("/q/health/ready").status()).isEqualTo(200);
  }

  /// What is in use after a collection, in bytes.
  private long heap() throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.process().pid()),
                "GC.class_histogram")
            .start();
    String total =
        jcmd.inputReader()
            .lines()
            .filter(line -> line.startsWith("Total"))
            .findFirst()
            .orElseThrow();
    jcmd.waitFor();
    return Long.parseLong(total.strip().split("\\s+", -1)[2]);
  }

  private static void report(String what, long before, long after) {
    System.getLogger(FuzzIT.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0}; heap {1} MiB before, {2} MiB after",
            what,
            before >> 20,
            after >> 20);
  }

  /// Judges answers by the declared routes. Thread-confined.
  private static final class Verdict {

    private final Routes routes = new Routes(DeclaredRoutes.all());

    boolean allows(FuzzRequest request, int status) {
      // 501 is what programs are told of what is not done here.
      if (status >= 500 && status != 501) {
        return false;
      }
      boolean in = status >= 200 && status < 300;
      return !in || !FuzzRequests.NOBODIES.contains(request.caller()) || admitsNobody(request);
    }

    private boolean admitsNobody(FuzzRequest request) {
      String[] line = request.line().split(" ", 2);
      String path = line[1].replaceFirst("^http://[^/]*", "").replaceFirst("[?#].*", "");
      return routes.find(line[0], NormalPath.withoutEnd(path.isEmpty() ? "/" : path))
              instanceof Routes.Found.Known(Route route, var _)
          && route.admits().contains(CallerKind.NOBODY);
    }
  }
}
