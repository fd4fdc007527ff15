package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Neighbours;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// Passwords tried by the hundred, from the address that everybody else comes from, too: who votes
/// and who joins notices nothing.
@NullMarked
class SignInFloodIT {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MANY = 100;
  private static final int VOTERS = 20;

  @TempDir Path data;

  @Test
  @Tag("alone")
  @Timeout(240)
  void wrong_sign_ins_hold_up_neither_votes_nor_those_who_join() throws Exception {
    try (RunningServer server = RunningServer.start(data, Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Classroom room = Classroom.in(server);
      String code = code(room);
      Asked asked = room.askOpen("Ready?", "Yes", "No");
      List<Person> voters = room.students(VOTERS);
      new Tab(server.base()).join(code);

      CountDownLatch go = new CountDownLatch(1);
      List<Future<Answer>> wrong = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        String login = i % 2 == 0 ? "host" : "nobody" + i;
        Tab guesser = new Tab(server.base());
        wrong.add(
            threads.submit(
                () -> {
                  go.await();
                  return guesser.signIn(login, "not the password");
                }));
      }
      Neighbours neighbours = Neighbours.beside(server.process());
      go.countDown();
      List<Duration> votes = new ArrayList<>();
      List<Duration> joins = new ArrayList<>();
      for (Person voter : voters) {
        votes.add(
            time(
                200,
                () ->
                    voter
                        .canvas()
                        .putJson(
                            "/live/sessions/" + asked.session() + "/vote",
                            "{\"choice\":" + asked.choices().getFirst() + "}")));
        joins.add(time(200, () -> new Tab(server.base()).join(code)));
      }

      Duration soon = neighbours.fair(SOON);
      assertThat(votes).as("votes").allSatisfy(each -> assertThat(each).isLessThan(soon));
      assertThat(joins).as("joins").allSatisfy(each -> assertThat(each).isLessThan(soon));
      for (Future<Answer> each : wrong) {
        Answer answer = each.get(60, TimeUnit.SECONDS);
        assertThat(answer.status()).as(answer.body()).isIn(401, 429);
        if (answer.status() == 429) {
          assertThat(answer.json().get("code").asText()).isEqualTo("busy");
          assertThat(Integer.parseInt(String.valueOf(answer.header("Retry-After")))).isPositive();
        }
      }
    }
  }

  @Test
  @Timeout(240)
  void many_passwords_for_one_name_are_tried_slowly_wherever_they_come_from() throws Exception {
    try (RunningServer server =
            RunningServer.start(data, Map.of("POLLARD_TRUSTED_PROXIES", "127.0.0.1"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> attempts = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String address = "198.51.100." + i % 250;
        Tab guesser = new Tab(server.base()).through(address);
        attempts.add(() -> guesser.signIn("HOST", "not the password"));
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Answer> each : threads.invokeAll(attempts)) {
        answers.add(each.get().status());
      }

      assertThat(answers).contains(401, 429).containsOnly(401, 429);
      assertThat(answers.stream().filter(each -> each == 401).count())
          .as("what was tried in ten seconds")
          .isLessThan(20);
    }
  }

  private static String code(Classroom room) {
    return room.teacher()
        .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
        .json()
        .get("code")
        .asText();
  }

  private static Duration time(int status, Callable<Answer> call) throws Exception {
    long start = System.nanoTime();
    Answer answer = call.call();
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
