package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Rows 20 and 21 of the Canvas polling API: votes, one at a time and many at once.
@NullMarked
@ExtendWith(SharedServer.class)
class PollSubmissionsIT {

  private static final String TAKEN =
      "{\"errors\":{\"user_id\":[{\"attribute\":\"user_id\",\"type\":\"taken\","
          + "\"message\":\"can only submit one choice per poll session.\"}]}}";
  private static final String NOT_OPEN =
      "{\"errors\":{\"base\":[{\"attribute\":\"base\","
          + "\"type\":\"This poll session is not open for submissions.\","
          + "\"message\":\"This poll session is not open for submissions.\"}]}}";
  private static final String DENIED =
      "{\"status\":\"unauthorized\","
          + "\"errors\":[{\"message\":\"user not authorized to perform that action\"}]}";
  private static final String NOT_FOUND =
      "{\"errors\":[{\"message\":\"The specified resource does not exist.\"}]}";
  private static final String MISSING =
      "{\"errors\":[{\"message\":\"poll_submissions is missing\"}]}";

  private final Classroom room;
  private final Canvas teacher;

  PollSubmissionsIT(RunningServer server) {
    room = Classroom.in(server);
    teacher = room.teacher();
  }

  @Test
  void a_vote_is_answered_with_200_and_every_field() {
    Asked asked = room.askOpen("Tea?", "Yes", "No");
    Person ada = room.student("Ada");

    Answer vote = Classroom.vote(ada.canvas(), asked, 1);

    assertThat(vote.status()).isEqualTo(200);
    assertThat(vote.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(vote.json().fieldNames()).toIterable().containsExactly("poll_submissions");
    assertThat(vote.first().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id", "poll_session_id", "poll_choice_id", "user_id", "created_at");
    assertThat(vote.first().get("poll_session_id").asLong()).isEqualTo(asked.session());
    assertThat(vote.first().get("poll_choice_id").asLong()).isEqualTo(asked.choices().get(1));
    assertThat(vote.first().get("user_id").asLong()).isEqualTo(ada.id());
    assertThat(vote.first().get("created_at").asText())
        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
    assertThat(vote.first().get("id").isIntegralNumber()).isTrue();
  }

  @Test
  void the_same_vote_is_read_alone_and_inside_the_session() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();
    JsonNode vote = Classroom.vote(ada, asked, 0).first();
    String path = asked.path() + "/poll_submissions/" + vote.get("id").asLong();

    assertThat(ada.get(path).first()).isEqualTo(vote);
    assertThat(teacher.get(path).first()).isEqualTo(vote);
    assertThat(ada.get(asked.path()).first().get("poll_submissions")).containsExactly(vote);
    assertThat(teacher.get(asked.path()).first().get("poll_submissions")).containsExactly(vote);
  }

  @Test
  void a_vote_of_another_session_is_not_found_in_this_one() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Asked other = asked.again(room.session(asked.poll()));
    Canvas ada = room.student("Ada").canvas();
    long vote = Classroom.vote(ada, asked, 0).id();

    Answer elsewhere = teacher.get(other.path() + "/poll_submissions/" + vote);

    assertThat(elsewhere.status()).isEqualTo(404);
    assertThat(elsewhere.body()).isEqualTo(NOT_FOUND);
  }

  @Test
  @Timeout(240)
  void an_id_that_no_vote_has_is_not_found_however_large() {
    Asked asked = room.askOpen("Tea?", "Yes");
    String[] ids = {
      "1",
      "0",
      "-1",
      "x",
      "1.5",
      "9007199254740993",
      "9223372030926249000",
      "9223372030926249001",
      "9223372036854775807",
      "9223372036854775808",
      "99999999999999999999999"
    };

    for (String id : ids) {
      assertThat(teacher.get(asked.path() + "/poll_submissions/" + id).status())
          .as(id)
          .isEqualTo(404);
    }
  }

