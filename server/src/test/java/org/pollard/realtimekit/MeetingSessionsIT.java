package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Sessions and who is in them, over real HTTP and live streams.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class MeetingSessionsIT {

  private static final String TWO = "{\"question\":\"Which?\",\"options\":[\"A\",\"B\"]}";

  private final Kit kit;
  private final String meeting;
  private final Participant host;
  private final Participant ada;
  private final Participant ben;

  MeetingSessionsIT(RunningServer server) {
    this.kit = Kit.in(server);
    this.meeting = kit.meeting("{\"title\":\"Town hall\",\"session_keep_alive_time_in_secs\":0}");
    this.host = kit.host(meeting, "Hana");
    this.ada = kit.viewer(meeting, "Ada");
    this.ben = kit.viewer(meeting, "Ben");
  }

  private String session(String rest) {
    return "/meetings/" + meeting + "/active-session" + rest;
  }

  @Test
  void a_session_lives_while_somebody_is_there() throws Exception {
    Answer before = kit.get(session(""));
    String id;
    try (Events first = kit.enter(meeting, ada);
        Events tab = kit.enter(meeting, ada);
        Events other = kit.enter(meeting, ben)) {
      JsonNode live = kit.get(session("")).json().get("data");
      id = live.get("id").asText();
      assertThat(live.get("status").asText()).isEqualTo("LIVE");
      assertThat(live.get("associated_id").asText()).isEqualTo(meeting);
      assertThat(live.get("meeting_display_name").asText()).isEqualTo("Town hall");
      assertThat(live.get("live_participants").asInt()).as("two tabs are one").isEqualTo(2);
      assertThat(live.get("organization_id").asText()).isEqualTo(kit.app());
      assertThat(live.has("ended_at")).isFalse();
      assertThat(List.of(first, tab, other)).allMatch(each -> each.status() == 200);
    }
    Await.until("the end", () -> kit.get(session("")).status() == 404);
    JsonNode ended = kit.get("/sessions/" + id).json().get("data");
    JsonNode listed = kit.get("/sessions?associated_id=" + meeting + "&status=ENDED").json();
    JsonNode people = kit.get("/sessions/" + id + "/participants?sort_order=ASC").json();
    JsonNode one =
        kit.get("/sessions/" + id + "/participants/" + ada.id()).json().at("/data/participant");

    assertThat(before.status()).isEqualTo(404);
    assertThat(before.json().at("/error/message").asText())
        .isEqualTo("No active session found for meeting_id " + meeting);
    assertThat(ended.get("status").asText()).isEqualTo("ENDED");
    assertThat(ended.get("max_concurrent_participants").asInt()).isEqualTo(2);
    assertThat(ended.get("ended_at").asText()).isNotBlank();
    assertThat(listed.at("/data/sessions/0/id").asText()).isEqualTo(id);
    assertThat(people.at("/data/participants")).hasSize(3);
    assertThat(people.at("/paging/total_count").asInt()).isEqualTo(3);
    assertThat(one.get("user_id").asText()).isEqualTo(ada.id());
    assertThat(one.get("display_name").asText()).isEqualTo("Ada");
    assertThat(one.get("left_at").asText()).isNotBlank();
  }

  @Test
  void events_of_connections_are_told_to_who_asks_and_what_is_not_known_is_left_out()
      throws Exception {
    String people;
    try (Events adas = kit.enter(meeting, ada)) {
      assertThat(adas.status()).isEqualTo(200);
      people = "/sessions/" + kit.get(session("")).json().at("/data/id").asText() + "/participants";
      JsonNode live = kit.get(people).json().at("/data/participants/0");
      JsonNode told =
          kit.get(people + "?include_peer_events=true").json().at("/data/participants/0");

      assertThat(live.has("left_at")).as("while it lasts").isFalse();
      assertThat(live.has("peer_events")).as("unasked").isFalse();
      assertThat(names(told.get("peer_events"))).containsExactly("PEER_CREATED", "PEER_JOINING");
      assertThat(kit.get(people + "?include_peer_events=perhaps").status()).isEqualTo(400);
    }
    Await.until(
        "the leaving", () -> kit.get(people).json().at("/data/participants/0").has("left_at"));
    JsonNode one =
        kit.get(people + "/" + ada.id() + "?include_peer_events=true")
            .json()
            .at("/data/participant");
    JsonNode left = one.at("/peer_events/2");
    JsonNode report =
        kit.get("/sessions/peer-report/" + one.get("id").asText() + "?include_peer_events=true")
            .json()
            .at("/data/participant");

    assertThat(names(one.get("peer_events")))
        .containsExactly("PEER_CREATED", "PEER_JOINING", "PEER_LEAVING");
    assertThat(left.get("peer_id")).isEqualTo(one.get("id"));
    assertThat(left.get("participant_id").asText()).isEqualTo(ada.id());
    assertThat(left.get("created_at")).isEqualTo(one.get("left_at"));
    assertThat(one.at("/peer_events").findValuesAsText("id")).doesNotHaveDuplicates();
    assertThat(report.get("user_id").asText()).isEqualTo(ada.id());
    assertThat(report.get("role").asText()).isEqualTo("group_call_participant");
    assertThat(people).contains(report.get("session_id").asText());
    assertThat(report.get("peer_events")).isEqualTo(one.get("peer_events"));
    assertThat(report.get("peer_report").isObject()).isTrue();
    assertThat(kit.get("/sessions/peer-report/" + ada.id()).status()).isEqualTo(404);
    Kit other = new Kit(kit.api(), kit.account(), "f".repeat(32), "");
    assertThat(other.get("/sessions/peer-report/" + one.get("id").asText()).status())
        .isEqualTo(404);
  }

  private static List<String> names(JsonNode events) {
    return events.findValuesAsText("event_name");
  }

  @Test
  void a_session_has_no_chat_transcript_summary_or_livestream_and_is_counted_on_its_day()
      throws Exception {
    String id;
    try (Events adas = kit.enter(meeting, ada)) {
      assertThat(adas.status()).isEqualTo(200);
      id = kit.get(session("")).json().at("/data/id").asText();
    }
    Await.until("the end", () -> kit.get(session("")).status() == 404);
    String today = java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString();
    JsonNode stats = kit.get("/analytics/daywise").json().at("/data/session_stats");
    JsonNode day = stats.get("day_stats").get(stats.get("day_stats").size() - 1);

    assertThat(kit.get("/sessions/" + id + "/chat").json().toString())
        .isEqualTo("{\"success\":true,\"data\":{}}");
    for (String each : List.of("/transcript?format=SRT", "/summary")) {
      assertThat(kit.get("/sessions/" + id + each).json().get("data").toString())
          .isEqualTo("{\"sessionId\":\"" + id + "\"}");
    }
    assertThat(kit.post("/sessions/" + id + "/summary", "").status()).isEqualTo(501);
    assertThat(kit.get("/sessions/" + id + "/livestream-sessions").json().get("data").toString())
        .isEqualTo(
            "{\"data\":[],\"paging\":{\"total_count\":0,\"start_offset\":0,\"end_offset\":0}}");
    assertThat(kit.get("/sessions/x/chat").status()).isEqualTo(404);

    assertThat(stats.get("sessions_count").asInt()).isEqualTo(1);
    assertThat(stats.get("day_stats")).hasSize(1);
    assertThat(day.get("day").asText()).endsWith("T00:00:00.000Z");
    assertThat(day.get("total_sessions").asInt()).isEqualTo(1);
    assertThat(kit.get("/analytics/daywise?end_date=2020-01-31").json().at("/data").toString())
        .isEqualTo(
            "{\"session_stats\":{\"sessions_count\":0,\"sessions_minutes_consumed\":0.0,\"day_stats\":[]},\"recording_stats\":{\"recording_count\":0,\"recording_minutes_consumed\":0.0,\"day_stats\":[]}}");
    for (String bad :
        List.of(
            "start_date=x",
            "end_date=2020-13-01",
            "start_date=2999-01-01",
            "start_date=0001-01-01")) {
      assertThat(kit.get("/analytics/daywise?" + bad).status()).as(bad).isEqualTo(400);
    }
    assertThat(kit.get("/analytics/daywise?start_date=" + today).status()).isEqualTo(200);
    assertThat(kit.get("/analytics/livestreams/daywise").json().get("data")).isEmpty();
    assertThat(kit.get("/analytics/livestreams/overall").json().at("/data/count").asInt()).isZero();
  }

  @Test
  void who_is_put_out_is_gone_and_the_stream_ends() throws Exception {
    try (Events adas = kit.enter(meeting, ada);
        Events tab = kit.enter(meeting, ada);
        Events bens = kit.enter(meeting, ben);
        Events hosts = kit.enter(meeting, host)) {
      Answer nobody = kit.post(session("/kick"), "{\"participant_ids\":[\"nobody\"]}");
      Answer kicked =
          kit.post(
              session("/kick"),
              "{\"participant_ids\":[\"%s\"],\"custom_participant_ids\":[\"%s\"]}"
                  .formatted(ada.id(), ben.customId()));

      assertThat(nobody.status()).isEqualTo(404);
      assertThat(nobody.json().at("/error/message").asText())
          .isEqualTo("No user found with id nobody");
      for (String nobodyNamed : List.of("{}", "{\"participant_ids\":[]}", "")) {
        Answer none = kit.post(session("/kick"), nobodyNamed);
        assertThat(none.status()).as(nobodyNamed).isEqualTo(200);
        assertThat(none.json().get("data").toString())
            .isEqualTo("{\"action\":\"kick\",\"participants\":[]}");
      }
      assertThat(kicked.json().at("/data/action").asText()).isEqualTo("kick");
      assertThat(
              kicked.json().at("/data/participants").valueStream().map(e -> e.get("id").asText()))
          .containsExactlyInAnyOrder(ada.id(), ben.id());
      for (Events each : List.of(adas, tab, bens)) {
        assertThat(ended(each)).isTrue();
      }
      assertThat(kit.get(session("")).json().at("/data/live_participants").asInt()).isEqualTo(1);
      JsonNode all =
          kit.api()
              .send(kit.api().request(kit.path(session("/kick-all"))).POST(BodyPublishers.noBody()))
              .json();
      assertThat(all.at("/data/action").asText()).isEqualTo("kick_all");
      assertThat(all.at("/data/kicked_participants_count").asInt()).isEqualTo(1);
      assertThat(ended(hosts)).isTrue();
    }
    Await.until("the end", () -> kit.post(session("/kick-all"), "{}").status() == 404);
  }

  @Test
  void whose_registration_is_taken_back_has_left_also_while_the_connection_lives()
      throws Exception {
    try (Events adas = kit.enter(meeting, ada);
        Events bens = kit.enter(meeting, ben)) {
      assertThat(bens.status()).isEqualTo(200);
      kit.send("DELETE", "/meetings/" + meeting + "/participants/" + ada.id(), "");
      assertThat(ended(adas)).isTrue();

      Await.until(
          "one that is left",
          () -> kit.get(session("")).json().at("/data/live_participants").asInt() == 1);
    }
  }

  private static boolean ended(Events events) {
    Events.Event event = events.next();
    while (!event.name().equals("end")) {
      event = events.next();
    }
    return true;
  }

  @Test
  void nobody_gets_into_an_inactive_meeting_and_who_is_in_stays() {
    try (Events adas = kit.enter(meeting, ada)) {
      kit.send("PATCH", "/meetings/" + meeting, "{\"status\":\"INACTIVE\"}");

      try (Events bens = Events.of(ben.client(), "/live/meetings/" + meeting + "/events")) {
        assertThat(bens.status()).isEqualTo(403);
      }
      kit.ask(meeting, TWO);
      assertThat(adas.snapshotWith("Which?").data()).contains("\"open\":true");
    }
    try (Events elsewhere =
        Events.of(ada.client(), "/live/meetings/" + kit.meeting() + "/events")) {
      assertThat(elsewhere.status()).isEqualTo(404);
    }
    try (Events odd = Events.of(ada.client(), "/live/meetings/%00/events")) {
      assertThat(odd.status()).isEqualTo(404);
    }
  }
}
