package org.pollard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Certificates;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.Receiver;
import org.pollard.harness.Receiver.Call;
import org.pollard.harness.RunningServer;

/// Webhooks of the packaged server against real receivers.
@NullMarked
@Timeout(240)
class WebhooksIT {

  private static final String ALL =
      "[\"meeting.started\",\"meeting.ended\",\"meeting.participantJoined\",\"meeting.participantLeft\",\"meeting.chatSynced\",\"poll.created\",\"poll.results\"]";

  private static final Certificates KNOWN = Certificates.ofANewAuthority();

  @TempDir private static Path data;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.start(
            data.resolve("data"),
            Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT, "POLLARD_WEBHOOK_PRIVATE", "true"),
            KNOWN.trustedBy(data.resolve("trust.p12")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String hook(Kit kit, String url, String events) {
    Answer made =
        kit.post(
            "/webhooks", "{\"name\":\"Hook\",\"url\":\"%s\",\"events\":%s}".formatted(url, events));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().at("/data/id").asText();
  }

  private static String hook(Classroom room, String url) {
    Answer made =
        room.teacher()
            .postJson(
                hooks(room),
                "{\"name\":\"Hook\",\"url\":\"%s\",\"events\":[\"session.opened\",\"session.closed\"]}"
                    .formatted(url));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().get("id").asText();
  }

  private static String hooks(Classroom room) {
    return "/live/rooms/" + room.course() + "/webhooks";
  }

  private static JsonNode deliveries(Classroom room, String hook) {
    return room.teacher().get(hooks(room) + "/" + hook + "/deliveries").json().get("deliveries");
  }

  @Test
  void a_meeting_is_told_from_its_start_to_its_end() throws Exception {
    Kit kit = Kit.in(server);
    String meeting = kit.meeting();
    try (Receiver receiver = Receiver.answering(_ -> 200)) {
      String hook = hook(kit, receiver.url("/a?b=c"), ALL);
      Kit.Participant ada = kit.viewer(meeting, "Ada");
      JsonNode named;
      JsonNode anonymous;
      try (Events _ = kit.enter(meeting, ada)) {
        named = kit.ask(meeting, "{\"question\":\"Wer \u00e4?\",\"options\":[\"A\",\"B\"]}");
        anonymous =
            kit.ask(
                meeting, "{\"question\":\"Who?\",\"options\":[\"A\",\"B\"],\"anonymous\":true}");
        assertThat(kit.vote(meeting, named, ada, 1).status()).isEqualTo(200);
        assertThat(kit.vote(meeting, anonymous, ada, 0).status()).isEqualTo(200);
      }

      List<Call> calls = receiver.await(8);
      assertThat(calls)
          .extracting(Call::event)
          .containsExactly(
              "meeting.started",
              "meeting.participantJoined",
              "poll.created",
              "poll.created",
              "meeting.participantLeft",
              "meeting.ended",
              "poll.results",
              "poll.results");
      assertThat(calls)
          .allSatisfy(
              each -> {
                assertThat(each.path()).isEqualTo("/a?b=c");
                assertThat(each.webhook()).isEqualTo(hook);
                assertThat(each.json().at("/meeting/id").asText()).isEqualTo(meeting);
                assertThat(each.json().at("/meeting/roomName").asText()).isEqualTo(meeting);
                assertThat(each.json().at("/meeting/title").asText()).isEqualTo("Stand-up");
                assertThat(each.json().at("/meeting/status").asText()).isEqualTo("LIVE");
                assertThat(each.json().at("/meeting/organizedBy/id").asText()).isEqualTo(kit.app());
                assertThat(each.json().at("/meeting/organizedBy/name").asText()).isEqualTo("Tests");
                assertThat(each.json().at("/meeting/startedAt").asText())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
                assertThat(each.json().at("/meeting/sessionId").asText()).hasSize(36);
              });
      assertThat(calls).extracting(Call::uuid).doesNotHaveDuplicates();
      JsonNode joined = calls.get(1).json();
      assertThat(joined.at("/participant/userDisplayName").asText()).isEqualTo("Ada");
      assertThat(joined.at("/participant/customParticipantId").asText()).isEqualTo(ada.customId());
      assertThat(joined.at("/participant/clientSpecificId").asText()).isEqualTo(ada.customId());
      assertThat(joined.at("/participant/joinedAt").asText()).isNotEmpty();
      assertThat(joined.at("/participant").has("leftAt")).isFalse();
      assertThat(joined.at("/meeting").has("endedAt")).isFalse();
      assertThat(calls.get(4).json().at("/participant/leftAt").asText()).isNotEmpty();
      assertThat(calls.get(4).json().at("/participant/peerId"))
          .isEqualTo(joined.at("/participant/peerId"));
      assertThat(calls.get(5).json().at("/meeting/endedAt").asText()).isNotEmpty();
      assertThat(calls.get(5).json().get("reason").asText()).isEqualTo("ALL_PARTICIPANTS_LEFT");

      assertThat(calls.get(2).json().at("/poll/question").asText()).isEqualTo("Wer \u00e4?");
      JsonNode results = calls.get(6).json().get("poll");
      assertThat(results.get("id")).isEqualTo(named.get("id"));
      assertThat(results.at("/options/1/count").asInt()).isEqualTo(1);
      assertThat(results.at("/options/1/votes/0/name").asText()).isEqualTo("Ada");
      assertThat(results.at("/voted/0").asText()).isEqualTo(ada.id());

      Call secret = calls.get(7);
      assertThat(secret.json().at("/poll/id")).isEqualTo(anonymous.get("id"));
      assertThat(secret.json().at("/poll/options/0/count").asInt()).isEqualTo(1);
      assertThat(secret.json().at("/poll/options/0/votes")).isEmpty();
      assertThat(secret.text()).doesNotContain(ada.id(), ada.customId(), "Ada");
      receiver.verify(server);
    }
  }

  @Test
  void a_meeting_that_its_host_ends_says_so() throws Exception {
    Kit kit = Kit.in(server);
    String meeting = kit.meeting();
    try (Receiver receiver = Receiver.answering(_ -> 200)) {
      hook(kit, receiver.url("/"), "[\"meeting.ended\"]");
      try (Events _ = kit.enter(meeting, kit.viewer(meeting, "Ada"))) {
        kit.post("/meetings/" + meeting + "/active-session/kick-all", "{}");
        assertThat(receiver.await(1).getFirst().json().get("reason").asText())
            .isEqualTo("HOST_ENDED_MEETING");
      }
    }
  }

  @Test
  void a_course_is_told_of_its_sessions_with_the_votes_of_the_close() throws Exception {
    Classroom room = Classroom.in(server);
    Person ada = room.student("Ada Lovelace");
    try (Receiver receiver = Receiver.answering(_ -> 204)) {
      hook(room, receiver.url("/course"));
      Asked asked = room.ask("Which?", "One", "Two");
      room.open(asked);
      Classroom.vote(ada.canvas(), asked, 1);
      room.close(asked);

      List<Call> calls = receiver.await(2);
      JsonNode opened = calls.get(0).json();
      assertThat(opened.get("event").asText()).isEqualTo("session.opened");
      assertThat(opened.at("/session/id").asLong()).isEqualTo(asked.session());
      assertThat(opened.at("/session/open").asBoolean()).isTrue();
      assertThat(opened.at("/poll/id").asLong()).isEqualTo(asked.poll());
      assertThat(opened.at("/poll/question").asText()).isEqualTo("Which?");
      assertThat(opened.at("/course/id").asLong()).isEqualTo(room.course());
      assertThat(opened.at("/choices/0").has("votes")).isFalse();
      assertThat(calls.get(0).text()).doesNotContain("correct");
      assertThat(calls.get(1).json().get("event").asText()).isEqualTo("session.closed");
      assertThat(calls.get(1).json().get("choices").toString())
          .isEqualTo(
              "[{\"id\":%d,\"text\":\"One\",\"votes\":0},{\"id\":%d,\"text\":\"Two\",\"votes\":1}]"
                  .formatted(asked.choices().get(0), asked.choices().get(1)));
      assertThat(calls.get(1).text()).doesNotContain("Lovelace");
      receiver.verify(server);
    }
  }

  @Test
  void who_takes_a_second_for_one_thing_hears_of_the_next_afterwards() throws Exception {
    Classroom room = Classroom.in(server);
    try (Receiver receiver =
        Receiver.answering(
            _ -> {
              LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos());
              return 204;
            })) {
      hook(room, receiver.url("/"));
      Asked asked = room.askOpen("Which?", "One");
      room.close(asked);

      List<Call> calls = receiver.await(2);
      assertThat(calls)
          .extracting(each -> each.json().get("event").asText())
          .containsExactly("session.opened", "session.closed");
      assertThat(Duration.between(calls.get(0).at(), calls.get(1).at()))
          .isGreaterThan(Duration.ofMillis(1_400));
    }
  }