  @Test
  void there_is_no_list_no_change_and_no_withdrawal_of_votes() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();
    long vote = Classroom.vote(ada, asked, 0).id();
    String all = asked.path() + "/poll_submissions";

    for (Answer answer :
        List.of(
            ada.get(all),
            ada.put(all + "/" + vote, "poll_submissions[][poll_choice_id]", "1"),
            ada.delete(all + "/" + vote),
            ada.send("PATCH", all + "/" + vote, "application/json", "{}"))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(NOT_FOUND);
    }
  }

  /// The first vote of somebody is judged on the slow path, where the database is asked; the second
  /// one on the fast path, from memory. Both must answer in the same words.
  @Test
  void refusals_are_the_same_from_the_database_and_from_memory() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Asked other = room.ask("Milk?", "Yes");
    Canvas ada = room.student("Ada").canvas();

    for (int i = 0; i < 2; i++) {
      assertRefused(vote(ada, asked, "999999999"), 404, NOT_FOUND);
      assertRefused(vote(ada, asked, other.choices().getFirst().toString()), 404, NOT_FOUND);
      assertRefused(vote(ada, asked, ""), 404, NOT_FOUND);
      assertRefused(vote(ada, asked, "x"), 404, NOT_FOUND);
      assertRefused(vote(ada, asked, "9223372036854775808"), 404, NOT_FOUND);
      assertRefused(ada.post(asked.path() + "/poll_submissions"), 400, MISSING);
      assertRefused(
          ada.postJson(asked.path() + "/poll_submissions", "{\"poll_submissions\":[1]}"),
          400,
          MISSING);
      assertRefused(
          ada.postJson(asked.path() + "/poll_submissions", "{\"poll_submissions\":[{}]}"),
          404,
          NOT_FOUND);
      assertRefused(
          ada.postJson(
              asked.path() + "/poll_submissions",
              "{\"poll_submissions\":[{\"poll_choice_id\":[1]}]}"),
          404,
          NOT_FOUND);
      assertRefused(
          vote(ada, other.again(asked.session()), asked.choices().getFirst().toString()),
          404,
          NOT_FOUND);
      assertThat(vote(ada, asked, asked.choices().getFirst().toString()).status())
          .isEqualTo(i == 0 ? 200 : 400);
    }
    assertRefused(Classroom.vote(ada, asked, 0), 400, TAKEN);
  }

  @Test
  void a_second_vote_is_taken_on_the_slow_path_too() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();
    Classroom.vote(ada, asked, 0);
    room.open(asked);

    assertRefused(Classroom.vote(ada, asked, 0), 400, TAKEN);
    assertRefused(Classroom.vote(ada, asked, 0), 400, TAKEN);
  }

  @Test
  void voting_in_a_closed_session_is_denied_to_students_and_teachers_alike() {
    Asked asked = room.ask("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();

    for (int i = 0; i < 2; i++) {
      assertRefused(Classroom.vote(ada, asked, 0), 403, DENIED);
      assertRefused(Classroom.vote(teacher, asked, 0), 403, DENIED);
      assertRefused(vote(ada, asked, "999999999"), 404, NOT_FOUND);
    }
    room.open(asked);
    assertThat(Classroom.vote(ada, asked, 0).status()).isEqualTo(200);
    room.close(asked);
    assertRefused(Classroom.vote(ada, asked, 0), 403, DENIED);
    assertRefused(Classroom.vote(ada, asked, 0), 403, DENIED);
  }

  @Test
  void who_may_not_vote_learns_first_what_does_not_exist() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas stranger = Classroom.person(room.admin(), "Eve").canvas();
    String choice = asked.choices().getFirst().toString();

    for (int i = 0; i < 2; i++) {
      assertRefused(vote(stranger, asked, choice), 403, DENIED);
      assertRefused(vote(stranger, asked, "999999999"), 404, NOT_FOUND);
      assertRefused(stranger.post(asked.path() + "/poll_submissions"), 400, MISSING);
      assertRefused(vote(stranger, asked.again(999_999_999), choice), 404, NOT_FOUND);
    }
  }

  @Test
  void a_vote_may_be_sent_with_the_singular_name_and_as_json() {
    Asked asked = room.askOpen("Tea?", "Yes");
    String choice = asked.choices().getFirst().toString();
    String path = asked.path() + "/poll_submissions";

    assertThat(
            room.student("A")
                .canvas()
                .post(path, "poll_submission[][poll_choice_id]", choice)
                .status())
        .isEqualTo(200);
    assertThat(
            room.student("B")
                .canvas()
                .postJson(path, "{\"poll_submissions\":[{\"poll_choice_id\":" + choice + "}]}")
                .status())
        .isEqualTo(200);
    assertThat(
            room.student("C")
                .canvas()
                .postJson(path, "{\"poll_submission\":{\"poll_choice_id\":\"" + choice + "\"}}")
                .status())
        .isEqualTo(200);
  }

  @RepeatedTest(30)
  void of_two_votes_of_one_student_at_once_exactly_one_is_counted() throws Exception {
    Asked asked = room.askOpen("Tea?", "Yes", "No");
    Canvas ada = room.student("Ada").canvas();
    var start = new CountDownLatch(1);
    List<Answer> answers = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> votes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int choice = i % 2;
        votes.add(
            threads.submit(
                () -> {
                  start.await();
                  return Classroom.vote(ada, asked, choice);
                }));
      }
      start.countDown();
      for (Future<Answer> each : votes) {
        answers.add(each.get());
      }
    }

    assertThat(answers.stream().filter(each -> each.status() == 200)).hasSize(1);
    assertThat(answers.stream().filter(each -> each.status() != 200))
        .allSatisfy(each -> assertRefused(each, 400, TAKEN));
    assertThat(teacher.get(asked.path()).first().get("poll_submissions")).hasSize(1);
  }

  @RepeatedTest(5)
  void after_an_acknowledged_close_no_vote_is_acknowledged_and_the_tally_holds_those_before()
      throws Exception {
    Asked asked = room.askOpen("Tea?", "Yes");
    List<Person> students = room.students(24);
    var start = new CountDownLatch(1);
    var closed = new AtomicBoolean();
    var late = new AtomicBoolean();
    int counted = 0;

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> votes = new ArrayList<>();
      for (Person each : students) {
        votes.add(
            threads.submit(
                () -> {
                  start.await();
                  boolean sentLate = closed.get();
                  Answer answer = Classroom.vote(each.canvas(), asked, 0);
                  if (sentLate && answer.status() == 200) {
                    late.set(true);
                  }
                  return answer;
                }));
      }
      Future<?> closing =
          threads.submit(
              () -> {
                start.await();
                Answer answer = room.close(asked);
                closed.set(true);
                return answer;
              });
      start.countDown();
      closing.get();
      JsonNode atClose = teacher.get(asked.path()).first();
      for (Future<Answer> each : votes) {
        Answer answer = each.get();
        switch (answer.status()) {
          case 200 -> counted++;
          case 400 -> assertRefused(answer, 400, NOT_OPEN);
          default -> assertRefused(answer, 403, DENIED);
        }
      }
      JsonNode after = teacher.get(asked.path()).first();
      assertThat(after).isEqualTo(atClose);
      assertThat(after.get("results").get(asked.choices().getFirst().toString()).asInt())
          .isEqualTo(counted);
      assertThat(after.get("poll_submissions")).hasSize(counted);
    }
    assertThat(late).isFalse();
  }

  private static void assertRefused(Answer answer, int status, String body) {
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
  }

  private static Answer vote(Canvas voter, Asked asked, String choice) {
    return voter.post(
        asked.path() + "/poll_submissions", "poll_submissions[][poll_choice_id]", choice);
  }
}
