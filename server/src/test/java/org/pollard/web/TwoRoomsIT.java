package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// A poll that is asked in two rooms: each asking belongs to the room where it is asked.
@NullMarked
@ExtendWith(SharedServer.class)
class TwoRoomsIT {

  private final Classroom first;
  private final Classroom second;
  private final Asked here;
  private final Asked there;

  /// The first room's teacher asks in both rooms; the second one's teacher may change the poll
  /// then, as on Canvas.
  TwoRoomsIT(RunningServer server) {
    this.first = Classroom.in(server);
    this.second = Classroom.in(server);
    this.here = first.askOpen("Ours?", "Yes", "No");
    long session =
        server
            .admin()
            .post(
                here.pollPath() + "/poll_sessions",
                "poll_sessions[][course_id]",
                Long.toString(second.course()))
            .id();
    this.there = here.again(session);
    Classroom.vote(first.student("Ada").canvas(), here, 0);
  }

  @Test
  void another_rooms_teacher_learns_nothing_and_changes_nothing() {
    String live = "/live/sessions/" + here.session();
    Canvas stranger = second.teacher();

    for (String file : new String[] {"timeline", "results.csv", "results.xlsx"}) {
      String path = "/web/sessions/" + here.session() + "/" + file;
      assertThat(stranger.get(path).status()).as(file).isEqualTo(404);
      assertThat(first.teacher().get(path).status()).as(file).isEqualTo(200);
    }
    String room = "/web/rooms/" + first.course() + "/results.xlsx";
    assertThat(stranger.get(room).status()).isEqualTo(404);
    assertThat(stranger.get(live + "/voters").status()).isEqualTo(404);
    for (String wish :
        new String[] {
          "{\"open\":false}", "{\"results\":\"public\"}", "{\"on_show\":true}", "{\"correct\":true}"
        }) {
      assertThat(stranger.send("PATCH", live, "application/json", wish).status())
          .as(wish)
          .isEqualTo(404);
    }
    assertThat(first.teacher().get(live).json().get("open").asBoolean()).isTrue();
  }

  @Test
  void each_teacher_runs_what_is_asked_in_their_own_room() {
    String live = "/live/sessions/" + there.session();

    assertThat(open(second.teacher(), live)).isEqualTo(200);
    assertThat(open(first.teacher(), live)).as("the poll's owner elsewhere").isEqualTo(404);
    assertThat(first.teacher().get(live + "/voters").status()).isEqualTo(404);
    assertThat(second.teacher().get(live + "/voters").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TeacherEnrollment", "TaEnrollment", "DesignerEnrollment"})
  void whoever_runs_the_other_room_only_changes_and_deletes_nothing_that_is_asked_here(
      String type) {
    Person host = second.enrolled("Hal", type);
    Canvas other = host.canvas();
    String poll = "/live/polls/" + here.poll();
    String less =
        """
        {"question": "Theirs!", "kind": "single", "choices": [{"id": %d, "text": "No"}]}
        """
            .formatted(here.choices().get(1));
    String picture = "/web/polls/" + here.poll() + "/picture";

    assertThat(other.get(poll).status()).as("what they ask themselves").isEqualTo(200);
    assertThat(editable(other, second)).isFalse();
    assertThat(other.send("PUT", poll, "application/json", less).status()).isEqualTo(403);
    assertThat(other.delete(poll).status()).isEqualTo(403);
    assertThat(other.delete("/web/polls/" + here.poll()).status()).isEqualTo(404);
    assertThat(other.send("PUT", picture + "?alt=x", "image/png", "x").status()).isEqualTo(403);
    assertThat(other.delete(picture).status()).isEqualTo(403);
    JsonNode seen = first.teacher().get("/live/sessions/" + here.session()).json();
    assertThat(seen.get("question").asText()).isEqualTo("Ours?");
    assertThat(seen.get("votes").asInt()).isEqualTo(1);

    first.enroll(host, type);
    assertThat(editable(other, second)).as("runs both rooms").isTrue();
    assertThat(other.send("PUT", poll, "application/json", less).status()).isEqualTo(200);
    assertThat(other.delete(poll).status()).isEqualTo(204);
  }

  @Test
  void who_made_a_poll_changes_and_deletes_it_and_sees_what_is_asked_in_their_own_room() {
    open(second.teacher(), "/live/sessions/" + there.session());
    String poll = "/live/polls/" + here.poll();
    String more = "{\"question\": \"Ours now?\", \"kind\": \"single\", \"choices\": [\"Yes\"]}";

    assertThat(first.teacher().get("/live/sessions/" + there.session()).status()).isEqualTo(404);
    assertThat(editable(first.teacher(), first)).isTrue();
    assertThat(first.teacher().send("PUT", poll, "application/json", more).status()).isEqualTo(200);
    assertThat(first.teacher().delete(poll).status()).isEqualTo(204);
  }

  private boolean editable(Canvas who, Classroom room) {
    return who.get("/web/rooms/" + room.course()).json().at("/polls/0/editable").asBoolean();
  }

  private static int open(Canvas who, String session) {
    return who.send("PATCH", session, "application/json", "{\"open\":true}").status();
  }
}
