package org.pollard.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.Tab;

/// Who does not belong to an audience: guests of other rooms, people of other courses, participants
/// of meetings.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class OutsidersIT {

  private final RunningServer server;
  private final Classroom open;

  OutsidersIT(RunningServer server) {
    this.server = server;
    this.open = Classroom.in(server.admin(), "offer", "true", "course[is_public]", "true");
  }

  @Test
  void a_guest_is_nobody_outside_the_rooms_that_they_joined_be_a_course_public_or_not() {
    Asked asked = open.askOpen("Ours?", "Yes");
    Tab guest = new Tab(server.base());
    assertThat(guest.join(code(Classroom.in(server))).status()).isEqualTo(200);

    assertThat(guest.get(live(asked)).status()).isEqualTo(404);
    assertThat(guest.get("/live/rooms/" + open.course() + "/events").status()).isEqualTo(404);
    assertThat(guest.send("PUT", live(asked) + "/vote", choice(asked)).status()).isEqualTo(404);

    assertThat(guest.join(code(open)).status()).isEqualTo(200);

    assertThat(guest.get(live(asked)).status()).isEqualTo(200);
    assertThat(guest.send("PUT", live(asked) + "/vote", choice(asked)).status()).isEqualTo(200);
  }

  @Test
  void a_guest_reads_nothing_of_a_session_before_it_was_opened_or_put_on_show() {
    Classroom room = Classroom.in(server);
    Asked never = room.ask("Secret?", "Yes");
    Tab guest = new Tab(server.base());
    guest.join(code(room));
    String path = live(never);
    String nothing = "/live/sessions/999999999";

    assertThat(guest.get(path).body()).isEqualTo(guest.get(nothing).body());
    assertThat(guest.get(path).status()).isEqualTo(404);
    assertThat(guest.get(path + "/events").status()).isEqualTo(404);
    assertThat(guest.get(path + "/voters").status()).isEqualTo(404);
    assertThat(guest.send("PUT", path + "/vote", choice(never)).body())
        .isEqualTo(guest.send("PUT", nothing + "/vote", choice(never)).body());
    assertThat(guest.send("PATCH", path, "{\"open\":true}").status()).isEqualTo(404);
    assertThat(room.student("Ada").canvas().get(path).status()).as("as on Canvas").isEqualTo(200);

    room.teacher().send("PATCH", path, "application/json", "{\"on_show\":true}");
    assertThat(guest.get(path).body()).contains("Secret?");
    Asked opened = room.askOpen("Open?", "Yes");
    room.close(opened);
    assertThat(guest.get(live(opened)).status()).isEqualTo(200);
  }

  @Test
  void a_participant_of_a_meeting_is_nobody_in_a_public_course() {
    Asked asked = open.askOpen("Ours?", "Yes");
    Kit kit = Kit.in(server);
    Canvas participant = kit.viewer(kit.meeting(), "Pia").client();

    assertThat(participant.get(live(asked)).status()).isEqualTo(404);
    assertThat(participant.putJson(live(asked) + "/vote", choice(asked)).status()).isEqualTo(404);
    try (Events events = Events.of(participant, "/live/rooms/" + open.course() + "/events")) {
      assertThat(events.status()).isEqualTo(404);
    }
  }

  @Test
  void outsiders_of_a_public_course_vote_on_the_canvas_wire_only() {
    Asked asked = open.askOpen("Ours?", "Yes");
    Person eve = Classroom.person(server.admin(), "Eve");

    Answer refused = eve.canvas().putJson(live(asked) + "/vote", choice(asked));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(eve.canvas().get(live(asked)).status()).isEqualTo(200);
    assertThat(Classroom.vote(eve.canvas(), asked, 0).status()).isEqualTo(200);
  }

  @Test
  void an_outsider_of_a_public_course_reads_nothing_of_what_was_never_opened() {
    Asked never = open.ask("Secret?", "Yes");
    Canvas eve = Classroom.person(server.admin(), "Eve").canvas();

    assertThat(eve.get(live(never)).body())
        .isEqualTo(eve.get("/live/sessions/999999999").body())
        .doesNotContain("Secret?");
    assertThat(eve.get(live(never) + "/events").status()).isEqualTo(404);
    assertThat(eve.putJson(live(never) + "/vote", choice(never)).status()).isEqualTo(404);
    assertThat(eve.get(never.pollPath()).status()).as("on the Canvas wire").isEqualTo(403);
    assertThat(open.student("Ada").canvas().get(live(never)).status()).isEqualTo(200);

    open.open(never);
    assertThat(eve.get(live(never)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  active,    200",
    "true,  invited,   200",
    "true,  completed, 403",
    "true,  inactive,  403",
    "false, active,    200",
    "false, invited,   200",
    "false, completed, 403",
    "false, inactive,  404"
  })
  void whose_place_has_ended_or_was_taken_away_votes_no_more(
      boolean isPublic, String state, int status) {
    Classroom room = isPublic ? open : Classroom.in(server);
    Asked asked = room.askOpen("Ours?", "Yes");
    Person ada = Classroom.person(server.admin(), "Ada");
    room.enroll(ada, "StudentEnrollment", "enrollment[enrollment_state]", state);

    assertThat(ada.canvas().putJson(live(asked) + "/vote", choice(asked)).status())
        .isEqualTo(status);
    assertThat(room.teacher().get(live(asked)).json().get("votes").asInt())
        .isEqualTo(status == 200 ? 1 : 0);
  }

  @Test
  void an_outsider_of_a_public_course_joins_by_its_code_and_votes() {
    Asked asked = open.askOpen("Ours?", "Yes");
    Person eve = Classroom.person(server.admin(), "Eve");
    Tab tab = signedIn(eve);

    assertThat(tab.send("PUT", live(asked) + "/vote", choice(asked)).status()).isEqualTo(403);
    assertThat(tab.join(code(open)).status()).isEqualTo(200);

    assertThat(tab.send("PUT", live(asked) + "/vote", choice(asked)).status()).isEqualTo(200);
  }

  @Test
  void who_was_put_out_of_a_course_does_not_come_back_by_its_code() {
    Classroom room = Classroom.in(server);
    String code = code(room);
    Asked asked = room.askOpen("Ours?", "Yes");
    Person ada = Classroom.person(server.admin(), "Ada");
    room.enroll(ada, "StudentEnrollment", "enrollment[enrollment_state]", "inactive");
    Tab tab = signedIn(ada);

    assertThat(tab.join(code).status()).isEqualTo(403);
    assertThat(tab.get(live(asked)).status()).isEqualTo(404);
    assertThat(tab.send("PUT", live(asked) + "/vote", choice(asked)).status()).isEqualTo(404);
  }

  private Tab signedIn(Person person) {
    Tab tab = new Tab(server.base());
    String token = requireNonNull(person.canvas().token());
    assertThat(tab.send("POST", "/web/session", "{\"token\":\"" + token + "\"}").status())
        .isEqualTo(200);
    return tab;
  }

  private static String code(Classroom room) {
    return room.teacher()
        .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
        .json()
        .get("code")
        .asText();
  }

  private static String live(Asked asked) {
    return "/live/sessions/" + asked.session();
  }

  private static String choice(Asked asked) {
    return "{\"choice\":" + asked.choices().getFirst() + "}";
  }
}
