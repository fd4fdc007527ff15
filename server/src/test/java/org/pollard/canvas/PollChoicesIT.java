package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/// Rows 6 to 10 of the Canvas polling API.
@NullMarked
@ExtendWith(SharedServer.class)
class PollChoicesIT {

  private final Classroom room;
  private final Canvas teacher;

  PollChoicesIT(RunningServer server) {
    room = Classroom.in(server);
    teacher = room.teacher();
  }

  @Test
  void a_created_choice_has_every_field() {
    Asked asked = room.ask("Tea?");

    Answer made =
        teacher.post(
            choices(asked),
            "poll_choices[][text]",
            "Yes",
            "poll_choices[][is_correct]",
            "true",
            "poll_choices[][position]",
            "3");

    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().fieldNames()).toIterable().containsExactly("poll_choices");
    assertThat(made.first().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("id", "poll_id", "text", "position", "is_correct");
    assertThat(made.first().get("poll_id").asLong()).isEqualTo(asked.poll());
    assertThat(made.first().get("text").asText()).isEqualTo("Yes");
    assertThat(made.first().get("position").isInt()).isTrue();
    assertThat(made.first().get("position").asInt()).isEqualTo(3);
    assertThat(made.first().get("is_correct").asBoolean()).isTrue();
    assertThat(teacher.get(choices(asked) + "/" + made.id()).first()).isEqualTo(made.first());
  }

  @Test
  void position_has_no_default_and_a_blank_key_is_false() {
    Asked asked = room.ask("Tea?");

    JsonNode made =
        teacher
            .post(choices(asked), "poll_choices[][text]", "Yes", "poll_choices[][is_correct]", "")
            .first();

    assertThat(made.get("position").isNull()).isTrue();
    assertThat(made.get("is_correct").isBoolean()).isTrue();
    assertThat(made.get("is_correct").asBoolean()).isFalse();
  }

  @Test
  void choices_are_listed_by_position_then_id_and_those_without_come_last() {
    Asked asked = room.ask("Tea?");
    long none = choice(asked, "none", "");
    long two = choice(asked, "two", "2");
    long one = choice(asked, "one", "1");
    long alsoTwo = choice(asked, "also two", "2");
    long alsoNone = choice(asked, "also none", "");
    long negative = choice(asked, "negative", "-1");

    assertThat(teacher.get(choices(asked)).ids())
        .containsExactly(negative, one, two, alsoTwo, none, alsoNone);
  }

  @Test
  void a_change_leaves_what_is_not_given_and_honours_false() {
    Asked asked = room.ask("Tea?");
    long id =
        teacher
            .postJson(
                choices(asked),
                "{\"poll_choices\":[{\"text\":\"Yes\",\"is_correct\":true,\"position\":1}]}")
            .id();
    String path = choices(asked) + "/" + id;

    JsonNode kept = teacher.put(path, "poll_choices[][is_correct]", "").first();
    JsonNode json = teacher.putJson(path, "{\"poll_choices\":[{\"is_correct\":false}]}").first();
    JsonNode again = teacher.put(path, "poll_choices[][is_correct]", "1").first();
    JsonNode form = teacher.put(path, "poll_choices[][is_correct]", "false").first();
    JsonNode moved = teacher.putJson(path, "{\"poll_choices\":[{\"position\":null}]}").first();
    JsonNode renamed = teacher.put(path, "poll_choices[][text]", "No").first();

    assertThat(kept.get("is_correct").asBoolean()).isTrue();
    assertThat(kept.get("text").asText()).isEqualTo("Yes");
    assertThat(json.get("is_correct").asBoolean()).isFalse();
    assertThat(again.get("is_correct").asBoolean()).isTrue();
    assertThat(form.get("is_correct").asBoolean()).isFalse();
    assertThat(form.get("position").asInt()).isEqualTo(1);
    assertThat(moved.get("position").isNull()).isTrue();
    assertThat(renamed.get("text").asText()).isEqualTo("No");
  }

  @Test
  void a_choice_is_found_only_under_its_own_poll() {
    Asked asked = room.ask("Tea?", "Yes");
    Asked other = room.ask("Milk?", "Yes");
    String path = choices(other) + "/" + asked.choices().getFirst();

    assertThat(teacher.get(path).status()).isEqualTo(404);
    assertThat(teacher.put(path, "poll_choices[][text]", "No").status()).isEqualTo(404);
    assertThat(teacher.delete(path).status()).isEqualTo(404);
  }

