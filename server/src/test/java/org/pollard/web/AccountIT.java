package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// Accounts: passwords are changed and given anew, browsers are seen and signed out, and the audit
/// log tells administrators.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class AccountIT {

  private static final String OLD = "kmxr twqz 41";
  private static final String NEW = "zwölf boxkämpfer";

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = RunningServer.start(data, Map.of("POLLARD_TRUSTED_PROXIES", "127.0.0.1"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private long user(String login) {
    return server
        .admin()
        .post(
            "/api/v1/accounts/1/users",
            "user[name]",
            "Somebody called " + login,
            "pseudonym[unique_id]",
            login,
            "pseudonym[password]",
            OLD)
        .id();
  }

  private Tab signedIn(String login, String password) {
    Tab tab = new Tab(server.base());
    Answer answer = tab.signIn(login, password);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return tab;
  }

  private Tab administrator() {
    Tab tab = new Tab(server.base());
    assertThat(tab.signInAdministrator(RunningServer.ADMIN_TOKEN).status()).isEqualTo(200);
    return tab;
  }

  private static boolean isIn(Tab tab) {
    return !tab.get("/web/session").json().get("user").isNull();
  }

  private static Answer change(Tab tab, String old, String password) {
    return tab.send(
        "PUT", "/web/password", "{\"old\":\"" + old + "\",\"password\":\"" + password + "\"}");
  }

  private static void assertCode(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
  }

  @Test
  void a_password_is_changed_with_the_old_one_and_other_browsers_are_signed_out() {
    user("changer");
    Tab here = signedIn("changer", OLD);
    Tab there = signedIn("changer", OLD);

    assertCode(change(here, "not the old one", NEW), 403, "wrong_password");
    assertCode(change(here, OLD, "Passw0rd123"), 422, "password_common");
    assertCode(change(here, OLD, "changer!"), 422, "password_common");
    assertCode(change(here, OLD, "short"), 422, "password_short");
    assertCode(change(here, OLD, "ab c".repeat(100)), 422, "password_long");
    assertCode(here.send("PUT", "/web/password", "{}"), 400, "bad_request");
    assertThat(isIn(there)).isTrue();
    assertThat(change(here, OLD, NEW).status()).isEqualTo(204);

    assertThat(isIn(here)).isTrue();
    assertThat(isIn(there)).isFalse();
    assertThat(new Tab(server.base()).signIn("changer", OLD).status()).isEqualTo(401);
    signedIn("CHANGER", NEW);
  }

  @Test
  void who_has_no_password_or_is_nobody_changes_none() {
    Tab host = new Tab(server.base());
    host.signInByToken(String.valueOf(Classroom.in(server).teacher().token()));
    assertCode(change(host, OLD, NEW), 409, "no_password");
    assertCode(change(new Tab(server.base()), OLD, NEW), 401, "sign_in");
    user("framed");
    Tab victim = signedIn("framed", OLD);
    assertThat(
            victim
                .sendFrom(
                    "http://evil.example",
                    "PUT",
                    "/web/password",
                    "{\"old\":\"" + OLD + "\",\"password\":\"" + NEW + "\"}")
                .status())
        .isIn(401, 403);
    signedIn("framed", OLD);
  }

  @Test
  void the_canvas_wire_refuses_common_passwords_too() {
    Answer refused =
        server
            .admin()
            .post(
                "/api/v1/accounts/1/users",
                "user[name]",
                "X",
                "pseudonym[unique_id]",
                "weak",
                "pseudonym[password]",
                "password1");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/password/0/type").asText()).isEqualTo("common");
  }

  @Test
  void browsers_are_seen_and_signed_out_by_whose_they_are() {
    user("many");
    user("other");
    Tab first = signedIn("many", OLD);
    Tab second = signedIn("many", OLD);
    Tab third = signedIn("many", OLD);
    Tab stranger = signedIn("other", OLD);

    JsonNode own = first.get("/web/browsers").json();
    assertThat(own.get("password").asBoolean()).isTrue();
    assertThat(own.get("browsers")).hasSize(3);
    assertThat(own.get("browsers").valueStream().map(each -> each.get("current").asBoolean()))
        .containsExactly(false, false, true);
    String newest = "/web/browsers/" + own.at("/browsers/0/id").asText();

    assertCode(stranger.send("DELETE", newest, ""), 404, "not_found");
    assertThat(first.send("DELETE", newest, "").status()).isEqualTo(204);
    assertThat(isIn(third)).isFalse();
    assertThat(isIn(second)).isTrue();
    assertThat(first.send("DELETE", "/web/browsers", "").status()).isEqualTo(204);
    assertThat(isIn(second)).isFalse();
    assertThat(isIn(first)).isTrue();
    assertThat(isIn(stranger)).isTrue();
    assertThat(first.get("/web/browsers").json().get("browsers")).hasSize(1);
  }

  @Test
  void a_host_gives_passwords_to_the_students_of_the_rooms_class_list_and_to_nobody_else() {
    Classroom room = Classroom.in(server);
    Classroom another = Classroom.in(server);
    String rooms = "/web/rooms/" + room.course();
    long known = user("known-before");
    Answer list =
        room.teacher()
            .postJson(
                rooms + "/roster",
                "{\"text\":\"Ada, listed-ada\\nBen, listed-ben\\nKnown, known-before\"}");
    assertThat(list.status()).as(list.body()).isEqualTo(200);
    String first = list.json().at("/0/password").asText();
    Tab ada = signedIn("listed-ada", first);

    List<JsonNode> people =
        room.teacher().get(rooms + "/people").json().get("people").valueStream().toList();
    List<JsonNode> ours = people.stream().filter(each -> each.get("ours").asBoolean()).toList();
    assertThat(ours.stream().map(each -> each.get("login").asText()))
        .containsExactly("listed-ada", "listed-ben");
    // Nobody learns here who has an account and was only invited.
    assertThat(people.stream().map(each -> each.get("name").asText()))
        .containsExactly("Teacher", "Ada", "Ben");
    String path = "/people/" + ours.getFirst().get("id").asText() + "/password";
    Answer fresh = room.teacher().postJson(rooms + path, "{}");
    assertThat(fresh.status()).as(fresh.body()).isEqualTo(200);
    assertThat(fresh.header("Cache-Control")).isEqualTo("no-store");
    assertThat(isIn(ada)).isFalse();
    assertThat(new Tab(server.base()).signIn("listed-ada", first).status()).isEqualTo(401);
    Tab again = signedIn("listed-ada", fresh.json().get("password").asText());

    // Not somebody who had an account, not another room's people, not by a student.
    assertThat(room.teacher().postJson(rooms + "/people/" + known + "/password", "{}").status())
        .isEqualTo(404);
    assertThat(another.teacher().postJson("/web/rooms/" + another.course() + path, "{}").status())
        .isEqualTo(404);
    assertThat(another.teacher().postJson(rooms + path, "{}").status()).isIn(403, 404);
    assertThat(again.send("POST", rooms + path, "{}").status()).isEqualTo(403);
    assertThat(room.teacher().postJson("/web" + path, "{}").status()).isEqualTo(403);

    // Nor somebody who has come to run something since.
    server
        .admin()
        .post(
            "/api/v1/courses/" + another.course() + "/enrollments",
            "enrollment[user_id]",
            ours.getFirst().get("id").asText(),
            "enrollment[type]",
            "TaEnrollment");
    assertThat(room.teacher().postJson(rooms + path, "{}").status()).isEqualTo(404);
  }

  @Test
  void an_administrator_gives_passwords_to_everybody_with_a_user_name() {
    long somebody = user("forgetful");
    Tab tab = signedIn("forgetful", OLD);
    Tab administrator = administrator();

    Answer fresh = administrator.send("POST", "/web/people/" + somebody + "/password", "{}");

    assertThat(fresh.status()).as(fresh.body()).isEqualTo(200);
    assertThat(isIn(tab)).isFalse();
    String groups =
        fresh.json().get("password").asText().toUpperCase(Locale.ROOT).replaceAll(".{4}", "$0 ");
    assertThat(groups).hasSize(15);
    signedIn("\uff26orgetful", groups);
    long self = administrator.get("/web/session").json().at("/user/id").asLong();
    assertCode(
        administrator.send("POST", "/web/people/" + self + "/password", "{}"), 403, "not_allowed");
    assertCode(administrator.send("POST", "/web/people/0/password", "{}"), 404, "not_found");
  }

  @Test
  void the_audit_log_tells_administrators_who_did_what_and_never_a_secret() {
    long audited = user("audited");
    Tab tab = new Tab(server.base());
    tab.signIn("audited", "a wrong password here");
    tab.signIn("my-secret-typed-as-a-name", "x");
    assertThat(tab.signIn("audited", OLD).status()).isEqualTo(200);
    change(tab, OLD, NEW);
    String tokens = "/api/v1/users/" + audited + "/tokens";
    long token =
        tab.send("POST", tokens, "{\"token\":{\"purpose\":\"p\"}}").json().get("id").asLong();
    tab.send("DELETE", tokens + "/" + token, "");
    tab.send("DELETE", "/web/session", "");
    Tab administrator = administrator();
    administrator.send("POST", "/web/people/" + audited + "/password", "{}");

    JsonNode page = administrator.get("/web/audit").json();
    List<String> own =
        page.get("events")
            .valueStream()
            .filter(
                each ->
                    each.get("user").asLong() == audited
                        || each.get("detail").asText().contains("(" + audited + ")"))
            .map(each -> each.get("event").asText())
            .toList();
    assertThat(own)
        .containsExactly(
            "password_reset",
            "signed_out",
            "token_revoked",
            "token_made",
            "password_changed",
            "signed_in",
            "sign_in_refused",
            "rights_changed");
    assertThat(page.toString())
        .contains("unknown name", "127.0.0.1")
        .doesNotContain("my-secret-typed-as-a-name", "a wrong password here", OLD, NEW);
    assertThat(
            administrator
                .get("/web/audit?event=password_reset")
                .json()
                .get("events")
                .valueStream()
                .map(each -> each.get("event").asText()))
        .containsOnly("password_reset");
    assertCode(administrator.get("/web/audit?event=x"), 400, "bad_request");

    Answer csv = administrator.get("/web/audit.csv");
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.body()).contains("\"password_changed\"").doesNotContain("secret-typed");
    assertThat(administrator.get("/web/audit?event=exported").json().get("events")).isNotEmpty();
    for (Tab nobody : List.of(signedIn("audited", lastPassword(administrator, audited)))) {
      assertCode(nobody.get("/web/audit"), 403, "not_allowed");
      assertThat(nobody.get("/web/audit.csv").status()).isEqualTo(403);
    }
    assertCode(new Tab(server.base()).get("/web/audit"), 401, "sign_in");
  }

  private static String lastPassword(Tab administrator, long user) {
    return administrator
        .send("POST", "/web/people/" + user + "/password", "{}")
        .json()
        .get("password")
        .asText();
  }

  @Test
  void refused_sign_ins_do_not_push_out_everything_else() throws Exception {
    String address = "198.51.100.7";
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> attempts = new ArrayList<>();
      for (int i = 0; i < 14; i++) {
        String token = "wrong" + i;
        Tab guesser = new Tab(server.base()).through("203.0.113.9, " + address);
        attempts.add(() -> guesser.signInByToken(token));
      }
      for (Future<Answer> each : threads.invokeAll(attempts)) {
        assertThat(each.get().status()).isEqualTo(401);
      }
    }

    assertThat(
            administrator()
                .get("/web/audit?event=sign_in_refused")
                .json()
                .get("events")
                .valueStream()
                .filter(each -> each.get("address").asText().equals(address)))
        // Where many come at one moment some are only counted.
        .hasSizeBetween(1, 10);
  }
}
