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

/// Rows 11 to 17 of the Canvas polling API: shape, visibility, and the life of a session.
@NullMarked
@ExtendWith(SharedServer.class)
class PollSessionsIT {

  private static final String DENIED =
      "{\"status\":\"unauthorized\","
          + "\"errors\":[{\"message\":\"user not authorized to perform that action\"}]}";

  private final Classroom room;
  private final Canvas teacher;

  PollSessionsIT(RunningServer server) {
    room = Classroom.in(server);
    teacher = room.teacher();
  }

  @Test
  void a_created_session_is_closed_and_has_every_field() {
    Asked asked = room.ask("Tea?", "Yes", "No");

    Answer made =
        teacher.post(sessions(asked), "poll_sessions[][course_id]", Long.toString(room.course()));

    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().fieldNames()).toIterable().containsExactly("poll_sessions");
    JsonNode session = made.first();
    assertThat(session.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "poll_id",
            "course_id",
            "course_section_id",
            "is_published",
            "created_at",
            "has_submitted",
            "poll_submissions",
            "has_public_results",
            "results");
    assertThat(session.get("poll_id").asLong()).isEqualTo(asked.poll());
    assertThat(session.get("course_id").asLong()).isEqualTo(room.course());
    assertThat(session.get("course_section_id").isNull()).isTrue();
    assertThat(session.get("is_published").isBoolean()).isTrue();
    assertThat(session.get("is_published").asBoolean()).isFalse();
    assertThat(session.get("has_submitted").asBoolean()).isFalse();
    assertThat(session.get("has_public_results").asBoolean()).isFalse();
    assertThat(session.get("poll_submissions").toString()).isEqualTo("[]");
    assertThat(session.get("results").toString())
        .isEqualTo("{\"%d\":0,\"%d\":0}".formatted(asked.choices().get(0), asked.choices().get(1)));
    assertThat(session.get("created_at").asText())
        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
  }

  @Test
  void a_poll_without_choices_has_empty_results() {
    Asked asked = room.ask("Tea?");

    assertThat(teacher.get(asked.path()).first().get("results").toString()).isEqualTo("{}");
  }

  @Test
  void a_session_can_be_for_one_section() {
    Asked asked = room.ask("Tea?");

    long session =
        room.session(
            asked.poll(), "poll_sessions[][course_section_id]", Long.toString(room.section()));

    assertThat(teacher.get(asked.again(session).path()).first().get("course_section_id").asLong())
        .isEqualTo(room.section());
  }

  @Test
  void is_published_cannot_be_set_by_parameter() {
    Asked asked = room.ask("Tea?");

    long made = room.session(asked.poll(), "poll_sessions[][is_published]", "true");
    JsonNode changed = teacher.put(asked.path(), "poll_sessions[][is_published]", "true").first();

    assertThat(teacher.get(asked.again(made).path()).first().get("is_published").asBoolean())
        .isFalse();
    assertThat(changed.get("is_published").asBoolean()).isFalse();
  }

  @Test
  void an_unknown_or_foreign_section_is_not_found_on_creation_and_null_is_the_whole_course() {
    Asked asked = room.ask("Tea?");
    long foreign = Classroom.in(room.admin()).section();
    String body = "{\"poll_sessions\":[{\"course_id\":%d,\"course_section_id\":%s}]}";

    for (String section : new String[] {"" + foreign, "999999999", "\"x\""}) {
      assertThat(teacher.postJson(sessions(asked), body.formatted(room.course(), section)).status())
          .as(section)
          .isEqualTo(404);
    }
    assertThat(
            teacher
                .postJson(sessions(asked), body.formatted(room.course(), "null"))
                .first()
                .get("course_section_id")
                .isNull())
        .isTrue();
  }

  @Test
  void a_blank_or_unknown_course_is_not_found_on_creation() {
    Asked asked = room.ask("Tea?");

    for (String course : new String[] {"", " ", "999999999", "0", "-1", "x", "1e3"}) {
      assertThat(teacher.post(sessions(asked), "poll_sessions[][course_id]", course).status())
          .as(course)
          .isEqualTo(404);
    }
    assertThat(teacher.postJson(sessions(asked), "{\"poll_sessions\":[{}]}").status())
        .isEqualTo(404);
  }

  @Test
  void sessions_of_a_poll_are_listed_by_id() {
    Asked asked = room.ask("Tea?");
    long second = room.session(asked.poll());
    room.open(asked);

    assertThat(teacher.get(sessions(asked)).ids()).containsExactly(asked.session(), second);
  }

  @Test
  void a_session_of_another_poll_is_not_found_for_every_action() {
    Asked asked = room.ask("Tea?", "Yes");
    Asked other = room.ask("Milk?", "Yes");
    Asked mixed = other.again(asked.session());

    assertThat(teacher.get(mixed.path()).status()).isEqualTo(404);
    assertThat(teacher.put(mixed.path(), "poll_sessions[][x]", "1").status()).isEqualTo(404);
    assertThat(teacher.delete(mixed.path()).status()).isEqualTo(404);
    assertThat(teacher.get(mixed.path() + "/open").status()).isEqualTo(404);
    assertThat(teacher.get(mixed.path() + "/close").status()).isEqualTo(404);
    assertThat(Classroom.vote(teacher, mixed, 0).status()).isEqualTo(404);
    assertThat(teacher.get(mixed.path() + "/poll_submissions/1").status()).isEqualTo(404);
  }

  @Test
  void a_change_leaves_what_is_not_given() {
    Asked asked = room.ask("Tea?");
    long session =
        room.session(
            asked.poll(),
            "poll_sessions[][course_section_id]",
            Long.toString(room.section()),
            "poll_sessions[][has_public_results]",
            "true");
    String path = asked.again(session).path();

    JsonNode kept = teacher.put(path, "poll_sessions[][has_public_results]", "").first();
    JsonNode whole = teacher.put(path, "poll_sessions[][course_section_id]", " ").first();
    JsonNode hidden = teacher.put(path, "poll_sessions[][has_public_results]", "0").first();

    assertThat(kept.get("has_public_results").asBoolean()).isTrue();
    assertThat(kept.get("course_section_id").asLong()).isEqualTo(room.section());
    assertThat(whole.get("course_section_id").isNull()).isTrue();
    assertThat(whole.get("has_public_results").asBoolean()).isTrue();
    assertThat(hidden.get("has_public_results").asBoolean()).isFalse();
    assertThat(hidden.get("course_id").asLong()).isEqualTo(room.course());
  }

  @Test
  void a_section_must_belong_to_the_resulting_course() {
    Classroom other = Classroom.in(room.admin());
    room.admin()
        .post(
            "/api/v1/courses/" + other.course() + "/enrollments",
            "enrollment[user_id]",
            Long.toString(teacher.get("/api/v1/users/self").id()),
            "enrollment[type]",
            "TaEnrollment");
    Asked asked = room.ask("Tea?");
    Asked inSection =
        asked.again(
            room.session(
                asked.poll(), "poll_sessions[][course_section_id]", Long.toString(room.section())));
    String foreign =
        "{\"errors\":{\"base\":[{\"attribute\":\"base\","
            + "\"type\":\"That course section does not belong to the existing course.\","
            + "\"message\":\"That course section does not belong to the existing course.\"}]}}";
    String course = Long.toString(other.course());
    String section = Long.toString(other.section());

    Answer onlyCourse = teacher.put(inSection.path(), "poll_sessions[][course_id]", course);
    Answer onlySection =
        teacher.put(inSection.path(), "poll_sessions[][course_section_id]", section);
    Answer unknown =
        teacher.put(inSection.path(), "poll_sessions[][course_section_id]", "999999999");
    Answer both =
        teacher.put(
            inSection.path(),
            "poll_sessions[][course_id]",
            course,
            "poll_sessions[][course_section_id]",
            section);

    assertThat(onlyCourse.status()).isEqualTo(400);
    assertThat(onlyCourse.body()).isEqualTo(foreign);
    assertThat(onlySection.status()).isEqualTo(400);
    assertThat(onlySection.body()).isEqualTo(foreign);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(both.first().get("course_id").asLong()).isEqualTo(other.course());
    assertThat(both.first().get("course_section_id").asLong()).isEqualTo(other.section());
  }

  @Test
  void a_session_moves_only_to_a_course_that_the_caller_may_update() {
    Classroom other = Classroom.in(room.admin());
    Asked asked = room.ask("Tea?");
    String course = Long.toString(other.course());

    Answer denied = teacher.put(asked.path(), "poll_sessions[][course_id]", course);
    Answer moved = room.admin().put(asked.path(), "poll_sessions[][course_id]", course);
    Answer unchanged =
        teacher.put(asked.path(), "poll_sessions[][course_id]", Long.toString(other.course()));

    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.body()).isEqualTo(DENIED);
    assertThat(moved.first().get("course_id").asLong()).isEqualTo(other.course());
    assertThat(unchanged.status()).isEqualTo(200);
  }

  @Test
  void a_blank_or_unknown_course_is_invalid_on_change() {
    Asked asked = room.ask("Tea?");

    for (String course : new String[] {"", " ", "999999999", "x"}) {
      Answer refused = teacher.put(asked.path(), "poll_sessions[][course_id]", course);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body())
          .isEqualTo(
              "{\"errors\":{\"course\":[{\"attribute\":\"course\","
                  + "\"type\":\"blank\",\"message\":\"blank\"}]}}");
    }
  }

  @Test
  void a_moved_session_has_a_new_audience_at_once() {
    Classroom other = Classroom.in(room.admin());
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas here = room.student("Ada").canvas();
    Canvas there = other.student("Bob").canvas();
    assertThat(Classroom.vote(there, asked, 0).status()).isEqualTo(403);

    room.admin().put(asked.path(), "poll_sessions[][course_id]", "" + other.course());

    assertThat(Classroom.vote(here, asked, 0).status()).isEqualTo(403);
    assertThat(Classroom.vote(there, asked, 0).status()).isEqualTo(200);
  }

  @Test
  void hidden_results_are_absent_for_students_open_or_closed_voted_or_not() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();
    Canvas bob = room.student("Bob").canvas();
    long vote = Classroom.vote(ada, asked, 0).id();

    for (int i = 0; i < 2; i++) {
      for (Canvas viewer : List.of(ada, bob)) {
        boolean voted = viewer.equals(ada);
        JsonNode session = viewer.get(asked.path()).first();
        assertThat(session.fieldNames())
            .toIterable()
            .containsExactlyInAnyOrder(
                "id",
                "poll_id",
                "course_id",
                "course_section_id",
                "is_published",
                "created_at",
                "has_submitted",
                "poll_submissions");
        assertThat(session.get("has_submitted").asBoolean()).isEqualTo(voted);
        assertThat(session.get("poll_submissions")).hasSize(voted ? 1 : 0);
        String list = "/api/v1/poll_sessions/" + (i == 0 ? "opened" : "closed");
        assertThat(viewer.get(list).first()).isEqualTo(session);
      }
      room.close(asked);
    }
    assertThat(ada.get(asked.path()).first().get("poll_submissions").get(0).get("id").asLong())
        .isEqualTo(vote);
  }

  @Test
  void public_results_show_everything_to_everybody_even_while_open() {
    Asked hidden = room.ask("Tea?", "Yes", "No");
    Asked asked =
        hidden.again(room.session(hidden.poll(), "poll_sessions[][has_public_results]", "true"));
    room.open(asked);
    Person ada = room.student("Ada");
    Canvas bob = room.student("Bob").canvas();
    JsonNode vote = Classroom.vote(ada.canvas(), asked, 1).first();

    JsonNode session = bob.get(asked.path()).first();

    assertThat(session.get("has_public_results").asBoolean()).isTrue();
    assertThat(session.get("results").toString())
        .isEqualTo("{\"%d\":0,\"%d\":1}".formatted(asked.choices().get(0), asked.choices().get(1)));
    assertThat(session.get("poll_submissions")).containsExactly(vote);
    assertThat(vote.get("user_id").asLong()).isEqualTo(ada.id());
    assertThat(session.get("has_submitted").asBoolean()).isFalse();
    assertThat(bob.get(hidden.path()).first().has("results")).isFalse();
    assertThat(bob.get("/api/v1/poll_sessions/opened").first()).isEqualTo(session);
  }

  @Test
  void a_teacher_sees_all_votes_of_hidden_results() {
    Asked asked = room.askOpen("Tea?", "Yes");
    for (Person each : room.students(3)) {
      Classroom.vote(each.canvas(), asked, 0);
    }

    JsonNode session = teacher.get(asked.path()).first();

    assertThat(session.get("poll_submissions")).hasSize(3);
    assertThat(session.get("results").get(asked.choices().getFirst().toString()).asInt())
        .isEqualTo(3);
    assertThat(session.get("has_submitted").asBoolean()).isFalse();
    assertThat(teacher.get(sessions(asked)).first()).isEqualTo(session);
    assertThat(teacher.get("/api/v1/poll_sessions/opened").first()).isEqualTo(session);
  }

  @Test
  void open_and_close_work_by_get_and_post_as_often_as_one_likes_and_are_never_cached() {
    Asked asked = room.ask("Tea?");
    String[] steps = {"open", "open", "close", "close", "open"};

    for (String step : steps) {
      for (String method : new String[] {"GET", "POST"}) {
        Answer answer =
            method.equals("GET")
                ? teacher.get(asked.path() + "/" + step)
                : teacher.post(asked.path() + "/" + step);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.first().get("id").asLong()).isEqualTo(asked.session());
        assertThat(answer.first().get("is_published").asBoolean()).isEqualTo(step.equals("open"));
      }
    }
  }

  @Test
  void a_refused_open_opens_nothing() {
    Asked asked = room.ask("Tea?");

    Answer refused = room.student("Ada").canvas().get(asked.path() + "/open");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(teacher.get(asked.path()).first().get("is_published").asBoolean()).isFalse();
  }

  @Test
  void head_changes_nothing() {
    Asked asked = room.ask("Tea?");

    Answer open = teacher.head(asked.path() + "/open");
    boolean afterOpen = teacher.get(asked.path()).first().get("is_published").asBoolean();
    room.open(asked);
    teacher.head(asked.path() + "/close");
    boolean afterClose = teacher.get(asked.path()).first().get("is_published").asBoolean();

    assertThat(open.status()).isEqualTo(200);
    assertThat(open.body()).isEmpty();
    assertThat(open.header("Cache-Control")).isEqualTo("no-store");
    assertThat(afterOpen).isFalse();
    assertThat(afterClose).isTrue();
  }

  @Test
  void a_reopened_session_keeps_its_votes_and_takes_new_voters_only() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();
    Canvas bob = room.student("Bob").canvas();
    Classroom.vote(ada, asked, 0);
    room.close(asked);
    assertThat(Classroom.vote(bob, asked, 0).status()).isEqualTo(403);

    room.open(asked);

    assertThat(Classroom.vote(ada, asked, 0).status()).isEqualTo(400);
    assertThat(Classroom.vote(bob, asked, 0).status()).isEqualTo(200);
    assertThat(teacher.get(asked.path()).first().get("poll_submissions")).hasSize(2);
  }

  @Test
  void several_sessions_are_open_together_and_each_takes_a_vote_of_the_same_voter() {
    Asked first = room.askOpen("Tea?", "Yes", "No");
    Asked second = first.again(room.session(first.poll()));
    room.open(second);
    Canvas ada = room.student("Ada").canvas();

    assertThat(Classroom.vote(ada, first, 0).status()).isEqualTo(200);
    assertThat(Classroom.vote(ada, second, 1).status()).isEqualTo(200);
    assertThat(ada.get("/api/v1/poll_sessions/opened").ids())
        .containsExactly(first.session(), second.session());
  }

  @Test
  void a_poll_and_its_choices_may_change_while_a_session_is_open() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas ada = room.student("Ada").canvas();
    Classroom.vote(ada, asked, 0);

    long late =
        teacher.post(asked.pollPath() + "/poll_choices", "poll_choices[][text]", "Late").id();
    teacher.put(asked.pollPath(), "polls[][question]", "Milk?");
    Answer vote =
        room.student("Bob")
            .canvas()
            .post(
                asked.path() + "/poll_submissions",
                "poll_submissions[][poll_choice_id]",
                Long.toString(late));

    assertThat(vote.status()).isEqualTo(200);
    assertThat(teacher.get(asked.path()).first().get("results").toString())
        .isEqualTo("{\"%d\":1,\"%d\":1}".formatted(asked.choices().getFirst(), late));
  }

  @Test
  void a_deleted_session_takes_its_votes_out_of_the_totals() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Asked other = asked.again(room.session(asked.poll()));
    room.open(other);
    Canvas ada = room.student("Ada").canvas();
    long vote = Classroom.vote(ada, asked, 0).id();
    Classroom.vote(ada, other, 0);

    Answer deleted = teacher.delete(asked.path());

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(teacher.get(asked.path()).status()).isEqualTo(404);
    assertThat(teacher.get(asked.path() + "/open").status()).isEqualTo(404);
    assertThat(ada.get(asked.path() + "/poll_submissions/" + vote).status()).isEqualTo(404);
    assertThat(Classroom.vote(ada, asked, 0).status()).isEqualTo(404);
    assertThat(teacher.get(asked.pollPath()).first().get("total_results").toString())
        .isEqualTo("{\"%d\":1}".formatted(asked.choices().getFirst()));
  }

  @Test
  void a_long_list_of_votes_is_complete() {
    Asked asked = room.askOpen("Tea?", "Yes");
    for (Person each : room.students(30)) {
      assertThat(Classroom.vote(each.canvas(), asked, 0).status()).isEqualTo(200);
    }

    assertThat(teacher.get(asked.path()).first().get("poll_submissions")).hasSize(30);
  }

  private static String sessions(Asked asked) {
    return asked.pollPath() + "/poll_sessions";
  }
}
