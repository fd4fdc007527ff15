package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Events;
import org.pollard.harness.RunningServer;

/// What happens at the same moment happens in one order: one vote a voter, and none after a close.
@NullMarked
@Tag("alone")
class RacesIT {

  private static final int STUDENTS = 80;
  private static final int ROUNDS = 4;

  /// So few that votes still flow when the close comes.
  private static final int FEW = 12;

  private static final List<RunningServer> RUNNING = new ArrayList<>();
  private static final Map<Storage, Hall> HALLS = new EnumMap<>(Storage.class);

  /// Nodes that share a database, at least one, and people to vote on any of them.
  private record Hall(List<RunningServer> nodes, Classroom room, List<Person> students) {

    RunningServer first() {
      return nodes.getFirst();
    }

    RunningServer last() {
      return nodes.getLast();
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) throws SQLException {
    for (Storage storage : Storage.values()) {
      Map<String, String> database = storage.fresh("races");
      List<RunningServer> nodes = new ArrayList<>();
      for (int node = 1; node <= (storage == Storage.SQLITE ? 1 : 2); node++) {
        nodes.add(RunningServer.start(data.resolve(storage.name() + node), database));
        RUNNING.add(nodes.getLast());
      }
      Classroom room = Classroom.in(nodes.getFirst());
      HALLS.put(storage, new Hall(nodes, room, room.students(STUDENTS)));
    }
  }

  @AfterAll
  static void stop() {
    RUNNING.forEach(RunningServer::close);
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(240)
  void of_two_racing_votes_of_one_voter_one_is_counted(Storage storage) throws Exception {
    Hall hall = hall(storage);

    bothChoices(hall, hall.first(), hall.first());
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(240)
  void no_vote_lands_after_an_acknowledged_close(Storage storage) throws Exception {
    Hall hall = hall(storage);
    for (int round = 1; round <= ROUNDS; round++) {
      closeWhileVotesFlow(hall, round, hall.first());
    }
  }

  @Test
  @Timeout(240)
  void two_nodes_count_each_voter_once_and_agree() throws Exception {
    Hall hall = hall(Storage.POSTGRESQL);
    for (int round = 1; round <= ROUNDS; round++) {
      bothChoices(hall, hall.first(), hall.last());
    }
  }

  @Test
  @Timeout(240)
  void a_close_on_one_node_ends_the_votes_on_the_other() throws Exception {
    Hall hall = hall(Storage.POSTGRESQL);
    for (int round = 1; round <= ROUNDS; round++) {
      closeWhileVotesFlow(hall, round, hall.last());
    }
  }

  /// A close must not wait for the votes to stop by themselves: everybody repeats as long as it
  /// takes, which keeps both nodes writing without a pause.
  @Test
  @Timeout(240)
  void a_close_is_not_kept_waiting_by_votes_that_never_stop() throws Exception {
    Hall hall = hall(Storage.POSTGRESQL);
    Classroom room = hall.room();
    Asked asked = room.askOpen("Still open?", "Yes", "No");
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch flowing = new CountDownLatch(400);
    Queue<Integer> strange = new ConcurrentLinkedQueue<>();
    Duration slowest = Duration.ZERO;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Person student : hall.students().subList(0, 40)) {
        for (RunningServer node : hall.nodes()) {
          var _ =
              threads.submit(
                  () -> {
                    while (!over.get()) {
                      Answer answer = Classroom.vote(at(node, student), asked, 0);
                      if (answer.status() >= 500) {
                        strange.add(answer.status());
                      }
                      flowing.countDown();
                    }
                  });
        }
      }
      try {
        flowing.await();
        for (int i = 0; i < 10; i++) {
          long start = System.nanoTime();
          assertThat(room.close(asked).status()).isEqualTo(200);
          Duration took = Duration.ofNanos(System.nanoTime() - start);
          slowest = took.compareTo(slowest) > 0 ? took : slowest;
          assertThat(room.open(asked).status()).isEqualTo(200);
        }
      } finally {
        over.set(true);
      }
    }
    System.out.println("RacesIT: slowest of 10 closes among votes: " + slowest.toMillis() + " ms");
    assertThat(strange).isEmpty();
    assertThat(slowest).isLessThan(Duration.ofSeconds(3));
  }

  /// What one node does is news on the other: long before its own look at everything, and for the
  /// voter too.
  @Test
  @Timeout(240)
  void whoever_watches_one_node_sees_what_happens_on_another() {
    Hall hall = hall(Storage.POSTGRESQL);
    Classroom room = hall.room();
    Person ada = hall.students().getFirst();
    Asked asked = room.askOpen("Which?", "This", "That");
    String live = "/live/sessions/" + asked.session() + "/events";
    try (Events own = Events.of(at(hall.last(), ada), live);
        Events teacher = Events.of(new Canvas(hall.last().base(), room.teacher().token()), live)) {
      own.next("snapshot");
      teacher.next("snapshot");
      for (int round = 1; round <= 5; round++) {
        Classroom.vote(at(hall.first(), hall.students().get(round)), asked, 0);
        teacher.snapshotWith("\"votes\":" + round);
      }
      Classroom.vote(at(hall.first(), ada), asked, 1);
      assertThat(own.snapshotWith("\"voted\":true").data()).doesNotContain("votes");
      room.close(asked);
      teacher.next("closed");
      own.next("closed");
    }
  }

