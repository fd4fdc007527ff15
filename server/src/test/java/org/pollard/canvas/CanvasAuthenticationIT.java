package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Tokens, masquerading, scopes, and what the throttle shows.
@NullMarked
@ExtendWith(SharedServer.class)
class CanvasAuthenticationIT {

  private static final String CHALLENGE = "Bearer realm=\"canvas-lms\"";
  private static final String UNAUTHENTICATED =
      "{\"status\":\"unauthenticated\",\"errors\":[{\"message\":\"user authorization required\"}]}";
  private static final String UNKNOWN = "{\"errors\":[{\"message\":\"Invalid access token.\"}]}";
  private static final String BAD_MASQUERADE = "{\"errors\":\"Invalid as_user_id\"}";

  private final RunningServer server;
  private final Canvas nobody;
  private final Classroom room;
  private final Person ada;
  private final String token;

  CanvasAuthenticationIT(RunningServer server) {
    this.server = server;
    nobody = server.as(null);
    room = Classroom.in(server);
    ada = room.student("Ada");
    token = String.valueOf(ada.canvas().token());
  }

  @Test
  void without_credentials_there_is_a_challenge_in_json() {
    assertRefused(nobody.get("/api/v1/polls"), UNAUTHENTICATED, CHALLENGE);
    assertRefused(nobody.get("/api/v1/polls?access_token="), UNAUTHENTICATED, CHALLENGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YTpi", "Token x", "Bearer", "bearer {}", "BEARER {}", "{}"})
  void another_scheme_is_no_credential(String header) {
    Answer answer = nobody.get("/api/v1/polls", "Authorization", header.replace("{}", token));

    assertRefused(answer, UNAUTHENTICATED, CHALLENGE);
  }

  @Test
  void a_token_is_taken_from_header_query_form_or_json() {
    String self = "/api/v1/users/self";

    assertThat(nobody.get(self, "Authorization", "Bearer " + token).id()).isEqualTo(ada.id());
    assertThat(nobody.get(self + "?access_token=" + token).id()).isEqualTo(ada.id());
    assertThat(
            nobody.put("/api/v1/polls/999999999", "access_token", token, "polls[][x]", "").status())
        .isEqualTo(404);
    assertThat(
            nobody
                .putJson("/api/v1/polls/999999999", "{\"access_token\":\"" + token + "\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void the_header_wins_over_the_parameter() {
    assertThat(ada.canvas().get("/api/v1/users/self?access_token=nonsense").id())
        .isEqualTo(ada.id());
    assertRefused(
        server.as("nonsense").get("/api/v1/users/self?access_token=" + token), UNKNOWN, CHALLENGE);
  }

  @Test
  void an_unknown_token_is_refused_before_everything_else() {
    for (Answer answer :
        List.of(
            server.as("nonsense").get("/api/v1/polls"),
            server.as("nonsense").get("/api/v1/nothing"),
            server.as("nonsense").postJson("/api/v1/polls", "{"),
            nobody.get("/api/v1/polls?access_token=nonsense"))) {
      assertRefused(answer, UNKNOWN, CHALLENGE);
    }
  }

  @Test
  void an_expired_token_says_since_when() {
    Canvas expired = token("token[expires_at]", "2001-02-03T04:05:06Z");
    String body =
        "{\"errors\":[{\"message\":\"Expired access token.\","
            + "\"expired_at\":\"2001-02-03T04:05:06Z\"}]}";

    assertRefused(expired.get("/api/v1/polls"), body, CHALLENGE);
    assertRefused(expired.get("/api/v1/polls"), body, CHALLENGE);
  }

  @Test
  void a_revoked_token_is_refused_at_once() {
    Answer made = server.admin().post(tokens(), "token[purpose]", "test");
    Canvas client = server.as(made.json().get("visible_token").asText());
    assertThat(client.get("/api/v1/polls").status()).isEqualTo(200);

    server.admin().delete(tokens() + "/" + made.id());

    assertRefused(
        client.get("/api/v1/polls"),
        "{\"errors\":[{\"message\":\"Revoked access token.\"}]}",
        CHALLENGE);
  }

  @Test
  void a_revoked_token_that_expired_is_expired() {
    Answer made =
        server
            .admin()
            .post(tokens(), "token[purpose]", "test", "token[expires_at]", "2001-02-03T04:05:06Z");
    server.admin().delete(tokens() + "/" + made.id());

    assertThat(server.as(made.json().get("visible_token").asText()).get("/api/v1/polls").body())
        .contains("Expired access token.");
  }

  @Test
  void an_administrator_acts_as_somebody_else() {
    Asked asked = room.askOpen("Tea?", "Yes");

    Answer self = server.admin().get("/api/v1/users/self?as_user_id=" + ada.id());
    Answer vote =
        server
            .admin()
            .post(
                asked.path() + "/poll_submissions",
                "poll_submissions[][poll_choice_id]",
                asked.choices().getFirst().toString(),
                "as_user_id",
                Long.toString(ada.id()));

    assertThat(self.id()).isEqualTo(ada.id());
    assertThat(vote.first().get("user_id").asLong()).isEqualTo(ada.id());
    assertThat(Classroom.vote(ada.canvas(), asked, 0).status()).isEqualTo(400);
    assertThat(
            server
                .admin()
                .get(asked.pollPath() + "?as_user_id=" + ada.id())
                .first()
                .has("total_results"))
        .isFalse();
  }

  @Test
  void a_bad_masquerade_is_refused() {
    long teacher = room.teacher().get("/api/v1/users/self").id();

    for (Answer answer :
        List.of(
            server.admin().get("/api/v1/polls?as_user_id=999999999"),
            server.admin().get("/api/v1/polls?as_user_id=x"),
            server.admin().get("/api/v1/polls?as_user_id[]=1".replace("[]", "%5B%5D")),
            room.teacher().get("/api/v1/polls?as_user_id=" + ada.id()),
            ada.canvas().get("/api/v1/nothing?as_user_id=" + teacher))) {
      assertRefused(answer, BAD_MASQUERADE, null);
    }
  }

  @Test
  void a_token_with_scopes_is_good_for_those_calls_only() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas scoped =
        scoped(
            "url:GET|/api/v1/polls/:id",
            "url:GET|/api/v1/poll_sessions/opened",
            "url:POST|/api/v1/polls/:poll_id/poll_sessions/:poll_session_id/poll_submissions");
    String refusal = "{\"errors\":[{\"message\":\"Insufficient scopes on access token.\"}]}";

    assertThat(scoped.get(asked.pollPath()).status()).isEqualTo(200);
    assertThat(scoped.get(asked.pollPath() + ".json").status()).isEqualTo(200);
    assertThat(scoped.head(asked.pollPath()).status()).isEqualTo(200);
    assertThat(scoped.get("/api/v1/poll_sessions/opened?page=1").status()).isEqualTo(200);
    assertThat(Classroom.vote(scoped, asked, 0).status()).isEqualTo(200);
    for (Answer answer :
        List.of(
            scoped.get("/api/v1/polls"),
            scoped.get("/api/v1/poll_sessions/closed"),
            scoped.get(asked.pollPath() + "/poll_choices"),
            scoped.get(asked.path() + "/open"),
            scoped.put(asked.pollPath(), "polls[][question]", "Q?"),
            scoped.delete(asked.pollPath()),
            scoped.get("/api/v1/nothing"))) {
      assertRefused(answer, refusal, null);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/v1/polls",
    "POST,   /api/v1/polls",
    "GET,    /api/v1/polls/:id",
    "PUT,    /api/v1/polls/:id",
    "DELETE, /api/v1/polls/:id",
    "GET,    /api/v1/polls/:poll_id/poll_choices",
    "POST,   /api/v1/polls/:poll_id/poll_choices",
    "GET,    /api/v1/polls/:poll_id/poll_choices/:id",
    "PUT,    /api/v1/polls/:poll_id/poll_choices/:id",
    "DELETE, /api/v1/polls/:poll_id/poll_choices/:id",
    "GET,    /api/v1/polls/:poll_id/poll_sessions",
    "POST,   /api/v1/polls/:poll_id/poll_sessions",
    "GET,    /api/v1/polls/:poll_id/poll_sessions/:id",
    "PUT,    /api/v1/polls/:poll_id/poll_sessions/:id",
    "DELETE, /api/v1/polls/:poll_id/poll_sessions/:id",
    "GET,    /api/v1/polls/:poll_id/poll_sessions/:id/open",
    "POST,   /api/v1/polls/:poll_id/poll_sessions/:id/open",
    "GET,    /api/v1/polls/:poll_id/poll_sessions/:id/close",
    "POST,   /api/v1/polls/:poll_id/poll_sessions/:id/close",
    "GET,    /api/v1/poll_sessions/opened",
    "GET,    /api/v1/poll_sessions/closed",
    "POST,   /api/v1/polls/:poll_id/poll_sessions/:poll_session_id/poll_submissions",
    "GET,    /api/v1/polls/:poll_id/poll_sessions/:poll_session_id/poll_submissions/:id"
  })
  void each_row_has_a_scope_of_its_own(String method, String route) {
    Canvas scoped = scoped("url:" + method + "|" + route);
    String path = route.replaceAll(":[a-z_]+", "999999999");
    String other = method.equals("DELETE") ? "PUT" : "DELETE";

    assertThat(scoped.send(method, path, "text/plain", "").status()).isIn(200, 400, 404);
    assertThat(scoped.send(other, path, "text/plain", "").status()).isEqualTo(401);
  }

  @Test
  void the_json_suffix_changes_nothing() {
    Asked asked = room.askOpen("Tea?", "Yes");
    Canvas teacher = room.teacher();

    Answer list = teacher.get("/api/v1/polls.json?per_page=1&x=y");
    Answer open = teacher.get(asked.path() + "/open.json");
    Answer vote =
        ada.canvas()
            .post(
                asked.path() + "/poll_submissions.json",
                "poll_submissions[][poll_choice_id]",
                asked.choices().getFirst().toString());

    assertThat(list.header("Link"))
        .startsWith("<" + server.base() + "/api/v1/polls?x=y&page=1&per_page=1>; rel=\"current\"");
    assertThat(list.ids()).containsExactly(asked.poll());
    assertThat(list.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(list.header("X-Request-Cost")).isNotNull();
    assertThat(open.header("Cache-Control")).isEqualTo("no-store");
    assertThat(vote.status()).isEqualTo(200);
    assertThat(teacher.get(asked.pollPath() + ".json").body())
        .isEqualTo(teacher.get(asked.pollPath()).body());
    assertThat(nobody.get(asked.pollPath() + ".json").status()).isEqualTo(401);
    assertThat(teacher.put(asked.pollPath() + ".json", "polls[][question]", "Q?").status())
        .isEqualTo(200);
    assertThat(teacher.delete(asked.pollPath() + ".json").status()).isEqualTo(204);
  }

  @Test
  void answers_to_tokens_show_cost_and_what_remains() {
    Asked asked = room.askOpen("Tea?", "Yes");

    for (Answer answer :
        List.of(
            ada.canvas().get("/api/v1/polls"),
            ada.canvas().get("/api/v1/nothing"),
            ada.canvas().post("/api/v1/polls"),
            Classroom.vote(ada.canvas(), asked, 0),
            ada.canvas().delete(asked.path()),
            ada.canvas().head(asked.path()),
            room.teacher().delete(asked.path()),
            server.admin().get("/api/v1/polls"))) {
      assertThat(answer.header("X-Request-Cost")).matches("\\d+\\.\\d+");
      assertThat(answer.header("X-Rate-Limit-Remaining")).matches("\\d+\\.\\d+");
      assertThat(Double.parseDouble(String.valueOf(answer.header("X-Rate-Limit-Remaining"))))
          .isBetween(500.0, 600.0);
    }
  }

  /// Twelve requests in flight fill the bucket, each with 50 reserved. Requests are fast, so bursts
  /// are sent until one of them meets a full bucket.
  @Test
  @Timeout(240)
  void too_many_requests_in_flight_are_refused_in_the_words_that_clients_know() throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(50));
    List<Answer> refused = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (refused.isEmpty() && Instant.now().isBefore(end)) {
        List<Future<Answer>> burst = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          burst.add(threads.submit(() -> ada.canvas().get("/api/v1/poll_sessions/opened")));
        }
        for (Future<Answer> each : burst) {
          if (each.get().status() == 403) {
            refused.add(each.get());
          }
        }
      }
    }

    assertThat(refused).isNotEmpty();
    assertThat(refused.getFirst().body()).isEqualTo("403 Forbidden (Rate Limit Exceeded)\n");
    assertThat(refused.getFirst().header("Content-Type")).startsWith("text/plain");
    assertThat(refused.getFirst().header("X-Rate-Limit-Remaining")).isEqualTo("0.0");
    assertThat(refused.getFirst().header("X-Request-Cost")).isNull();
    assertThat(ada.canvas().get("/api/v1/polls").status()).isEqualTo(200);
    assertThat(room.teacher().get("/api/v1/polls").status()).isEqualTo(200);
  }

  private Canvas scoped(String... scopes) {
    String[] form = new String[2 * scopes.length];
    for (int i = 0; i < scopes.length; i++) {
      form[2 * i] = "token[scopes][]";
      form[2 * i + 1] = scopes[i];
    }
    return token(form);
  }

  private Canvas token(String... form) {
    String[] all = new String[form.length + 2];
    all[0] = "token[purpose]";
    all[1] = "test";
    System.arraycopy(form, 0, all, 2, form.length);
    return server.as(server.admin().post(tokens(), all).json().get("visible_token").asText());
  }

  private String tokens() {
    return "/api/v1/users/" + ada.id() + "/tokens";
  }

  private static void assertRefused(Answer answer, String body, @Nullable String challenge) {
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo(challenge);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
  }
}