  @Test
  void a_deleted_choice_takes_its_votes_with_it_and_its_voter_may_vote_again() {
    Asked asked = room.askOpen("Tea?", "Yes", "No");
    Canvas ada = room.student("Ada").canvas();
    Canvas bob = room.student("Bob").canvas();
    long gone = Classroom.vote(ada, asked, 0).id();
    Classroom.vote(bob, asked, 1);
    long yes = asked.choices().get(0);
    long no = asked.choices().get(1);

    Answer deleted = teacher.delete(choices(asked) + "/" + yes);

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    JsonNode session = teacher.get(asked.path()).first();
    assertThat(session.get("results").toString()).isEqualTo("{\"%d\":1}".formatted(no));
    assertThat(session.get("poll_submissions")).hasSize(1);
    assertThat(teacher.get(asked.pollPath()).first().get("total_results").toString())
        .isEqualTo("{\"%d\":1}".formatted(no));
    assertThat(ada.get(asked.path()).first().get("has_submitted").asBoolean()).isFalse();
    assertThat(ada.get(asked.path() + "/poll_submissions/" + gone).status()).isEqualTo(404);
    assertThat(Classroom.vote(ada, asked, 0).status()).isEqualTo(404);
    assertThat(Classroom.vote(ada, asked, 1).status()).isEqualTo(200);
    assertThat(teacher.get(asked.path()).first().get("results").toString())
        .isEqualTo("{\"%d\":2}".formatted(no));
    assertThat(Classroom.vote(bob, asked, 1).status()).isEqualTo(400);
  }

  @Test
  void the_key_is_hidden_from_students_until_a_session_that_they_voted_in_is_closed() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();
    Canvas bob = room.student("Bob").canvas();

    assertThat(showsKey(ada, asked)).isFalse();
    Classroom.vote(ada, asked, 0);
    assertThat(showsKey(ada, asked)).isFalse();
    room.close(asked);
    assertThat(showsKey(ada, asked)).isTrue();
    assertThat(showsKey(bob, asked)).isFalse();
    assertThat(showsKey(teacher, asked)).isTrue();
  }

  @Test
  void the_key_stays_visible_while_another_session_is_open_and_goes_when_reopened() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();
    Classroom.vote(ada, asked, 0);
    room.close(asked);
    Asked second = asked.again(room.session(asked.poll()));
    room.open(second);

    assertThat(showsKey(ada, asked)).isTrue();
    room.open(asked);
    assertThat(showsKey(ada, asked)).isFalse();
  }

  @Test
  void the_key_is_hidden_from_voters_who_left_the_section_of_the_session() {
    long section = room.addSection("B");
    Asked asked = room.ask("Tea?", "Yes");
    Asked inB =
        asked.again(
            room.session(
                asked.poll(), "poll_sessions[][course_section_id]", Long.toString(section)));
    room.open(inB);
    Person ada = Classroom.person(room.admin(), "Ada");
    room.enroll(ada, "StudentEnrollment", "enrollment[course_section_id]", Long.toString(section));
    Classroom.vote(ada.canvas(), inB, 0);
    room.close(inB);
    assertThat(showsKey(ada.canvas(), asked)).isTrue();
    room.enroll(ada, "StudentEnrollment");

    endEnrollment(ada, section);

    assertThat(showsKey(ada.canvas(), asked)).isFalse();
  }

  private void endEnrollment(Person person, long section) {
    String enrollments = "/api/v1/courses/" + room.course() + "/enrollments";
    for (JsonNode each : room.admin().get(enrollments + "?per_page=100").json()) {
      if (each.get("user_id").asLong() == person.id()
          && each.get("course_section_id").asLong() == section) {
        room.admin().delete(enrollments + "/" + each.get("id").asLong() + "?task=delete");
      }
    }
  }

  /// Both ways of reading must agree.
  private static boolean showsKey(Canvas viewer, Asked asked) {
    boolean inList = viewer.get(choices(asked)).first().has("is_correct");
    boolean alone =
        viewer.get(choices(asked) + "/" + asked.choices().getFirst()).first().has("is_correct");
    assertThat(alone).isEqualTo(inList);
    return inList;
  }

  private long choice(Asked asked, String text, String position) {
    return teacher
        .post(choices(asked), "poll_choices[][text]", text, "poll_choices[][position]", position)
        .id();
  }

  private static String choices(Asked asked) {
    return asked.pollPath() + "/poll_choices";
  }
}
