package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Who may do what with polls: Canvas's matrix of rights, role by role and action by action.
@NullMarked
@ExtendWith(SharedServer.class)
class PollRightsIT {

  private final RunningServer server;

  PollRightsIT(RunningServer server) {
    this.server = server;
  }

  /// All polls are asked in one course (`section`: in its second section) by its first teacher; the
  /// person has an enrollment of this type and state (`!`: in the second section) in that course,
  /// whose state changes after the polls were asked. `manage` stands for all that changes a poll,
  /// its choices and sessions, and for the list of sessions; `ask` for a new session in the course.
  @ParameterizedTest(name = "{0}, enrollment {1} {2}, course {3}, sessions for {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # who             | type     | state     | course    | for     | make | read | manage | ask | see | vote | peek
          owner             |          |           | available | all     | 200  | 200  | 200    | 200 | 200 | 200  | 200
          owner             |          |           | concluded | all     | 200  | 200  | 200    | 403 | 200 | 200  | 200
          owner             |          |           | claimed   | all     | 200  | 200  | 200    | 200 | 200 | 200  | 200
          owner             |          |           | deleted   | all     | 403  | 200  | 200    | 404 | 200 | 403  | 200
          owner             |          |           | available | section | 200  | 200  | 200    | 200 | 200 | 200  | 200
          co-teacher        | Teacher  | active    | available | all     | 200  | 200  | 200    | 200 | 200 | 200  | 200
          co-teacher        | Teacher  | active    | available | section | 200  | 200  | 200    | 200 | 200 | 200  | 200
          co-teacher        | Teacher  | active    | concluded | all     | 200  | 200  | 200    | 403 | 200 | 200  | 200
          co-teacher        | Teacher  | active    | claimed   | all     | 200  | 200  | 200    | 200 | 200 | 200  | 200
          co-teacher        | Teacher  | active    | deleted   | all     | 403  | 403  | 403    | 404 | 403 | 403  | 403
          invited teacher   | Teacher  | invited   | available | all     | 200  | 200  | 403    | 403 | 200 | 200  | 403
          inactive teacher  | Teacher  | inactive  | available | all     | 200  | 200  | 403    | 403 | 403 | 403  | 403
          former teacher    | Teacher  | completed | available | all     | 200  | 200  | 403    | 403 | 200 | 200  | 403
          TA                | Ta       | active    | available | all     | 403  | 200  | 200    | 200 | 200 | 200  | 200
          TA                | Ta       | active    | available | section | 403  | 200  | 200    | 200 | 200 | 200  | 200
          designer          | Designer | active    | available | all     | 403  | 200  | 200    | 200 | 200 | 200  | 200
          observer          | Observer | active    | available | all     | 403  | 200  | 403    | 403 | 200 | 200  | 403
          observer          | Observer | active    | available | section | 403  | 403  | 403    | 403 | 403 | 403  | 403
          student           | Student  | active    | available | all     | 403  | 200  | 403    | 403 | 200 | 200  | 403
          student           | Student  | active    | available | section | 403  | 403  | 403    | 403 | 403 | 403  | 403
          student           | Student  | active!   | available | section | 403  | 200  | 403    | 403 | 200 | 200  | 403
          student           | Student  | active    | concluded | all     | 403  | 200  | 403    | 403 | 200 | 200  | 403
          student           | Student  | active    | claimed   | all     | 403  | 200  | 403    | 403 | 403 | 403  | 403
          student           | Student  | active    | deleted   | all     | 403  | 403  | 403    | 404 | 403 | 403  | 403
          invited student   | Student  | invited   | available | all     | 403  | 200  | 403    | 403 | 200 | 200  | 403
          invited student   | Student  | invited!  | available | section | 403  | 200  | 403    | 403 | 200 | 200  | 403
          inactive student  | Student  | inactive  | available | all     | 403  | 200  | 403    | 403 | 403 | 403  | 403
          inactive student  | Student  | inactive! | available | section | 403  | 200  | 403    | 403 | 403 | 403  | 403
          former student    | Student  | completed | available | all     | 403  | 200  | 403    | 403 | 200 | 200  | 403
          dropped student   | Student  | deleted   | available | all     | 403  | 403  | 403    | 403 | 403 | 403  | 403
          teacher elsewhere |          |           | available | all     | 200  | 403  | 403    | 403 | 403 | 403  | 403
          student elsewhere |          |           | available | all     | 403  | 403  | 403    | 403 | 403 | 403  | 403
          stranger          |          |           | available | all     | 403  | 403  | 403    | 403 | 403 | 403  | 403
          stranger          |          |           | public    | all     | 403  | 403  | 403    | 403 | 200 | 200  | 403
          stranger          |          |           | public    | section | 403  | 403  | 403    | 403 | 403 | 403  | 403
          administrator     |          |           | available | all     | 403  | 200  | 200    | 200 | 200 | 200  | 200
          administrator     |          |           | available | section | 403  | 200  | 200    | 200 | 200 | 200  | 200
          administrator     |          |           | deleted   | all     | 403  | 403  | 403    | 404 | 403 | 403  | 403
          nobody            |          |           | available | all     | 401  | 401  | 401    | 401 | 401 | 401  | 401
          """)
  void the_matrix(ArgumentsAccessor row) {
    String courseState = text(row, 3);
    int make = status(row, 5);
    int read = status(row, 6);
    int manage = status(row, 7);
    int ask = status(row, 8);
    int see = status(row, 9);
    int vote = status(row, 10);
    int peek = status(row, 11);
    int delete = manage == 200 ? 204 : manage;
    Classroom room =
        courseState.equals("public")
            ? Classroom.in(server.admin(), "offer", "true", "course[is_public]", "true")
            : Classroom.in(server);
    long section = room.addSection("B");
    String[] where =
        text(row, 4).equals("all")
            ? new String[0]
            : new String[] {"poll_sessions[][course_section_id]", Long.toString(section)};
    Canvas who = who(room, row, section);
    Asked seen = asked(room, where);
    Asked open = asked(room, where);
    Asked closed = asked(room, where);
    Asked changed = asked(room, where);
    Asked endedSession = asked(room, where);
    Asked endedChoice = asked(room, where);
    Asked endedPoll = asked(room, where);
    long ballot = Classroom.vote(room.teacher(), seen, 0).id();
    room.close(closed);
    changeCourse(room, courseState);
    String choices = "/poll_choices";
    String sessions = "/poll_sessions";
    String choice = changed.pollPath() + choices + "/" + changed.choices().getFirst();
    String course = Long.toString(room.course());
    Map<String, Integer> expected = new LinkedHashMap<>();
    Map<String, Integer> actual = new LinkedHashMap<>();
    var check =
        new Object() {
          void that(String action, int status, Answer answer) {
            expected.put(action, status);
            actual.put(action, answer.status());
          }
        };

    check.that("list own polls", who.token() == null ? 401 : 200, who.get("/api/v1/polls"));
    check.that("make a poll", make, who.post("/api/v1/polls", "polls[][question]", "Mine?"));
    check.that("read a poll", read, who.get(seen.pollPath()));
    check.that("list choices", read, who.get(seen.pollPath() + choices));
    check.that(
        "read a choice", read, who.get(seen.pollPath() + choices + "/" + seen.choices().get(0)));
    check.that("see a session", see, who.get(seen.path()));
    check.that("see a vote", peek, who.get(seen.path() + "/poll_submissions/" + ballot));
    check.that("vote", vote, Classroom.vote(who, open, 0));
    check.that("vote late", vote == 200 ? 403 : vote, Classroom.vote(who, closed, 0));
    check.that(
        "ask in a new session",
        ask,
        who.post(seen.pollPath() + sessions, "poll_sessions[][course_id]", course));
    check.that("change a poll", manage, who.put(changed.pollPath(), "polls[][question]", "Milk?"));
    check.that(
        "add a choice",
        manage,
        who.post(changed.pollPath() + choices, "poll_choices[][text]", "No"));
    check.that("change a choice", manage, who.put(choice, "poll_choices[][text]", "No"));
    check.that("list sessions", manage, who.get(changed.pollPath() + sessions));
    check.that(
        "change a session",
        manage,
        who.put(changed.path(), "poll_sessions[][has_public_results]", "true"));
    check.that("open", manage, who.get(changed.path() + "/open"));
    check.that("open by POST", manage, who.post(changed.path() + "/open"));
    check.that("close", manage, who.get(changed.path() + "/close"));
    check.that("close by POST", manage, who.post(changed.path() + "/close"));
    check.that(
        "delete a choice",
        delete,
        who.delete(endedChoice.pollPath() + choices + "/" + endedChoice.choices().get(0)));
    check.that("delete a session", delete, who.delete(endedSession.path()));
    check.that("delete a poll", delete, who.delete(endedPoll.pollPath()));

    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void a_poll_without_sessions_is_its_owners_alone() {
    Classroom room = Classroom.in(server);
    long poll = room.teacher().post("/api/v1/polls", "polls[][question]", "Mine?").id();
    String path = "/api/v1/polls/" + poll;

    assertThat(room.teacher().get(path).status()).isEqualTo(200);
    assertThat(room.student("Ada").canvas().get(path).status()).isEqualTo(403);
    assertThat(room.enrolled("Co", "TeacherEnrollment").canvas().get(path).status()).isEqualTo(403);
    assertThat(server.admin().get(path).status()).isEqualTo(403);
    assertThat(server.admin().delete(path).status()).isEqualTo(403);
    assertThat(
            server
                .admin()
                .post(
                    path + "/poll_sessions",
                    "poll_sessions[][course_id]",
                    Long.toString(room.course()))
                .status())
        .isEqualTo(403);
  }

  @Test
  void an_owner_keeps_the_poll_after_having_stopped_teaching() {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Tea?", "Yes");
    String enrollments = "/api/v1/courses/" + room.course() + "/enrollments";
    long own = server.admin().get(enrollments).json().get(0).get("id").asLong();

    server.admin().delete(enrollments + "/" + own + "?task=delete");

    assertThat(room.teacher().get(asked.pollPath()).first().has("total_results")).isTrue();
    assertThat(room.close(asked).status()).isEqualTo(200);
    assertThat(room.teacher().post("/api/v1/polls", "polls[][question]", "New?").status())
        .isEqualTo(403);
    assertThat(Classroom.vote(room.teacher(), asked, 0).status()).isEqualTo(403);
  }

  @Test
  void an_administrator_needs_a_teacher_enrollment_to_make_a_poll() {
    Classroom room = Classroom.in(server);
    long admin = server.admin().get("/api/v1/users/self").id();
    assertThat(server.admin().post("/api/v1/polls", "polls[][question]", "Q?").status())
        .isEqualTo(403);
    room.enroll(new Person(admin, server.admin()), "TeacherEnrollment");

    try {
      assertThat(server.admin().post("/api/v1/polls", "polls[][question]", "Q?").status())
          .isEqualTo(200);
    } finally {
      server.admin().put("/api/v1/courses/" + room.course(), "course[event]", "delete");
    }
  }

  @Test
  void a_session_cannot_be_asked_in_a_course_of_somebody_else() {
    Classroom room = Classroom.in(server);
    Classroom other = Classroom.in(server);
    Asked asked = room.ask("Tea?");
    Asked foreign = other.ask("Milk?");

    Answer own =
        room.teacher()
            .post(
                asked.pollPath() + "/poll_sessions",
                "poll_sessions[][course_id]",
                Long.toString(other.course()));
    Answer theirs =
        room.teacher()
            .post(
                foreign.pollPath() + "/poll_sessions",
                "poll_sessions[][course_id]",
                Long.toString(room.course()));

    assertThat(own.status()).isEqualTo(403);
    assertThat(theirs.status()).isEqualTo(403);
  }

  @Test
  void changed_enrollments_hold_at_once() {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Tea?", "Yes");
    Person ada = Classroom.person(server.admin(), "Ada");
    assertThat(Classroom.vote(ada.canvas(), asked, 0).status()).isEqualTo(403);

    room.enroll(ada, "StudentEnrollment");
    assertThat(Classroom.vote(ada.canvas(), asked, 0).status()).isEqualTo(200);
    room.enroll(ada, "StudentEnrollment", "enrollment[enrollment_state]", "inactive");

    assertThat(Classroom.vote(ada.canvas(), asked, 0).status()).isEqualTo(403);
  }

  private static String text(ArgumentsAccessor row, int column) {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  private static int status(ArgumentsAccessor row, int column) {
    return Integer.parseInt(text(row, column));
  }

  private static Canvas who(Classroom room, ArgumentsAccessor row, long section) {
    if (!text(row, 1).isEmpty()) {
      return enrolled(room, text(row, 1) + "Enrollment", text(row, 2), section);
    }
    return switch (text(row, 0)) {
      case "owner" -> room.teacher();
      case "administrator" -> room.admin();
      case "teacher elsewhere" -> Classroom.in(room.admin()).teacher();
      case "student elsewhere" -> Classroom.in(room.admin()).student("Eve").canvas();
      case "stranger" -> Classroom.person(room.admin(), "Eve").canvas();
      case "nobody" -> new Canvas(room.admin().base(), null);
      default -> throw new AssertionError(text(row, 0));
    };
  }

  private static Canvas enrolled(Classroom room, String type, String state, long section) {
    Person person = Classroom.person(room.admin(), "Ada");
    String name = state.replace("!", "");
    boolean deleted = name.equals("deleted");
    room.enroll(
        person,
        type,
        "enrollment[enrollment_state]",
        deleted ? "active" : name,
        "enrollment[course_section_id]",
        state.endsWith("!") ? Long.toString(section) : Long.toString(room.section()));
    if (deleted) {
      String enrollments = "/api/v1/courses/" + room.course() + "/enrollments/";
      long id =
          person.canvas().get("/api/v1/users/self/enrollments").json().get(0).get("id").asLong();
      room.admin().delete(enrollments + id + "?task=delete");
    }
    return person.canvas();
  }

  private static Asked asked(Classroom room, String... where) {
    Asked asked = room.ask("Tea?", "Yes");
    if (where.length > 0) {
      Asked elsewhere = asked.again(room.session(asked.poll(), where));
      room.teacher().delete(asked.path());
      asked = elsewhere;
    }
    room.open(asked);
    return asked;
  }

  private static void changeCourse(Classroom room, String state) {
    String event =
        switch (state) {
          case "concluded" -> "conclude";
          case "claimed" -> "claim";
          case "deleted" -> "delete";
          default -> "";
        };
    if (!event.isEmpty()) {
      assertThat(
              room.admin().put("/api/v1/courses/" + room.course(), "course[event]", event).status())
          .isEqualTo(200);
    }
  }
}
