package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Rows 1 to 5 of the Canvas polling API.
@NullMarked
@ExtendWith(SharedServer.class)
class PollsIT {

  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z";

  private final Classroom room;
  private final Canvas teacher;

  PollsIT(RunningServer server) {
    room = Classroom.in(server);
    teacher = room.teacher();
  }

  @Test
  void a_created_poll_is_answered_with_200_and_every_field_of_its_owner() {
    Answer made =
        teacher.post(
            "/api/v1/polls", "polls[][question]", "Tea?", "polls[][description]", "Or coffee");

    assertThat(made.status()).isEqualTo(200);
    assertThat(made.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(made.json().fieldNames()).toIterable().containsExactly("polls");
    assertThat(made.first().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id", "question", "description", "created_at", "total_results", "user_id");
    assertThat(made.first().get("id").isIntegralNumber()).isTrue();
    assertThat(made.first().get("question").asText()).isEqualTo("Tea?");
    assertThat(made.first().get("description").asText()).isEqualTo("Or coffee");
    assertThat(made.first().get("created_at").asText()).matches(TIME);
    assertThat(made.first().get("total_results").toString()).isEqualTo("{}");
    assertThat(made.first().get("user_id").asLong())
        .isEqualTo(teacher.get("/api/v1/users/self").id());
  }

  @Test
  void a_poll_without_a_description_has_null() {
    JsonNode poll = teacher.post("/api/v1/polls", "polls[][question]", "Tea?").first();

    assertThat(poll.get("description").isNull()).isTrue();
  }

  @Test
  void a_reader_sees_neither_totals_nor_owner() {
    Asked asked = room.ask("Tea?", "Yes");
    Answer seen = room.student("Ada").canvas().get(asked.pollPath());

    assertThat(seen.first().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("id", "question", "description", "created_at");
  }

  @Test
  void totals_are_summed_over_all_sessions_and_list_every_choice() {
    Asked asked = room.askOpen("Tea?", "Yes", "No");
    Asked again = asked.again(room.session(asked.poll()));
    room.open(again);
    List<Person> students = room.students(2);
    Classroom.vote(students.get(0).canvas(), asked, 0);
    Classroom.vote(students.get(0).canvas(), again, 0);
    Classroom.vote(students.get(1).canvas(), again, 0);

    JsonNode totals = teacher.get(asked.pollPath()).first().get("total_results");

    assertThat(totals.toString())
        .isEqualTo("{\"%d\":3,\"%d\":0}".formatted(asked.choices().get(0), asked.choices().get(1)));
  }

  @Test
  void the_list_holds_only_own_polls_newest_first() {
    long first = teacher.post("/api/v1/polls", "polls[][question]", "1").id();
    long second = teacher.post("/api/v1/polls", "polls[][question]", "2").id();
    Person colleague = room.enrolled("Colleague", "TeacherEnrollment");

    assertThat(teacher.get("/api/v1/polls").ids()).containsExactly(second, first);
    assertThat(colleague.canvas().get("/api/v1/polls").body()).isEqualTo("{\"polls\":[]}");
    assertThat(room.admin().get("/api/v1/polls").ids()).doesNotContain(first, second);
  }

  @Test
  void the_list_shows_totals_and_owner_of_own_polls() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Classroom.vote(room.student("Ada").canvas(), asked, 0);

    JsonNode poll = teacher.get("/api/v1/polls").first();

    assertThat(poll.get("total_results").toString())
        .isEqualTo("{\"%d\":1}".formatted(asked.choices().getFirst()));
    assertThat(poll.has("user_id")).isTrue();
  }

  @Test
  void a_change_leaves_what_is_not_given() {
    Answer made =
        teacher.post("/api/v1/polls", "polls[][question]", "Tea?", "polls[][description]", "Now");
    String path = "/api/v1/polls/" + made.id();

    JsonNode first = teacher.put(path, "polls[][question]", "Milk?").first();
    JsonNode second = teacher.put(path, "polls[][description]", "Later").first();
    JsonNode third = teacher.putJson(path, "{\"polls\":[{}]}").first();
    JsonNode fourth = teacher.putJson(path, "{\"polls\":[{\"description\":null}]}").first();

    assertThat(first.get("question").asText()).isEqualTo("Milk?");
    assertThat(first.get("description").asText()).isEqualTo("Now");
    assertThat(second.get("question").asText()).isEqualTo("Milk?");
    assertThat(second.get("description").asText()).isEqualTo("Later");
    assertThat(third).isEqualTo(second);
    assertThat(fourth.get("description").isNull()).isTrue();
    assertThat(teacher.get(path).first()).isEqualTo(fourth);
  }

  @Test
  void an_administrator_may_change_a_poll_and_does_not_become_its_owner() {
    Asked asked = room.ask("Tea?");

    JsonNode changed = room.admin().put(asked.pollPath(), "polls[][question]", "Milk?").first();

    assertThat(changed.get("user_id").asLong()).isEqualTo(teacher.get("/api/v1/users/self").id());
  }

  @Test
  void a_deleted_poll_takes_choices_sessions_and_votes_with_it() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas student = room.student("Ada").canvas();
    long vote = Classroom.vote(student, asked, 0).id();

    Answer deleted = teacher.delete(asked.pollPath());

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(teacher.delete(asked.pollPath()).status()).isEqualTo(404);
    assertThat(teacher.get(asked.pollPath()).status()).isEqualTo(404);
    assertThat(teacher.get(asked.pollPath() + "/poll_choices").status()).isEqualTo(404);
    assertThat(teacher.get(asked.path()).status()).isEqualTo(404);
    assertThat(student.get(asked.path() + "/poll_submissions/" + vote).status()).isEqualTo(404);
    assertThat(Classroom.vote(room.student("Bob").canvas(), asked, 0).status()).isEqualTo(404);
    assertThat(student.get("/api/v1/poll_sessions/opened").ids()).isEmpty();
  }
}