  /// Each student says one thing to one node and another to the other, at once.
  private static void bothChoices(Hall hall, RunningServer one, RunningServer two)
      throws Exception {
    Classroom room = hall.room();
    List<Person> students = hall.students();
    Asked asked = room.askOpen("Which?", "This", "That");
    List<List<Answer>> answers = new ArrayList<>();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (Person student : students) {
      calls.add(() -> Classroom.vote(at(one, student), asked, 0));
      calls.add(() -> Classroom.vote(at(two, student), asked, 1));
    }
    List<Answer> all = atOnce(calls, calls.size());
    for (int i = 0; i < students.size(); i++) {
      answers.add(List.of(all.get(2 * i), all.get(2 * i + 1)));
    }

    JsonNode session = new Canvas(one.base(), room.teacher().token()).get(asked.path()).first();
    JsonNode elsewhere = new Canvas(two.base(), room.teacher().token()).get(asked.path()).first();
    int first = 0;
    for (int i = 0; i < students.size(); i++) {
      List<Answer> pair = answers.get(i);
      assertThat(pair).extracting(Answer::status).containsExactlyInAnyOrder(200, 400);
      boolean firstWon = pair.getFirst().status() == 200;
      first += firstWon ? 1 : 0;
      assertThat(pair.get(firstWon ? 1 : 0).body()).contains("\"taken\"");
      assertThat(chosenBy(session, students.get(i)))
          .isEqualTo(asked.choices().get(firstWon ? 0 : 1));
    }
    assertThat(session.get("results")).isEqualTo(elsewhere.get("results"));
    assertThat(result(session, asked, 0)).isEqualTo(first);
    assertThat(result(session, asked, 1)).isEqualTo(students.size() - first);
    assertThat(session.get("poll_submissions")).hasSize(students.size());
  }

  /// Students vote on both nodes; in the middle the teacher closes on the first.
  private static void closeWhileVotesFlow(Hall hall, int round, RunningServer voting)
      throws Exception {
    Classroom room = hall.room();
    List<Person> students = hall.students();
    RunningServer closing = hall.first();
    Asked asked = room.askOpen("In time?", "Yes", "No");
    AtomicBoolean closed = new AtomicBoolean();
    CountDownLatch middle = new CountDownLatch(STUDENTS * round / (ROUNDS + 1));
    List<JsonNode> afterClose = new ArrayList<>();
    Queue<String> late = new ConcurrentLinkedQueue<>();
    List<Answer> votes;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> close =
          threads.submit(
              () -> {
                middle.await();
                Answer answer = room.close(asked);
                closed.set(true);
                for (RunningServer node : List.of(closing, voting)) {
                  afterClose.add(
                      new Canvas(node.base(), room.teacher().token()).get(asked.path()).first());
                }
                return answer;
              });
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < students.size(); i++) {
        Person student = students.get(i);
        RunningServer node = i % 2 == 0 ? voting : closing;
        calls.add(
            () -> {
              boolean afterwards = closed.get();
              Answer answer = Classroom.vote(at(node, student), asked, 0);
              if (afterwards && answer.status() == 200) {
                late.add(student.id() + " voted after the close");
              }
              middle.countDown();
              return answer;
            });
      }
      votes = atOnce(calls, FEW);
      assertThat(close.get().status()).isEqualTo(200);
    }

    assertThat(late).isEmpty();
    assertThat(votes).extracting(Answer::status).isSubsetOf(200, 400, 403);
    long counted = votes.stream().filter(each -> each.status() == 200).count();
    System.out.printf("  round %d: %d of %d before the close%n", round, counted, votes.size());
    JsonNode now = new Canvas(voting.base(), room.teacher().token()).get(asked.path()).first();
    assertThat(result(now, asked, 0)).isEqualTo(counted);
    assertThat(now.get("poll_submissions")).hasSize((int) counted);
    assertThat(afterClose)
        .allSatisfy(each -> assertThat(each.get("results")).isEqualTo(now.get("results")));
    // A node that has not heard of the close yet refuses as well: the database judges.
    Answer latecomer = Classroom.vote(at(voting, room.student("Late")), asked, 1);
    assertThat(latecomer.status()).isIn(400, 403);
  }

  private static Hall hall(Storage storage) {
    return Objects.requireNonNull(HALLS.get(storage));
  }

  private static Canvas at(RunningServer node, Person person) {
    return new Canvas(node.base(), person.canvas().token());
  }

  private static long result(JsonNode session, Asked asked, int choice) {
    return session.get("results").get(Long.toString(asked.choices().get(choice))).asLong();
  }

  private static long chosenBy(JsonNode session, Person person) {
    for (JsonNode each : session.get("poll_submissions")) {
      if (each.get("user_id").asLong() == person.id()) {
        return each.get("poll_choice_id").asLong();
      }
    }
    return 0;
  }

  /// So many calls at a time; gives their answers in the same order.
  private static List<Answer> atOnce(List<Callable<Answer>> calls, int most)
      throws InterruptedException, ExecutionException {
    Semaphore atATime = new Semaphore(0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> futures = new ArrayList<>();
      for (Callable<Answer> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  atATime.acquire();
                  try {
                    return call.call();
                  } finally {
                    atATime.release();
                  }
                }));
      }
      atATime.release(most);
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> future : futures) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
