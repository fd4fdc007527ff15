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
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;

/// Who may learn that somebody voted: ids of submissions, administrators who act as a voter, and
/// lists.
@NullMarked
@ExtendWith(SharedServer.class)
class WhoVotedIT {

  private static final String OPENED = "/api/v1/poll_sessions/opened";

  private final Classroom room;
  private final Person ada;
  private final Person ben;

  WhoVotedIT(RunningServer server) {
    this.room = Classroom.in(server);
    this.ada = room.student("Ada");
    this.ben = room.student("Ben");
  }

  @Test
  void the_id_of_a_submission_tells_nobody_who_may_not_know_whether_it_is_there() {
    Asked asked = room.askOpen("Tea?", "Yes", "No");
    Classroom.vote(ada.canvas(), asked, 0);
    List<Canvas> callers =
        List.of(
            room.student("Cem").canvas(),
            room.enrolled("Obi", "ObserverEnrollment").canvas(),
            Classroom.in(room.admin()).teacher(),
            Classroom.person(room.admin(), "Eve").canvas());

    for (Canvas caller : callers) {
      Answer voted = submission(caller, asked, ada);
      Answer not = submission(caller, asked, ben);
      Answer nobody = submission(caller, asked, new Person(999_999_999, ben.canvas()));

      assertThat(voted.status()).isEqualTo(403);
      assertThat(not.status()).isEqualTo(403);
      assertThat(not.body()).isEqualTo(voted.body()).isEqualTo(nobody.body());
      assertThat(nobody.status()).isEqualTo(403);
    }
    assertThat(submission(ada.canvas(), asked, ada).status()).isEqualTo(200);
    assertThat(submission(ben.canvas(), asked, ben).status()).isEqualTo(404);
    assertThat(submission(room.teacher(), asked, ada).status()).isEqualTo(200);
    assertThat(submission(room.teacher(), asked, ben).status()).isEqualTo(404);
  }

  @Test
  void while_an_anonymous_session_is_open_its_teacher_does_not_learn_who_took_part() {
    Asked asked = anonymous("public");
    Classroom.vote(ada.canvas(), asked, 0);

    for (Canvas caller : List.of(room.teacher(), room.admin(), ben.canvas())) {
      assertThat(submission(caller, asked, ada).status()).isEqualTo(403);
    }
    String own = path(asked, ada) + "?as_user_id=" + ada.id();
    assertThat(room.admin().get(own).status()).isEqualTo(403);
    assertThat(submission(room.teacher(), asked, ben).status()).isEqualTo(403);
    assertThat(submission(ada.canvas(), asked, ada).status()).isEqualTo(200);
    room.close(asked);

    assertThat(submission(room.teacher(), asked, ada).status()).isEqualTo(200);
    assertThat(submission(room.teacher(), asked, ben).status()).isEqualTo(404);
    assertThat(submission(ben.canvas(), asked, ada).status()).isEqualTo(403);
  }

  @Test
  void an_administrator_who_acts_as_a_voter_learns_nothing_of_an_open_anonymous_session() {
    Asked asked = anonymous("after_vote");
    Classroom.vote(ada.canvas(), asked, 0);

    for (String path : List.of(asked.path(), OPENED)) {
      JsonNode own = ada.canvas().get(path).first();
      JsonNode seen = room.admin().get(path + "?as_user_id=" + ada.id()).first();

      assertThat(own.get("has_submitted").asBoolean()).as(path).isTrue();
      assertThat(own.has("results")).as(path).isTrue();
      assertThat(seen.get("has_submitted").asBoolean()).as(path).isFalse();
      assertThat(seen.has("results")).as(path).isFalse();
      assertThat(room.admin().get(path + "?as_user_id=" + ben.id()).body())
          .isEqualTo(room.admin().get(path + "?as_user_id=" + ada.id()).body());
    }
    room.close(asked);

    assertThat(
            room.admin()
                .get(asked.path() + "?as_user_id=" + ada.id())
                .first()
                .get("has_submitted")
                .asBoolean())
        .isTrue();
  }

  @Test
  void nobody_votes_in_an_anonymous_session_in_the_name_of_somebody_else() {
    Asked asked = anonymous("public");
    Asked named = room.askOpen("Tea?", "Yes", "No");
    Classroom.vote(ada.canvas(), asked, 0);

    Answer voted = voteAs(ada, asked);
    Answer not = voteAs(ben, asked);

    assertThat(voted.status()).isEqualTo(403);
    assertThat(not.status()).isEqualTo(403);
    assertThat(not.body()).isEqualTo(voted.body());
    assertThat(room.teacher().get("/live/sessions/" + asked.session()).json().get("votes").asInt())
        .isEqualTo(1);
    assertThat(voteAs(ben, named).status()).isEqualTo(200);
  }

  @Test
  void lists_show_no_results_of_sessions_that_the_single_answer_refuses() {
    Asked asked = room.askOpen("Tea?", "Yes", "No");
    room.teacher().put(asked.path(), "poll_sessions[][has_public_results]", "true");
    Classroom.vote(ada.canvas(), asked, 0);
    Person gone = Classroom.person(room.admin(), "Gone");
    room.enroll(gone, "StudentEnrollment", "enrollment[enrollment_state]", "inactive");

    Answer single = gone.canvas().get(asked.path());
    JsonNode listed = gone.canvas().get(OPENED).first();

    assertThat(single.status()).isEqualTo(403);
    assertThat(listed.get("id").asLong()).isEqualTo(asked.session());
    assertThat(listed.has("results")).isFalse();
    assertThat(listed.has("has_public_results")).isFalse();
    assertThat(listed.get("poll_submissions")).isEmpty();
    assertThat(ben.canvas().get(OPENED).first()).isEqualTo(ben.canvas().get(asked.path()).first());
    assertThat(ben.canvas().get(OPENED).first().get("poll_submissions")).hasSize(1);
  }

  private static Answer submission(Canvas caller, Asked asked, Person voter) {
    return caller.get(path(asked, voter));
  }

  private static String path(Asked asked, Person voter) {
    long id = SubmissionId.of(new SessionId(asked.session()), new VoterId(voter.id())).number();
    return asked.path() + "/poll_submissions/" + id;
  }

  private Answer voteAs(Person person, Asked asked) {
    return room.admin()
        .post(
            asked.path() + "/poll_submissions?as_user_id=" + person.id(),
            "poll_submissions[][poll_choice_id]",
            Long.toString(asked.choices().getFirst()));
  }

  private Asked anonymous(String results) {
    Asked asked = room.ask("Which?", "A", "B");
    Answer made =
        room.teacher()
            .postJson(
                "/live/polls/" + asked.poll() + "/sessions",
                "{\"course\":%d,\"anonymous\":true,\"open\":true,\"results\":\"%s\"}"
                    .formatted(room.course(), results));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return asked.again(made.json().get("session").asLong());
  }
}