  @Test
  void what_a_receiver_could_not_take_comes_again_with_the_same_id() throws Exception {
    Classroom room = Classroom.in(server);
    try (Receiver receiver =
        Receiver.answering(count -> count == 1 ? 500 : count == 2 ? 429 : 200)) {
      String hook = hook(room, receiver.url("/"));
      room.askOpen("Which?", "One");

      List<Call> calls = receiver.await(3);
      assertThat(Duration.between(calls.get(0).at(), calls.get(1).at()))
          .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(40));
      assertThat(calls).extracting(Call::uuid).containsOnly(calls.getFirst().uuid());
      assertThat(calls).extracting(Call::text).containsOnly(calls.getFirst().text());
      Await.until(
          "its delivery", () -> deliveries(room, hook).at("/0/state").asText().equals("delivered"));
      JsonNode delivery = deliveries(room, hook).get(0);
      assertThat(delivery.get("uuid").asText()).isEqualTo(calls.getFirst().uuid());
      assertThat(delivery.get("attempts").asInt()).isEqualTo(3);
      assertThat(delivery.get("status").asInt()).isEqualTo(200);
      assertThat(delivery.get("next_at").isNull()).isTrue();
    }
  }

  @Test
  void what_a_receiver_does_not_want_does_not_come_again_nor_anywhere_else() throws Exception {
    Classroom room = Classroom.in(server);
    try (Receiver receiver = Receiver.answering(count -> count == 1 ? 404 : 302)) {
      String hook = hook(room, receiver.url("/here"));
      Asked asked = room.askOpen("Which?", "One");
      Await.until(
          "a refusal", () -> deliveries(room, hook).at("/0/state").asText().equals("refused"));
      room.close(asked);
      Await.until("two refusals", () -> deliveries(room, hook).at("/0/status").asInt() == 302);

      assertThat(deliveries(room, hook).valueStream())
          .allSatisfy(
              each -> {
                assertThat(each.get("state").asText()).isEqualTo("refused");
                assertThat(each.get("attempts").asInt()).isEqualTo(1);
                assertThat(each.get("next_at").isNull()).isTrue();
              });
      assertThat(receiver.calls()).extracting(Call::path).containsExactly("/here", "/here");
    }
  }

  @Test
  void a_receiver_that_says_nothing_holds_nobody_else() throws Exception {
    Classroom slow = Classroom.in(server);
    Classroom room = Classroom.in(server);
    try (Receiver silent = Receiver.answering(_ -> 0);
        Receiver receiver = Receiver.answering(_ -> 200)) {
      String hook = hook(slow, silent.url("/"));
      for (int i = 0; i < 8; i++) {
        slow.askOpen("Q" + i, "One");
      }
      silent.await(1);
      hook(room, receiver.url("/"));
      room.askOpen("Which?", "One");

      receiver.await(1);
      assertThat(silent.calls()).hasSizeLessThan(4);
      Await.until(
          "its giving in", () -> deliveries(slow, hook).toString().contains("\"too_slow\""));
    }
  }

  @Test
  void a_webhook_that_is_off_or_gone_is_sent_nothing() throws Exception {
    Classroom room = Classroom.in(server);
    try (Receiver receiver = Receiver.answering(_ -> 200)) {
      String off = hook(room, receiver.url("/off"));
      String gone = hook(room, receiver.url("/gone"));
      hook(room, receiver.url("/on"));
      Answer changed =
          room.teacher()
              .send("PATCH", hooks(room) + "/" + off, "application/json", "{\"enabled\":false}");
      assertThat(changed.json().get("enabled").asBoolean()).isFalse();
      assertThat(changed.json().get("url").asText()).isEqualTo(receiver.url("/off"));
      assertThat(room.teacher().delete(hooks(room) + "/" + gone).status()).isEqualTo(204);
      assertThat(room.teacher().delete(hooks(room) + "/" + gone).status()).isEqualTo(404);
      Asked asked = room.askOpen("Which?", "One");
      room.close(asked);

      assertThat(receiver.await(2)).extracting(Call::path).containsOnly("/on");
      assertThat(room.teacher().get(hooks(room)).json().get("webhooks")).hasSize(2);
    }
  }

  @Test
  void only_the_teachers_of_a_course_have_to_do_with_its_webhooks() {
    Classroom room = Classroom.in(server);
    String hook = hook(room, "https://hooks.example.org/a");
    Classroom other = Classroom.in(server);
    List<Canvas> see =
        List.of(room.student("Ada").canvas(), room.enrolled("Tom", "TaEnrollment").canvas());
    for (Canvas each : see) {
      assertThat(statuses(each, room, hook)).containsOnly(403);
      assertThat(statuses(each, room, "1")).as("rights come before existence").containsOnly(403);
    }
    assertThat(statuses(other.teacher(), room, hook)).containsOnly(404);
    assertThat(statuses(room.teacher(), new Classroom(room.admin(), 0, 0, room.teacher()), hook))
        .containsOnly(404);
    assertThat(other.teacher().get(hooks(other) + "/" + hook + "/deliveries").status())
        .as("a webhook of another course")
        .isEqualTo(404);
    assertThat(room.teacher().get(hooks(room)).json().get("webhooks")).hasSize(1);
  }

  private static List<Integer> statuses(Canvas caller, Classroom room, String hook) {
    String body = "{\"url\":\"https://example.org\",\"events\":[\"session.opened\"]}";
    String one = hooks(room) + "/" + hook;
    List<Integer> statuses = new ArrayList<>();
    statuses.add(caller.get(hooks(room)).status());
    statuses.add(caller.postJson(hooks(room), body).status());
    statuses.add(caller.send("PATCH", one, "application/json", body).status());
    statuses.add(caller.delete(one).status());
    statuses.add(caller.get(one + "/deliveries").status());
    return statuses;
  }

  @Test
  void over_https_only_who_is_vouched_for_is_told_and_the_log_says_why_others_are_not()
      throws Exception {
    Classroom room = Classroom.in(server);
    try (Receiver known = Receiver.secure(KNOWN.serverFor("localhost"), _ -> 200);
        Receiver stranger =
            Receiver.secure(Certificates.ofANewAuthority().serverFor("localhost"), _ -> 200)) {
      String told = hook(room, "https://localhost:" + known.port() + "/");
      String untold = hook(room, "https://localhost:" + stranger.port() + "/");
      room.askOpen("Which?", "One");

      assertThat(known.await(1).getFirst().event()).isEqualTo("session.opened");
      known.verify(server);
      Await.until(
          "its delivery", () -> deliveries(room, told).at("/0/state").asText().equals("delivered"));
      Await.until("the failure", () -> deliveries(room, untold).at("/0/attempts").asInt() > 0);
      JsonNode failed = deliveries(room, untold).get(0);
      assertThat(failed.get("fault").asText()).isEqualTo("untrusted_certificate");
      assertThat(failed.get("state").asText()).isEqualTo("waiting");
      assertThat(stranger.calls()).isEmpty();
    }
  }

  @Test
  void who_sees_the_meetings_sees_what_the_apps_are_told_but_no_address() throws Exception {
    Kit kit = Kit.in(server);
    String meeting = kit.meeting();
    try (Receiver receiver = Receiver.answering(_ -> 200)) {
      String hook = hook(kit, receiver.url("/secret?key=secret"), "[\"meeting.started\"]");
      try (Events _ = kit.enter(meeting, kit.viewer(meeting, "Ada"))) {
        receiver.await(1);
      }
      String log = "/web/app-webhooks/" + hook + "/deliveries";
      Await.until(
          "its delivery",
          () -> server.admin().get(log).json().at("/0/state").asText().equals("delivered"));

      Answer all = server.admin().get("/web/app-webhooks");
      assertThat(all.body())
          .contains(
              "{\"id\":\"%s\",\"app\":\"Tests\",\"name\":\"Hook\",\"host\":\"http://127.0.0.1:%d\",\"events\":[\"meeting.started\"],\"enabled\":true}"
                  .formatted(hook, receiver.port()))
          .doesNotContain("secret");
      JsonNode delivery = server.admin().get(log).json().get(0);
      assertThat(delivery.get("event").asText()).isEqualTo("meeting.started");
      assertThat(delivery.get("uuid").asText()).isEqualTo(receiver.calls().getFirst().uuid());
      assertThat(delivery.get("status").asInt()).isEqualTo(200);
      assertThat(delivery.get("next_at").isNull()).isTrue();
    }
    Classroom room = Classroom.in(server);
    String ofCourse = hook(room, "https://example.org/");
    for (String id : List.of(ofCourse, "0", "x", "00000000-0000-4000-8000-000000000000")) {
      assertThat(server.admin().get("/web/app-webhooks/" + id + "/deliveries").status())
          .as(id)
          .isEqualTo(404);
    }
    assertThat(room.teacher().get("/web/app-webhooks").status()).isEqualTo(403);
    assertThat(server.as(null).get("/web/app-webhooks").status()).isEqualTo(401);
  }

  @Test
  void what_is_wrong_with_a_webhook_is_said_all_at_once() {
    Classroom room = Classroom.in(server);
    Answer none = room.teacher().postJson(hooks(room), "{}");
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.body()).contains("url is required", "events is required");
    Answer wrong =
        room.teacher()
            .postJson(
                hooks(room),
                "{\"url\":\"ftp://x\",\"events\":[\"meeting.started\",7],\"enabled\":1,\"secret\":2}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("url must", "'meeting.started'", "'7'", "enabled must", "secret is not known");
    assertThat(room.teacher().postJson(hooks(room), "[]").status()).isEqualTo(400);

    Kit kit = Kit.in(server);
    Answer unknown =
        kit.post(
            "/webhooks",
            "{\"name\":\"\",\"url\":\"x\",\"events\":[\"meeting.started\",\"session.opened\",\"meeting.fun\"]}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body())
        .contains("name is required", "url must", "'session.opened'", "'meeting.fun'")
        .doesNotContain("'meeting.started'");
    assertThat(kit.post("/webhooks", "{}").body())
        .contains("name is required", "url is required", "events is required");
    String hook = hook(kit, "https://example.org/x", "[\"recording.statusUpdate\"]");
    assertThat(kit.send("PATCH", "/webhooks/" + hook, "{\"events\":[]}").status()).isEqualTo(400);
    assertThat(kit.send("PATCH", "/webhooks/" + hook, "{\"url\":null}").status()).isEqualTo(400);
    assertThat(kit.send("PATCH", "/webhooks/" + hook, "{}").status()).isEqualTo(200);
    assertThat(Kit.in(server).get("/webhooks/" + hook).status()).as("another app").isEqualTo(404);
    for (int i = 1; i < 10; i++) {
      hook(kit, "https://example.org/" + i, "[\"poll.created\"]");
    }
    Answer more =
        kit.post(
            "/webhooks",
            "{\"name\":\"n\",\"url\":\"https://example.org\",\"events\":[\"poll.created\"]}");
    assertThat(more.status()).isEqualTo(400);
    assertThat(more.body()).contains("at most 10 webhooks of one app");
  }

  @Test
  void who_adds_changes_and_removes_stands_in_the_audit_log() {
    Classroom room = Classroom.in(server);
    String hook = hook(room, "https://hooks.example.org/secret-path");
    room.teacher().send("PATCH", hooks(room) + "/" + hook, "application/json", "{\"name\":\"x\"}");
    room.teacher().delete(hooks(room) + "/" + hook);

    Answer log = server.admin().get("/web/audit?event=webhook_changed");
    assertThat(log.body())
        .contains(
            "webhook %s of course %d was made".formatted(hook, room.course()),
            "webhook %s of course %d was changed".formatted(hook, room.course()),
            "webhook %s of course %d was deleted".formatted(hook, room.course()))
        .doesNotContain("secret-path");
  }
}
