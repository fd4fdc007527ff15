package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/// The polls of sessions, over real HTTP and live streams.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class MeetingPollsIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TWO = "{\"question\":\"Which?\",\"options\":[\"A\",\"B\"]%s}";

  private final Kit kit;
  private final String meeting;
  private final Participant host;
  private final Participant ada;
  private final Participant ben;

  MeetingPollsIT(RunningServer server) {
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
  void a_poll_is_asked_as_published_and_reaches_who_is_there() throws Exception {
    try (Events adas = kit.enter(meeting, ada)) {
      Answer made =
          kit.post(
              session("/poll"),
              "{\"question\":\" Wo? \",\"options\":[\"hier\",\"hier\"],\"unknown\":1}");

      assertThat(made.status()).isEqualTo(201);
      JsonNode poll = made.json().at("/data/poll");
      assertThat(made.json().get("success").asBoolean()).isTrue();
      assertThat(made.json().at("/data/action").asText()).isEqualTo("create_poll");
      assertThat(
              JSON.readTree(
                  "{\"id\":\"%s\",\"question\":\" Wo? \",\"options\":[{\"text\":\"hier\",\"count\":0,\"votes\":[]},{\"text\":\"hier\",\"count\":0,\"votes\":[]}],\"anonymous\":false,\"hide_votes\":false,\"created_by\":\"Tests\",\"voted\":[]}"
                      .formatted(poll.get("id").asText())))
          .isEqualTo(poll);
      assertThat(adas.snapshotWith("Wo?").data()).contains("\"results\":\"shown\"");
      kit.ask(meeting, TWO.formatted(""));
      assertThat(adas.snapshotWith("Which?").data()).contains("\"open\":true");
      assertThat(kit.get(session("/poll")).json().at("/data/polls")).hasSize(2);
    }
  }

  @Test
  void a_late_comer_is_shown_every_poll() throws Exception {
    try (Events adas = kit.enter(meeting, ada)) {
      kit.ask(meeting, TWO.formatted("").replace("Which", "First"));
      kit.ask(meeting, TWO.formatted("").replace("Which", "Second"));
      adas.snapshotWith("Second");
      try (Events bens = kit.enter(meeting, ben)) {
        String both = bens.next("snapshot").data() + bens.next("snapshot").data();
        assertThat(both).contains("First", "Second");
      }
    }
  }

  @Test
  void the_published_example_is_taken_as_it_stands() {
    try (Events adas = kit.enter(meeting, ada)) {
      Answer made =
          kit.post(session("/poll"), "{\"options\":[\"string\"],\"question\":\"question\"}");

      assertThat(made.status()).as(made.body()).isEqualTo(201);
      assertThat(made.json().at("/data/poll/options").toString())
          .isEqualTo("[{\"text\":\"string\",\"count\":0,\"votes\":[]}]");
      adas.snapshotWith("question");
      assertThat(kit.vote(meeting, made.json().at("/data/poll"), ada, 0).status()).isEqualTo(200);
    }
  }

  @Test
  void polls_that_cannot_be_are_refused_and_nothing_is_made() {
    assertThat(kit.post(session("/poll"), TWO.formatted("")).status())
        .as("no session")
        .isEqualTo(404);
    try (Events adas = kit.enter(meeting, ada)) {
      for (String bad :
          List.of(
              "",
              "{}",
              "[]",
              "{\"question\":\"Q\",\"options\":[]}",
              "{\"question\":\"  \",\"options\":[\"A\",\"B\"]}",
              "{\"question\":\"Q\",\"options\":[\"A\",\" \"]}",
              "{\"question\":\"Q\",\"options\":[\"A\",5]}",
              "{\"question\":\"Q\",\"options\":\"A,B\"}",
              "{\"question\":5,\"options\":[\"A\",\"B\"]}",
              "{\"question\":\"" + "q".repeat(1001) + "\",\"options\":[\"A\",\"B\"]}",
              "{\"question\":\"Q\",\"options\":[\"A\",\"" + "o".repeat(501) + "\"]}",
              "{\"question\":\"Q\\u0000\",\"options\":[\"A\",\"B\"]}",
              "{\"question\":\"Q\",\"options\":["
                  + IntStream.range(0, 101).mapToObj(i -> "\"o\"").collect(Collectors.joining(","))
                  + "]}",
              TWO.formatted(",\"anonymous\":\"yes\""),
              TWO.formatted(",\"hide_votes\":1"))) {
        assertThat(kit.post(session("/poll"), bad).status()).as(bad).isEqualTo(400);
      }
      assertThat(adas.status()).isEqualTo(200);
      String longest =
          "{\"question\":\"%s\",\"options\":[\"%s\",\"B\"]}"
              .formatted("😀".repeat(1000), "😀".repeat(500));
      assertThat(kit.post(session("/poll"), longest).status()).isEqualTo(201);
      assertThat(kit.get(session("/poll")).json().at("/data/polls")).hasSize(1);
    }
  }

  @Test
  void the_first_vote_stays_and_is_shown_to_all() throws Exception {
    try (Events adas = kit.enter(meeting, ada)) {
      JsonNode poll = kit.ask(meeting, TWO.formatted(""));

      JsonNode first = kit.vote(meeting, poll, ada, 1).json().at("/data/poll");
      JsonNode again = kit.vote(meeting, poll, ada, 0).json().at("/data/poll");
      JsonNode absent = kit.vote(meeting, poll, ben, 1).json().at("/data/poll");

      assertThat(first.at("/options/1/count").asInt()).isEqualTo(1);
      assertThat(first.at("/options/1/votes/0/id").asText()).isEqualTo(ada.id());
      assertThat(first.at("/options/1/votes/0/name").asText()).isEqualTo("Ada");
      assertThat(first.get("voted").toString()).isEqualTo("[\"" + ada.id() + "\"]");
      assertThat(again).isEqualTo(first);
      assertThat(absent.at("/options/1/count").asInt()).isEqualTo(2);
      assertThat(adas.snapshotWith("\"votes\":2").data()).contains("\"voted\":true");
      assertThat(kit.get(session("/poll/" + poll.get("id").asText())).json().at("/data/poll"))
          .isEqualTo(absent);
    }
  }

  @Test
  void votes_that_cannot_be_are_refused() {
    Kit stranger = kit.as(kit.api());
    try (Events adas = kit.enter(meeting, ada)) {
      JsonNode poll = kit.ask(meeting, TWO.formatted(""));
      String path = session("/poll/" + poll.get("id").asText() + "/vote");
      Kit asAda = kit.as(ada.client());
      Kit other = kit.as(kit.viewer(kit.meeting(), "Eve").client());

      for (String bad :
          List.of(
              "",
              "{}",
              "[]",
              "{",
              "{\"option\":\"1\"}",
              "{\"option\":-1}",
              "{\"option\":2}",
              "{\"option\":0.5}",
              "{\"option\":99999999999}",
              "{\"option\":null}")) {
        assertThat(asAda.post(path, bad).status()).as(bad).isEqualTo(400);
      }
      assertThat(asAda.post(session("/poll/0/vote"), "{\"option\":0}").status()).isEqualTo(404);
      assertThat(asAda.post(session("/poll/x/vote"), "{\"option\":0}").status()).isEqualTo(404);
      assertThat(other.post(path, "{\"option\":0}").status()).as("elsewhere").isEqualTo(403);
      assertThat(stranger.post(path, "{\"option\":0}").status()).as("no voter").isEqualTo(403);
      String token = String.valueOf(ada.client().token());
      String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";
      assertThat(
              kit.as(new org.pollard.harness.Canvas(kit.api().base(), forged))
                  .post(path, "{\"option\":0}")
                  .status())
          .isEqualTo(401);
      assertThat(kit.get(session("/poll")).json().at("/data/polls/0/voted")).isEmpty();
      assertThat(adas.status()).isEqualTo(200);
    }
  }

  @Test
  void hidden_votes_are_nobodys_to_see_before_voting() {
    try (Events hosts = kit.enter(meeting, host);
        Events bens = kit.enter(meeting, ben)) {
      JsonNode poll = kit.ask(meeting, TWO.formatted(",\"hide_votes\":true"));
      bens.snapshotWith("Which?");

      JsonNode adas = kit.vote(meeting, poll, ada, 0).json().at("/data/poll");
      JsonNode operator = kit.get(session("/poll")).json().at("/data/polls/0");

      assertThat(adas.at("/options/0/count").asInt()).isEqualTo(1);
      assertThat(adas.get("hide_votes").asBoolean()).isTrue();
      assertThat(adas.get("anonymous").asBoolean()).isFalse();
      assertThat(operator.at("/options/0/count").asInt()).isEqualTo(1);
      assertThat(operator.at("/voted/0").asText()).isEqualTo(ada.id());
      kit.vote(meeting, poll, ben, 1);
      // The tick that was under way may show him the state before his own vote first.
      assertThat(bens.snapshotWith("\"votes\":2").data()).contains("\"results\":\"shown\"");
      assertThat(hosts.received()).as("no exception for the host").doesNotContain("\"votes\":");
    }
  }

  @Test
  void an_anonymous_poll_tells_how_many_and_never_who_chose_what() throws Exception {
    String id;
    try (Events adas = kit.enter(meeting, ada)) {
      JsonNode poll = kit.ask(meeting, TWO.formatted(",\"anonymous\":true"));
      id = kit.get(session("")).json().at("/data/id").asText();
      kit.vote(meeting, poll, ada, 0);

      JsonNode bens = kit.vote(meeting, poll, ben, 0).json().at("/data/poll");
      JsonNode again = kit.vote(meeting, poll, ben, 1).json().at("/data/poll");
      String operator = kit.get(session("/poll")).body();

      assertThat(bens.at("/options/0/count").asInt()).isEqualTo(2);
      assertThat(bens.at("/options/0/votes").toString())
          .contains(ben.id())
          .doesNotContain(ada.id());
      assertThat(bens.get("voted").toString()).isEqualTo("[\"" + ben.id() + "\",\"anonymous-1\"]");
      assertThat(again.at("/options/0/votes")).as("nothing stored tells").isEmpty();
      assertThat(operator)
          .contains("[\"anonymous-1\",\"anonymous-2\"]")
          .doesNotContain(ada.id())
          .doesNotContain(ben.id());
      assertThat(adas.status()).isEqualTo(200);
    }
    Await.until("the end", () -> kit.get(session("")).status() == 404);
    JsonNode after = kit.get("/sessions/" + id + "/polls").json().at("/data/polls/0");

    assertThat(after.at("/options/0/count").asInt()).isEqualTo(2);
    assertThat(after.at("/options/0/votes")).isEmpty();
    assertThat(after.get("voted").valueStream().map(JsonNode::asText).toList())
        .containsExactlyInAnyOrder(ada.id(), ben.id())
        .isSorted();
  }

  @Test
  void the_next_session_starts_without_polls_and_nobody_votes_in_the_last() throws Exception {
    JsonNode poll;
    String first;
    try (Events adas = kit.enter(meeting, ada)) {
      poll = kit.ask(meeting, TWO.formatted(""));
      first = kit.get(session("")).json().at("/data/id").asText();
      assertThat(adas.status()).isEqualTo(200);
    }
    Await.until("the end", () -> kit.get(session("")).status() == 404);
    assertThat(kit.vote(meeting, poll, ada, 0).status()).isEqualTo(404);
    assertThat(liveVote(poll, ada)).isIn(403, 409);
    try (Events adas = kit.enter(meeting, ada)) {
      assertThat(kit.get(session("")).json().at("/data/id").asText()).isNotEqualTo(first);
      assertThat(kit.get(session("/poll")).json().at("/paging/total_count").asInt()).isZero();
      assertThat(kit.get(session("/poll/" + poll.get("id").asText())).status()).isEqualTo(404);
      assertThat(kit.vote(meeting, poll, ada, 0).status()).isEqualTo(404);
      assertThat(adas.status()).isEqualTo(200);
    }
    assertThat(kit.get("/sessions/" + first + "/polls").json().at("/data/polls")).hasSize(1);
  }

  private int liveVote(JsonNode poll, Participant voter) {
    String live = "/live/sessions/" + poll.get("id").asText();
    long choice = voter.client().get(live).json().at("/choices/0/id").asLong();
    return voter.client().putJson(live + "/vote", "{\"choice\":" + choice + "}").status();
  }

  @Test
  void participants_vote_over_the_live_api_too() {
    try (Events adas = kit.enter(meeting, ada)) {
      JsonNode poll = kit.ask(meeting, TWO.formatted(""));

      assertThat(liveVote(poll, ben)).isEqualTo(200);
      assertThat(kit.get(session("/poll")).json().at("/data/polls/0/voted/0").asText())
          .isEqualTo(ben.id());
      assertThat(adas.snapshotWith("\"votes\":1").data()).contains("\"voted\":false");
    }
  }

  @Test
  void who_may_not_view_is_sent_nothing_and_who_may_not_vote_is_refused() {
    String preset =
        "{\"name\":\"%s\",\"config\":{\"view_type\":\"WEBINAR\"},\"ui\":{\"design_tokens\":{}},\"permissions\":{\"polls\":{\"can_create\":false,\"can_vote\":%s,\"can_view\":%s}}}";
    kit.post("/presets", preset.formatted("blind", true, false));
    kit.post("/presets", preset.formatted("mute", false, true));
    Participant blind = kit.participant(meeting, "Bo", "blind");
    Participant mute = kit.participant(meeting, "Mo", "mute");
    try (Events bos = kit.enter(meeting, blind);
        Events mos = kit.enter(meeting, mute)) {
      JsonNode poll = kit.ask(meeting, TWO.formatted(""));
      mos.snapshotWith("Which?");

      assertThat(kit.vote(meeting, poll, mute, 0).status()).isEqualTo(403);
      Answer voted = kit.vote(meeting, poll, blind, 0);
      assertThat(voted.status()).isEqualTo(200);
      assertThat(voted.json().at("/data/poll/options/0/count").asInt()).isZero();
      assertThat(voted.json().at("/data/poll/voted")).isEmpty();
      assertThat(voted.body()).doesNotContain("Bo");
      mos.snapshotWith("\"votes\":1");
      assertThat(bos.received()).doesNotContain("Which?");
      String live = "/live/sessions/" + poll.get("id").asText();
      assertThat(blind.client().get(live).status()).isEqualTo(404);
    }
  }

  @Test
  void many_votes_at_once_are_counted_once_each() throws Exception {
    List<Participant> voters =
        IntStream.range(0, 30).mapToObj(i -> kit.viewer(meeting, "V" + i)).toList();
    try (Events adas = kit.enter(meeting, ada)) {
      JsonNode poll = kit.ask(meeting, TWO.formatted(""));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Participant each : voters) {
          for (int option = 0; option < 2; option++) {
            int chosen = option;
            var _ = threads.submit(() -> kit.vote(meeting, poll, each, chosen));
          }
        }
      }
      JsonNode counted = kit.get(session("/poll")).json().at("/data/polls/0");

      assertThat(counted.get("voted").valueStream().distinct().count()).isEqualTo(30);
      assertThat(counted.at("/options/0/count").asInt() + counted.at("/options/1/count").asInt())
          .isEqualTo(30);
      adas.snapshotWith("\"votes\":30");
    }
  }
}
