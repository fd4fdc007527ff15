package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;

/// The server is killed again and again while a hall votes: no acknowledged vote is lost or
/// changed, none is counted twice, and whoever got no answer may try again.
@NullMarked
class DurabilityIT {

  private static final int STUDENTS = 200;
  private static final int SESSIONS = 4;
  private static final int CHOICES = 3;
  private static final int CRASHES = 2;

  @TempDir Path data;

  /// One student's vote in one session.
  private record Key(int session, int student) {}

  /// What the students know: what was acknowledged, and what else they may have said.
  private static final class Said {
    final Map<Key, Integer> acknowledged = new ConcurrentHashMap<>();
    final Map<Key, List<Integer>> tried = new ConcurrentHashMap<>();
    final List<String> unexpected = new CopyOnWriteArrayList<>();

    void answer(Key key, int choice, Answer answer) {
      List<Integer> tries = tried.getOrDefault(key, List.of());
      boolean repeat = tries.size() > 1;
      if (answer.status() == 200) {
        acknowledged.put(key, choice);
      } else if (!(repeat && answer.status() == 400 && answer.body().contains("\"taken\""))) {
        unexpected.add(key + " " + answer.status() + " " + answer.body());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(240)
  void acknowledged_votes_survive_kills_in_the_middle_of_voting(Storage storage) throws Exception {
    long seed = Long.getLong("pollard.seed", System.nanoTime());
    System.out.println("DurabilityIT " + storage + ": repeat with -Dpollard.seed=" + seed);
    Random random = new Random(seed);
    Map<String, String> environment = storage.fresh("durability");
    Said said = new Said();
    RunningServer server = RunningServer.start(data, environment);
    try {
      Classroom room = Classroom.in(server);
      List<Person> students = room.students(STUDENTS);
      Asked first = room.askOpen("Is it kept?", "Yes", "No", "Perhaps");
      List<Asked> asked = new ArrayList<>(List.of(first));
      for (int i = 1; i < SESSIONS; i++) {
        Asked next = new Asked(first.poll(), first.choices(), room.session(first.poll()));
        room.open(next);
        asked.add(next);
      }

      for (int crash = 1; crash <= CRASHES; crash++) {
        int open = STUDENTS * SESSIONS - said.acknowledged.size();
        int killAfter = 1 + random.nextInt(Math.max(1, open / 2));
        vote(server, said, students, asked, killAfter, random.nextLong());
        System.out.printf(
            "  crash %d: killed after %d answers, %d votes open; %d acknowledged so far%n",
            crash, killAfter, open, said.acknowledged.size());
        server.kill();
        server = RunningServer.start(data, environment);
        verify(server, room, said, students, asked);
      }
      vote(server, said, students, asked, Integer.MAX_VALUE, random.nextLong());

      int counted = verify(server, room, said, students, asked);
      assertThat(counted).isEqualTo(STUDENTS * SESSIONS);
    } finally {
      server.kill();
    }
  }

  /// Everybody who has no acknowledgement yet votes, each time for something else; the server is
  /// killed after so many answers.
  private static void vote(
      RunningServer server,
      Said said,
      List<Person> students,
      List<Asked> asked,
      int killAfter,
      long seed) {
    AtomicInteger answers = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < students.size(); i++) {
        int student = i;
        Random random = new Random(seed + student);
        var _ =
            threads.submit(
                () -> {
                  Canvas voter = new Canvas(server.base(), students.get(student).canvas().token());
                  for (int session = 0; session < asked.size(); session++) {
                    Key key = new Key(session, student);
                    if (said.acknowledged.containsKey(key)) {
                      continue;
                    }
                    int choice = random.nextInt(CHOICES);
                    said.tried.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>()).add(choice);
                    try {
                      said.answer(key, choice, Classroom.vote(voter, asked.get(session), choice));
                    } catch (UncheckedIOException killed) {
                      return;
                    }
                    if (answers.incrementAndGet() == killAfter) {
                      server.process().destroyForcibly();
                    }
                  }
                });
      }
    }
  }

  /// Gives the number of votes found.
  private static int verify(
      RunningServer server, Classroom room, Said said, List<Person> students, List<Asked> asked) {
    assertThat(said.unexpected).isEmpty();
    Canvas teacher = new Canvas(server.base(), room.teacher().token());
    int found = 0;
    for (int session = 0; session < asked.size(); session++) {
      JsonNode drawn = teacher.get(asked.get(session).path()).first();
      Map<Long, Long> choiceOf = new HashMap<>();
      Map<Long, Long> counts = new HashMap<>();
      for (JsonNode each : drawn.get("poll_submissions")) {
        long choice = each.get("poll_choice_id").asLong();
        assertThat(choiceOf.put(each.get("user_id").asLong(), choice)).isNull();
        counts.merge(choice, 1L, Long::sum);
      }
      for (long choice : asked.get(session).choices()) {
        assertThat(drawn.get("results").get(Long.toString(choice)).asLong())
            .isEqualTo(counts.getOrDefault(choice, 0L));
      }
      for (int student = 0; student < students.size(); student++) {
        Key key = new Key(session, student);
        List<Long> choices = asked.get(session).choices();
        Long stored = choiceOf.get(students.get(student).id());
        Integer acknowledged = said.acknowledged.get(key);
        if (acknowledged != null) {
          assertThat(stored).as("acknowledged %s", key).isEqualTo(choices.get(acknowledged));
        } else if (stored != null) {
          assertThat(said.tried.getOrDefault(key, List.of()))
              .as("tried %s", key)
              .contains(choices.indexOf(stored));
        }
      }
      found += choiceOf.size();
    }
    return found;
  }
}
