package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Menus;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.Tab;
import org.pollard.harness.TestBrowsers;
import org.pollard.harness.TestBrowsers.Taste;

/// How people get in, and how they get in again: hosts by links, with a password, on a phone and as
/// colleagues; guests whose browser forgets them, who share a device, or who have the same name.
/// The server listens on all addresses, and phones come by another one than `localhost`.
@NullMarked
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class GettingInIT {

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  /// On the server's own machine.
  @SuppressWarnings("NullAway.Init")
  private TestBrowsers local;

  /// Elsewhere.
  @SuppressWarnings("NullAway.Init")
  private TestBrowsers browsers;

  @SuppressWarnings("NullAway.Init")
  private URI elsewhere;

  @SuppressWarnings("NullAway.Init")
  private Classroom room;

  @SuppressWarnings("NullAway.Init")
  private String code;

  @BeforeAll
  void start(@TempDir Path data, TestBrowsers shared) {
    server = RunningServer.start(data, Map.of("POLLARD_HTTP_HOST", "0.0.0.0"));
    elsewhere = URI.create(server.hostLink().replaceAll("/host/.*", ""));
    local = shared.at(server.base());
    browsers = shared.at(elsewhere);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /// Pages that stay open go on drawing, which costs the tests after it.
  @AfterEach
  void nothing_was_complained_of() {
    try {
      assertThat(browsers.faults()).isEmpty();
    } finally {
      browsers.leave();
      local.leave();
    }
  }

  @BeforeEach
  void makeRoom() {
    assumeTrue(!elsewhere.equals(server.base()), "this machine has no network");
    room = Classroom.in(new Canvas(elsewhere, RunningServer.ADMIN_TOKEN));
    code =
        room.teacher()
            .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
            .json()
            .get("code")
            .asText();
  }

  private static Locator button(Page page, String text) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(false));
  }

  private static Locator choice(Page phone, String text) {
    return phone.locator(".choice", new Page.LocatorOptions().setHasText(text));
  }

  private static Locator counted(Page phone) {
    return phone.locator("#told").getByText("Your vote counts");
  }

  private Page joined() {
    Page phone = browsers.phone();
    phone.navigate("/j/" + code);
    return phone;
  }

  private String freshLink() {
    return server.admin().postJson("/web/host-link", "").json().get("link").asText();
  }

  private int votes(Classroom.Asked asked) {
    return room.teacher().get("/live/sessions/" + asked.session()).json().get("votes").asInt();
  }

  @Test
  void the_printed_link_and_the_qr_code_are_good_for_other_devices() {
    assertThat(server.base().getHost()).isEqualTo("localhost");
    assertThat(server.output()).contains("Other devices: " + elsewhere);
    assertThat(server.hostLink()).startsWith(elsewhere + "/host/#");

    Canvas teacher = new Canvas(server.base(), room.teacher().token());
    var drawn = teacher.get("/web/rooms/" + room.course()).json().get("room");

    assertThat(drawn.get("link").asText()).startsWith(elsewhere + "/j/" + code + "#");
    assertThat(drawn.get("local").asBoolean()).isFalse();
    var asked = room.askOpen("Ready?", "Yes", "No");
    Page phone = browsers.phone();
    phone.navigate(drawn.get("link").asText());
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    choice(phone, "Yes").click();
    assertThat(counted(phone)).isVisible();
    assertThat(votes(asked)).isEqualTo(1);
  }

  @Test
  void a_page_that_was_opened_as_localhost_takes_the_sign_in_along_to_where_phones_find_it() {
    Page host = local.desk(Taste.USUAL);
    host.navigate(freshLink().replace(elsewhere.toString(), server.base().toString()));
    assertThat(host.locator("host-elsewhere")).containsText(elsewhere.getAuthority());

    button(host, "Go on there").click();

    host.waitForURL(elsewhere + "/host/");
    assertThat(host.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("First room")))
        .isVisible();
    assertThat(host.locator("host-elsewhere")).hasCount(0);
    host.navigate(server.base() + "/host/");
    assertThat(host.locator(".room").first()).isVisible();
  }

  @Test
  void the_host_sets_a_name_and_a_password_in_two_presses_and_comes_back_with_them(
      @TempDir Path data) {
    try (RunningServer other = RunningServer.start(data, Map.of());
        TestBrowsers others = browsers.at(other.base())) {
      Page host = others.desk(Taste.USUAL);
      host.navigate(other.hostLink());

      host.locator(".who").click();
      button(host, "Set a password").click();
      assertThat(host.locator("#own-login")).hasValue("host");
      host.locator("#own-password").fill("password1");
      button(host, "Save").click();
      assertThat(host.getByRole(AriaRole.ALERT)).containsText("Everybody tries");
      host.locator("#own-name").fill("Ms. Grace");
      host.locator("#own-password").fill("a long way to the moon");
      button(host, "Save").click();

      assertThat(host.locator(".toast")).containsText("sign in as host");
      host.locator("#account-name").fill("Grace H.");
      button(host, "Rename").click();
      assertThat(host.locator(".who")).containsText("Grace H.");
      host.locator("#account-name").fill("Ms. Grace");
      button(host, "Rename").click();
      assertThat(host.locator(".who")).containsText("Ms. Grace");
      Page again = others.desk(Taste.USUAL);
      again.navigate("/host/");
      again.getByLabel("User name").fill("host");
      again.getByLabel("Password").fill("a long way to the moon");
      button(again, "Sign in").first().click();
      assertThat(again.locator(".room").first()).isVisible();
      assertThat(again.locator("host-own .note")).hasCount(0);

      Tab tab = new Tab(other.base());
      tab.signIn("host", "a long way to the moon");
      assertThat(
              tab.send("PATCH", "/web/account", "{\"password\":\"another one of mine\"}").status())
          .isEqualTo(403);
      assertThat(tab.send("PATCH", "/web/account", "{\"login\":\"grace\"}").status())
          .isEqualTo(200);
      assertThat(tab.send("PATCH", "/web/account", "{\"login\":\"administrator\"}").status())
          .isEqualTo(409);
    }
    try (RunningServer other = RunningServer.start(data, Map.of())) {
      Tab tab = new Tab(other.base());
      assertThat(tab.signIn("grace", "a long way to the moon").status()).isEqualTo(200);
      assertThat(tab.get("/web/session").json().at("/user/host").asBoolean()).isTrue();
      assertThat(tab.get("/web/rooms").json()).hasSize(1);
    }
  }

  @Test
  void the_administrators_token_signs_in_the_host() {
    Page host = browsers.desk(Taste.USUAL);
    host.navigate("/host/");
    button(host, "Use an access token").click();
    host.getByLabel("Access token").fill(RunningServer.ADMIN_TOKEN);
    button(host, "Sign in").first().click();

    assertThat(host.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("First room")))
        .isVisible();
    Tab administrator = new Tab(server.base());
    administrator.signInAdministrator(RunningServer.ADMIN_TOKEN);
    assertThat(administrator.get("/web/audit").status()).isEqualTo(200);
  }

  @Test
  void who_came_with_a_token_for_programs_makes_themselves_no_way_back() {
    String token =
        server
            .as(null)
            .postJson("/host/token", "{\"secret\":\"%s\"}".formatted(secretOf(freshLink())))
            .json()
            .get("token")
            .asText();
    Tab tab = new Tab(server.base());
    assertThat(tab.signInByToken(token).status()).isEqualTo(200);

    assertThat(tab.send("PATCH", "/web/account", "{\"password\":\"found in a log file\"}").status())
        .isEqualTo(403);
    assertThat(tab.send("PATCH", "/web/account", "{\"login\":\"mine\"}").status()).isEqualTo(403);
  }

  private static String secretOf(String link) {
    return link.substring(link.indexOf('#') + 1);
  }

  @Test
  void what_is_handed_over_works_once_and_ends_with_the_token_that_it_came_from() {
    Canvas teacher = room.teacher();
    Tab desk = new Tab(server.base());
    desk.signInByToken(String.valueOf(teacher.token()));
    var made = desk.send("POST", "/web/handover", "{\"path\":\"/host/\"}");
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    String secret = secretOf(made.json().get("link").asText());
    Tab phone = new Tab(server.base());
    String wish = "{\"link\":\"" + secret + "\"}";

    assertThat(phone.send("POST", "/web/session", wish).status()).isEqualTo(200);
    assertThat(new Tab(server.base()).send("POST", "/web/session", wish).status()).isEqualTo(410);
    for (String bad :
        List.of("//evil.test/", "/host/../x", "http://evil.test/", "/web/session", "/present/1")) {
      assertThat(desk.send("POST", "/web/handover", "{\"path\":\"" + bad + "\"}").status())
          .isEqualTo(422);
    }
    desk.send("DELETE", "/web/session", "");
    assertThat(phone.get("/web/rooms").status()).isEqualTo(200);
    long user = teacher.get("/api/v1/users/self").id();
    long id = teacher.get("/api/v1/users/" + user + "/tokens").json().get(0).get("id").asLong();
    server.admin().delete("/api/v1/users/" + user + "/tokens/" + id);
    assertThat(phone.get("/web/rooms").status()).isEqualTo(401);
  }

  @Test
  void a_phone_becomes_the_remote_control_by_a_code_that_is_scanned() {
    room.ask("First?", "Yes", "No");
    room.ask("Second?", "Yes", "No");
    Page host = local.desk(new Canvas(server.base(), room.teacher().token()), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course());
    host.locator("#remote").click();
    assertThat(host.locator("dialog img.qr")).isVisible();
    String link = host.locator("dialog input").inputValue();
    assertThat(link).startsWith(elsewhere + "/present/" + room.course() + "?remote#");

    Page phone = browsers.phone();
    phone.navigate(link);
    assertThat(button(phone, "Next")).isVisible();
    assertThat(phone.url()).endsWith("?remote");
    button(phone, "Next").click();
    assertThat(phone.locator("h1")).hasText("First?");
    button(phone, "Open").click();
    assertThat(button(phone, "Close")).isVisible();
    assertThat(phone.locator("a[href^='/host']")).hasCount(0);
    assertThat(host.locator("dialog [role=status]")).containsText("steers this room now");
    assertThat(host.locator("dialog img.qr")).hasCount(0);
    AccessibilityIT.judge(phone, "a phone as remote");

    Page stranger = browsers.phone();
    stranger.navigate(link);
    assertThat(stranger.locator("h1")).containsText("used already");
    phone.reload();
    button(phone, "End as remote").click();
    assertThat(phone.locator("h1")).containsText("does not steer the room any more");
  }

  @Test
  void the_big_screen_asks_before_it_shows_everybody_the_code_for_the_remote_control() {
    room.askOpen("Ready?", "Yes", "No");
    Page screen = local.desk(new Canvas(server.base(), room.teacher().token()), Taste.USUAL);
    screen.navigate("/present/" + room.course());
    assertThat(screen.locator(".stage h1")).hasText("Ready?");
    String size = "getComputedStyle(document.querySelector('.stage h1')).fontSize";
    Object before = screen.evaluate(size);
    button(screen, "Phone as remote").click();
    assertThat(screen.locator("dialog")).containsText("Your audience sees this code");
    assertThat(screen.locator("dialog img.qr")).hasCount(0);
    AccessibilityIT.judge(screen, "the question before the code");
    screen.keyboard().press("Escape");
    assertThat(screen.locator("dialog")).hasCount(0);

    button(screen, "Phone as remote").click();
    button(screen, "Show the code").click();
    assertThat(screen.locator("dialog img.qr")).isVisible();
    assertThat(screen.evaluate(size)).isEqualTo(before);
  }

  @Test
  void a_phone_that_was_paired_steers_one_room_for_as_long_as_its_maker_is_signed_in() {
    Classroom other = Classroom.in(room.admin());
    Classroom.Person host = Classroom.person(room.admin(), "Hal");
    room.enroll(host, "TeacherEnrollment");
    other.enroll(host, "TeacherEnrollment");
    var asked = room.ask("Here?", "Yes", "No");
    var there = other.ask("There?", "Yes", "No");
    Tab desk = new Tab(server.base());
    desk.signInByToken(String.valueOf(host.canvas().token()));
    String mine = "/web/rooms/" + room.course();
    host.canvas().postJson("/live/polls", "{\"question\":\"Draft?\",\"choices\":[\"A\"]}");
    Tab phone = new Tab(server.base());
    phone.join(code);

    assertThat(pair(phone, secretOf(code(desk, mine))).status()).isEqualTo(200);

    var steered = phone.get(mine + "?as=remote").json();
    assertThat(steered.get("sessions")).hasSize(1);
    assertThat(steered.get("unasked")).isEmpty();
    assertThat(desk.get(mine).json().get("unasked")).hasSize(1);
    // It is a remote control where it says so, and the guest that it was everywhere else.
    assertThat(phone.get(mine).status()).isEqualTo(403);
    assertThat(phone.get("/web/session").json().get("user").isNull()).isTrue();
    assertThat(steer(phone, asked.session(), "{\"open\":true}").status()).isEqualTo(200);
    assertThat(steer(phone, asked.session(), "{\"changeable\":true}").status()).isEqualTo(403);
    assertThat(steer(phone, there.session(), "{\"open\":true}").status()).isEqualTo(404);
    String again = "{\"course\":%d}";
    String ask = "/live/polls/%d/sessions?as=remote";
    assertThat(
            phone
                .send("POST", ask.formatted(there.poll()), again.formatted(room.course()))
                .status())
        .isEqualTo(404);
    assertThat(
            phone
                .send("POST", ask.formatted(asked.poll()), again.formatted(other.course()))
                .status())
        .isEqualTo(403);
    var listed = desk.get("/web/browsers").json().get("browsers");
    assertThat(listed.valueStream().map(each -> each.get("remote").asText("")))
        .containsExactly("Room", "");

    // As a token it opens nothing at all.
    String token = String.valueOf(phone.cookies().get("pollard_remote"));
    Canvas bearer = new Canvas(server.base(), token);
    assertThat(bearer.get(mine).status()).isEqualTo(401);
    assertThat(bearer.get("/api/v1/polls").status()).isEqualTo(401);
    assertThat(bearer.get("/live/rooms/" + room.course()).status()).isEqualTo(401);
    assertThat(new Tab(server.base()).signInByToken(token).status()).isEqualTo(401);

    String late = secretOf(code(desk, mine));
    desk.send("DELETE", "/web/session", "");
    assertThat(phone.get(mine + "?as=remote").status()).isEqualTo(401);
    assertThat(pair(new Tab(server.base()), late).status()).isEqualTo(410);
  }

  @Test
  void a_remote_control_is_told_what_the_hall_sees_and_no_more() {
    Classroom.Person host = Classroom.person(room.admin(), "Hal");
    room.enroll(host, "TeacherEnrollment");
    long poll =
        host.canvas()
            .postJson(
                "/live/polls",
                "{\"question\":\"Which?\",\"choices\":[{\"text\":\"Right\",\"correct\":true},\"Left\"]}")
            .json()
            .get("id")
            .asLong();
    var made =
        host.canvas()
            .postJson(
                "/live/polls/" + poll + "/sessions",
                "{\"course\":%d,\"results\":\"until_revealed\",\"open\":true}"
                    .formatted(room.course()))
            .json();
    long session = made.get("session").asLong();
    long right = made.at("/choices/0/id").asLong();
    String vote = "{\"choice\":" + right + "}";
    Canvas student = room.student("Sue").canvas();
    assertThat(student.putJson("/live/sessions/" + session + "/vote", vote).status())
        .isEqualTo(200);
    Tab desk = new Tab(server.base());
    desk.signInByToken(String.valueOf(host.canvas().token()));
    String mine = "/web/rooms/" + room.course();
    Tab phone = new Tab(server.base());
    String secret = secretOf(code(desk, mine));
    assertThat(pair(phone, secret).status()).isEqualTo(200);
    assertThat(pair(new Tab(server.base()), secret).body()).contains("five minutes");

    for (String hidden : List.of("{}", "{\"open\":false}", "{\"on_show\":true}")) {
      assertHidden(steer(phone, session, hidden).json());
    }
    assertHidden(phone.get("/live/rooms/" + room.course() + "?as=remote").json());
    var asked = phone.get(mine + "?as=remote").json();
    assertThat(asked.at("/sessions/0/votes").asLong()).isZero();
    assertThat(asked.at("/polls/0/choices/0/correct").asBoolean()).isFalse();
    assertThat(asked.at("/polls/0/keyed").asBoolean()).isTrue();
    assertThat(desk.get(mine).json().at("/sessions/0/votes").asLong()).isOne();

    var shown = steer(phone, session, "{\"results\":\"public\"}").json();
    assertThat(shown.get("votes").asLong()).isOne();
    assertThat(shown.toString()).doesNotContain("correct");
    assertThat(
            steer(phone, session, "{\"correct\":true}").json().at("/choices/0/correct").asBoolean())
        .isTrue();
    assertThat(phone.get(mine + "?as=remote").json().at("/sessions/0/votes").asLong()).isOne();
  }

  private static void assertHidden(JsonNode snapshot) {
    assertThat(snapshot.get("results").asText()).isEqualTo("hidden");
    assertThat(snapshot.has("votes")).isFalse();
    assertThat(snapshot.has("people")).isFalse();
    assertThat(snapshot.toString()).doesNotContain("correct");
  }

  private static String code(Tab desk, String room) {
    return desk.send("POST", room + "/remote", "").json().get("link").asText();
  }

  private static Canvas.Answer pair(Tab phone, String secret) {
    return phone.send("POST", "/web/remote", "{\"secret\":\"" + secret + "\"}");
  }

  private static Canvas.Answer steer(Tab phone, long session, String what) {
    return phone.send("PATCH", "/live/sessions/" + session + "?as=remote", what);
  }

  @Test
  void a_colleague_is_invited_by_a_link_and_runs_the_room_from_then_on() {
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course());
    host.locator("#invite").click();
    String link = host.locator("dialog input").inputValue();

    Page colleague = browsers.desk(Taste.USUAL);
    colleague.navigate(link);
    assertThat(colleague.locator("h1")).containsText("run the room “Room”");
    assertThat(colleague.url()).doesNotContain("#");
    colleague.locator("#own-name").fill("Bo");
    colleague.locator("#own-login").fill("bo" + room.course());
    colleague.locator("#own-password").fill("12345678");
    button(colleague, "Run this room").click();
    assertThat(colleague.getByRole(AriaRole.ALERT)).containsText("Everybody tries");
    colleague.locator("#own-password").fill("a walk in the park");
    button(colleague, "Run this room").click();

    assertThat(colleague.locator("#new")).isVisible();
    Tab later = new Tab(server.base());
    later.signIn("bo" + room.course(), "a walk in the park");
    assertThat(later.get("/web/rooms").json()).hasSize(1);
    Page late = browsers.desk(Taste.USUAL);
    late.navigate(link);
    assertThat(late.getByRole(AriaRole.ALERT)).containsText("used already");
    assertThat(
            room.student("Stu")
                .canvas()
                .postJson("/web/rooms/" + room.course() + "/cohosts", "")
                .status())
        .isEqualTo(403);
  }

  @Test
  void a_colleague_with_an_account_is_in_with_one_press() {
    Classroom.Person colleague = Classroom.person(room.admin(), "Cai");
    String link =
        room.teacher()
            .postJson("/web/rooms/" + room.course() + "/cohosts", "")
            .json()
            .get("link")
            .asText();
    Page page = browsers.desk(colleague.canvas(), Taste.USUAL);
    page.navigate(link);
    assertThat(page.getByText("You are signed in as Cai.")).isVisible();
    button(page, "Run this room").click();
    assertThat(page.locator("#new")).isVisible();
  }

  @Test
  void who_runs_a_room_sees_a_preview_in_which_nothing_votes() {
    var asked = room.askOpen("Ready?", "Yes", "No");
    for (Canvas who : List.of(room.teacher(), room.admin())) {
      Page host = browsers.desk(who, Taste.USUAL);
      host.navigate("/j/" + code);
      assertThat(host.locator(".preview")).containsText("does not vote");
      assertThat(host.locator(".poll")).containsText("The others tap their answer here.");
      assertThat(host.getByText("Tap your answer")).hasCount(0);
      assertThat(choice(host, "Yes")).hasAttribute("aria-disabled", "true");
      choice(host, "Yes").dispatchEvent("click");
      assertThat(host.locator("#told")).hasCount(0);
      assertThat(host.locator("#name")).hasCount(0);
    }
    // What guests do not see does not stand there either, though hosts are told.
    Page closed = browsers.desk(room.teacher(), Taste.USUAL);
    closed.navigate("/j/" + code);
    assertThat(choice(closed, "Yes")).isVisible();
    changeSession(asked, "{\"open\":false,\"results\":\"after_vote\"}");
    assertThat(closed.getByText("Those who answered see the results.")).isVisible();
    assertThat(closed.locator(".results")).hasCount(0);
    changeSession(asked, "{\"results\":\"public\"}");
    assertThat(closed.locator(".results")).isVisible();
    assertThat(votes(asked)).isZero();
    assertThat(room.teacher().get("/api/v1/courses/" + room.course() + "/enrollments").json())
        .hasSize(1);
  }

  @Test
  void a_browser_that_keeps_no_cookies_is_told_so_once_and_makes_no_guests() {
    Page phone = browsers.phone();
    JsonObject off = new JsonObject();
    off.addProperty("disabled", true);
    phone.context().newCDPSession(phone).send("Emulation.setDocumentCookieDisabled", off);
    List<String> asked = new CopyOnWriteArrayList<>();
    phone.onRequest(
        request -> asked.add(request.method() + " " + URI.create(request.url()).getPath()));
    phone.navigate("/j/" + code);

    assertThat(phone.getByRole(AriaRole.ALERT)).containsText("keeps no cookies");

    assertThat(asked).doesNotContain("POST /web/join");
    phone.navigate("/host/#" + secretOf(freshLink()));
    assertThat(phone.getByRole(AriaRole.ALERT)).containsText("keeps no cookies");
    assertThat(asked).doesNotContain("POST /web/session");
  }

  @Test
  void a_browser_whose_cookies_are_lost_on_the_way_makes_two_guests_at_most() {
    Page phone = browsers.phone();
    List<String> joins = new CopyOnWriteArrayList<>();
    phone.route(
        "**/web/join",
        route -> {
          joins.add(route.request().url());
          var answer = route.fetch();
          phone.context().clearCookies();
          route.fulfill(
              new Route.FulfillOptions()
                  .setStatus(answer.status())
                  .setContentType("application/json")
                  .setBody(answer.text()));
          phone.context().clearCookies();
        });
    phone.navigate("/j/" + code);

    assertThat(phone.getByRole(AriaRole.ALERT)).containsText("keeps no cookies");
    assertThat(joins).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void a_guest_whose_cookie_is_lost_is_told_and_votes_all_the_same() {
    var asked = room.askOpen("Ready?", "Yes", "No");
    Page phone = joined();
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    assertThat(choice(phone, "Yes")).isVisible();

    phone.context().clearCookies();
    choice(phone, "Yes").click();

    assertThat(phone.locator(".anew")).containsText("joined anew");
    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator(".who")).containsText("Ada (2)");
    // Until the next tap: nobody reads it in the moment that the vote takes.
    assertThat(phone.locator(".anew")).containsText("joined anew");
    assertThat(votes(asked)).isEqualTo(1);
    assertThat(room.teacher().get("/live/sessions/" + asked.session() + "/results").body())
        .contains("Ada (2)");

    phone.context().clearCookies();
    phone.reload();
    assertThat(phone.locator(".anew")).containsText("joined anew");
  }

  private void changeSession(Classroom.Asked asked, String json) {
    var changed =
        room.teacher().send("PATCH", "/live/sessions/" + asked.session(), "application/json", json);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }

  private void changeRoom(String json) {
    var changed =
        room.teacher().send("PATCH", "/web/rooms/" + room.course(), "application/json", json);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }

  @Test
  void who_is_in_is_told_at_once_that_the_room_has_a_new_code_and_stays_in() {
    Page phone = joined();
    assertThat(phone.locator(".waiting")).isVisible();
    Page screen = browsers.desk(room.teacher(), Taste.USUAL);
    screen.navigate("/present/" + room.course());
    assertThat(screen.locator(".how .code")).hasText(code);
    phone.clock().install();

    changeRoom("{\"renew\":true}");

    String fresh =
        room.teacher().get("/web/rooms/" + room.course()).json().at("/room/code").asText();
    assertThat(fresh).isNotEqualTo(code);
    assertThat(screen.locator(".how .code")).hasText(fresh);
    assertThat(phone.locator(".anew")).containsText("new code: " + fresh);
    assertThat(phone.locator(".where .code")).hasText(fresh);
    phone.clock().fastForward(61_000);
    assertThat(phone.locator(".anew")).hasCount(0);
    phone.reload();
    assertThat(phone.locator(".waiting")).isVisible();
    assertThat(phone.locator(".where .code")).hasText(fresh);
  }

  @Test
  void who_is_in_is_told_at_once_that_guests_are_let_in_no_more() {
    Page waiting = joined();
    assertThat(waiting.locator(".waiting")).isVisible();
    waiting.clock().install();

    changeRoom("{\"guests\":false}");

    assertThat(waiting.getByRole(AriaRole.ALERT)).containsText("Guests are no longer let in");
    assertThat(waiting.locator("#login")).isVisible();
    changeRoom("{\"guests\":true}");
    waiting.clock().fastForward(6_000);
    // By itself: nobody in a hall knows that they would have to load the page again.
    assertThat(waiting.locator(".waiting")).isVisible();
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course() + "/settings");
    host.locator("#guests").click();
    assertThat(host.locator("dialog")).containsText("1 guest is here and will be put out");
    host.locator("dialog").getByText("Cancel").click();
    assertThat(host.locator("#guests")).isChecked();
    assertThat(waiting.locator(".waiting")).isVisible();
    // Browsers have no clipboard for pages that come without HTTPS.
    host.navigate("/host/rooms/" + room.course());
    button(host, "Copy join link").click();
    assertThat(host.locator("body > [role=status]")).hasText("Copied");
  }

  @Test
  void how_a_room_is_now_is_told_to_those_who_have_joined_it_and_to_nobody_else() {
    String asks = "{\"course\":" + room.course() + "}";
    Tab guest = new Tab(server.base());
    assertThat(guest.join(code).status()).isEqualTo(200);
    Tab stranger = new Tab(server.base());
    Tab other = new Tab(server.base());
    other.signInByToken(String.valueOf(Classroom.person(room.admin(), "Cai").canvas().token()));

    assertThat(guest.send("POST", "/web/join", asks).json().get("code").asText()).isEqualTo(code);
    assertThat(stranger.send("POST", "/web/join", asks).status()).isEqualTo(404);
    assertThat(other.send("POST", "/web/join", asks).status()).isEqualTo(404);
    assertThat(guest.send("POST", "/web/join", "{\"course\":99999999}").status()).isEqualTo(404);
    changeRoom("{\"guests\":false}");
    assertThat(guest.send("POST", "/web/join", asks).body()).contains("no_guests");
  }

  @Test
  void who_is_not_who_was_here_becomes_somebody_new_and_earlier_answers_keep_their_name() {
    var asked = room.askOpen("Ready?", "Yes", "No");
    Page tablet = joined();
    tablet.getByLabel("What is your name?").fill("Anna");
    button(tablet, "Continue").click();
    choice(tablet, "Yes").click();
    assertThat(counted(tablet)).isVisible();
    assertThat(tablet.locator(".who")).containsText("Anna");
    Page other = browsers.another(tablet);
    other.navigate("/j/" + code);
    assertThat(other.locator(".who")).containsText("Anna");

    button(tablet, "Not you?").click();
    assertThat(tablet.locator("dialog"))
        .containsText("The answer to the open question still counts");
    tablet.keyboard().press("Escape");
    assertThat(tablet.locator(".who")).containsText("Anna");
    button(tablet, "Not you?").click();
    button(tablet, "Leave it").click();

    assertThat(tablet.locator(".who")).containsText("You are a guest");
    assertThat(tablet.locator("body > [role=status]")).containsText("somebody new on this device");
    assertThat(other.locator(".who")).containsText("You are a guest");
    tablet.getByLabel("What is your name?").fill("Ben");
    button(tablet, "Continue").click();
    choice(tablet, "No").click();
    assertThat(counted(tablet)).isVisible();
    assertThat(tablet.getByText("You chose: No")).isVisible();
    assertThat(tablet.locator(".note.anew")).hasCount(0);
    tablet.locator("#rename").click();
    tablet.getByLabel("Name").fill("Benedikt");
    tablet.keyboard().press("Enter");
    assertThat(tablet.locator(".who")).containsText("Benedikt");

    // Hosts see who came to a device that somebody had left, and nobody knows whose it was.
    Page host = local.desk(new Canvas(server.base(), room.teacher().token()), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course() + "/people");
    assertThat(host.locator(".badge.anew")).hasCount(1);
    assertThat(host.locator(".person", new Page.LocatorOptions().setHasText("Benedikt")))
        .containsText("took over a device");
    assertThat(host.locator("#anew-hint")).containsText("somebody can answer once more");
    AccessibilityIT.judge(host, "people with somebody who took over a device");
    host.navigate("/host/rooms/" + room.course() + "/sessions/" + asked.session());
    assertThat(host.locator("tr", new Page.LocatorOptions().setHasText("Benedikt")))
        .containsText("took over a device");
    assertThat(host.locator("tr", new Page.LocatorOptions().setHasText("Anna")))
        .not()
        .containsText("took over a device");

    assertThat(votes(asked)).isEqualTo(2);
    String results = room.teacher().get("/web/sessions/" + asked.session() + "/results.csv").body();
    assertThat(results).contains("Anna").contains("Benedikt").doesNotContain("Ben,");
    assertThat(room.teacher().get("/web/rooms/" + room.course() + "/people.csv").body())
        .contains("\"Took over a device\"")
        .containsPattern("\"Benedikt\",[^\n]*\"yes\"\r\n")
        .containsPattern("\"Anna\",[^\n]*\"\"\r\n");
  }

  @Test
  void a_guest_with_an_account_signs_in_with_the_password_as_it_was_read_out() {
    room.askOpen("Ready?", "Yes", "No");
    String password =
        room.teacher()
            .postJson("/web/rooms/" + room.course() + "/roster", "{\"text\":\"Ada, ada-joins\"}")
            .json()
            .at("/0/password")
            .asText();
    Page phone = joined();
    button(phone, "I have an account").click();
    assertThat(phone.getByText("What you answered as a guest")).isVisible();
    AccessibilityIT.judge(phone, "a guest who signs in");
    button(phone, "Cancel").click();
    assertThat(phone.locator("#sign-in")).isFocused();
    assertThat(phone.locator(".who")).containsText("You are a guest");

    phone.locator("#sign-in").click();
    phone.getByLabel("User name").fill("ada-joins");
    phone.getByLabel("Password").fill(password.toUpperCase(Locale.ROOT).replaceAll(".{4}", "$0 "));
    phone.keyboard().press("Enter");

    assertThat(phone.locator(".who")).containsText("Ada");
    assertThat(choice(phone, "Yes")).isVisible();

    // Or before anybody is a guest.
    Page other = browsers.phone();
    other.navigate("/");
    other.getByLabel("Code").fill(code);
    button(other, "I have an account").click();
    other.getByLabel("User name").fill("ada-joins");
    other.getByLabel("Password").fill(password);
    other.keyboard().press("Enter");
    assertThat(other.locator(".who")).containsText("Ada");

    // Nobody who is signed out becomes somebody else without a word.
    String people = "/web/rooms/" + room.course() + "/people";
    String id =
        StreamSupport.stream(room.teacher().get(people).json().get("people").spliterator(), false)
            .filter(each -> each.get("login").asText().equals("ada-joins"))
            .map(each -> each.get("id").asText())
            .findFirst()
            .orElseThrow();
    String fresh =
        room.teacher()
            .postJson(people + "/" + id + "/password", "{}")
            .json()
            .get("password")
            .asText();
    for (Page each : List.of(phone, other)) {
      assertThat(each.getByRole(AriaRole.ALERT)).containsText("You were signed out");
    }
    other.getByLabel("User name").fill("ada-joins");
    other.getByLabel("Password").fill(fresh);
    other.keyboard().press("Enter");
    assertThat(other.locator(".who")).containsText("Ada");
    button(phone, "Go on as a guest").click();
    assertThat(phone.locator(".who")).containsText("You are a guest");
  }

  @Test
  void who_has_signed_in_can_leave_a_shared_device() {
    Page tablet = browsers.phone();
    Classroom.Person student = room.student("Stu");
    var signedIn =
        tablet
            .context()
            .request()
            .post(
                elsewhere + "/web/session",
                com.microsoft.playwright.options.RequestOptions.create()
                    .setHeader("Origin", elsewhere.toString())
                    .setHeader("Content-Type", "application/json")
                    .setData("{\"token\":\"" + student.canvas().token() + "\"}"));
    assertThat(signedIn.status()).isEqualTo(200);
    tablet.navigate("/j/" + code);
    assertThat(tablet.locator(".who")).containsText("Stu");

    button(tablet, "Not you?").click();
    button(tablet, "Leave it").click();

    assertThat(tablet.locator(".who")).containsText("You are a guest");
  }

  @Test
  void two_of_one_name_are_told_apart_and_a_host_mends_a_name() {
    Page first = joined();
    Page second = joined();
    for (Page each : List.of(first, second)) {
      button(each, "Give a name").click();
      each.getByLabel("Name").fill("Anna");
      each.keyboard().press("Enter");
    }
    assertThat(first.locator(".who strong")).hasText("Anna");
    assertThat(second.locator(".who strong")).hasText("Anna (2)");

    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course());
    host.locator("#people").click();
    Menus.choose(host, "Anna (2)", "Change name");
    host.locator("#mended").fill("Anna B.");
    host.keyboard().press("Enter");
    assertThat(host.locator(".person strong")).hasText(new String[] {"Teacher", "Anna", "Anna B."});
    assertThat(Menus.of(host, "Anna B.")).isFocused();
    second.reload();
    assertThat(second.locator(".who strong")).hasText("Anna B.");
    assertThat(
            Classroom.in(server).teacher().get("/web/rooms/" + room.course() + "/people").status())
        .isEqualTo(404);
  }

  @Test
  void who_is_here_is_shown_and_who_is_removed_does_not_come_back_by_the_code() {
    Classroom.Person stu = room.student("Stu");
    Page phone = joined();
    button(phone, "Give a name").click();
    phone.getByLabel("Name").fill("Stu");
    phone.keyboard().press("Enter");
    assertThat(phone.locator(".who strong")).hasText("Stu");
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course() + "/people");
    Locator guest = host.locator(".person:has(.badge.live)");
    assertThat(guest).containsText("Guest");
    assertThat(guest).containsText("Stu");

    Menus.choose(host, "Stu (Guest)", "Remove");
    host.locator("dialog .danger").click();
    assertThat(host.locator(".is-removed")).containsText("Stu");
    phone.reload();
    assertThat(phone.getByRole(AriaRole.ALERT)).containsText("removed");
    Menus.choose(host, "Stu (Guest)", "Let back in");
    assertThat(host.locator(".is-removed")).hasCount(0);
    phone.reload();
    assertThat(phone.locator(".waiting")).isVisible();

    Menus.choose(host, "Stu (#" + stu.id() + ")", "Make host");
    host.locator("dialog .primary").click();
    assertThat(host.locator("#person-" + stu.id())).containsText("Host");
    assertThat(stu.canvas().get("/web/rooms/" + room.course()).status()).isEqualTo(200);
    Menus.choose(host, "Stu (#" + stu.id() + ")", "No longer host");
    assertThat(host.locator("#person-" + stu.id())).containsText("Participant");
    assertThat(stu.canvas().get("/web/rooms/" + room.course()).status()).isEqualTo(403);
    Menus.choose(host, "Stu (#" + stu.id() + ")", "Remove");
    host.locator("dialog .danger").click();
    assertThat(host.locator("#person-" + stu.id())).containsText("Removed");
    assertThat(
            stu.canvas()
                .postJson("/web/join", "{\"code\":\"" + code + "\"}")
                .json()
                .get("code")
                .asText())
        .isEqualTo("removed");
  }

  @Test
  void the_people_of_a_room_are_a_file_in_the_language_of_the_page() {
    room.student("=Ann");
    String path = "/web/rooms/" + room.course() + "/people";

    assertThat(room.teacher().get(path + ".csv").body())
        .startsWith("\uFEFF\"Name\",\"User name\",\"Role\",\"Removed\",\"Took over a device\"\r\n")
        .contains("\"Teacher\",\"\",\"Host\",\"\"")
        .contains("\"'=Ann\",\"\",\"Participant\",\"\"");
    assertThat(room.teacher().get(path + ".csv?language=de").body())
        .startsWith(
            "\uFEFF\"Name\";\"Benutzername\";\"Rolle\";\"Entfernt\";\"Hat ein Gerät übernommen\"\r\n");
    assertThat(room.teacher().get(path + ".xlsx").status()).isEqualTo(200);
    // Nobody but those who run the room.
    assertThat(room.student("Ben").canvas().get(path + ".csv").status()).isEqualTo(403);
  }

  @Test
  void the_last_host_stays() {
    long teacher = room.teacher().get("/api/v1/users/self").json().get("id").asLong();
    String path = "/web/rooms/" + room.course() + "/people/" + teacher;

    var refused = room.teacher().send("PATCH", path, "application/json", "{\"removed\":true}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("code").asText()).isEqualTo("last_host");
  }

  @Test
  void codes_are_read_from_what_people_type_and_paste() {
    String link =
        room.teacher().get("/web/rooms/" + room.course()).json().at("/room/link").asText();
    String wide =
        code.chars().mapToObj(c -> Character.toString(c + 0xFEE0)).reduce("", String::concat);
    for (String typed :
        List.of(
            code.substring(0, 3)
                + " – "
                + code.substring(3).toLowerCase(java.util.Locale.ROOT)
                + ".",
            wide,
            link)) {
      Page phone = browsers.phone();
      phone.navigate("/");
      phone.getByLabel("Code").fill(typed);
      button(phone, "Join").click();
      assertThat(phone.locator(".waiting")).isVisible();
    }
    Page phone = browsers.phone();
    phone.navigate("/j/" + wide);
    assertThat(phone.locator(".waiting")).isVisible();
  }

  @Test
  void an_unknown_address_shows_a_page_and_programs_are_told_in_their_way() {
    Page page = browsers.phone();
    var answer = page.navigate("/host/no/such/page");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("no page under this address");
    assertThat(page.getByLabel("Code")).isVisible();

    var program = server.as(null).get("/no/such/page");
    assertThat(program.status()).isEqualTo(404);
    assertThat(program.header("Content-Type")).isEqualTo("application/problem+json");
    for (String path : List.of("/", "/host", "/host/invited", "/j/" + code, "/present/1")) {
      var head = server.as(null).send("HEAD", path, "text/plain", "");
      assertThat(head.status()).as(path).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void before_the_script_runs_and_without_one_there_are_words() {
    for (String path : List.of("/", "/host/", "/present/1")) {
      String page = server.as(null).get(path).body();
      assertThat(page).contains("One moment").contains("too old for Pollard");
      assertThat(page).containsPattern(Pattern.compile("<script[^>]* nomodule|<script nomodule"));
    }
    var script = server.as(null).get("/static/old-browser.js");
    assertThat(script.status()).isEqualTo(200);
    assertThat(script.header("Content-Type")).startsWith("text/javascript");
    assertThat(script.body()).doesNotContain("=>").doesNotContain("const ").doesNotContain("let ");

    Page plain = browsers.withoutScripts();
    plain.navigate("/");
    assertThat(plain.locator("noscript p").first()).containsText("Pollard needs JavaScript.");
    assertThat(plain.getByText("One moment")).isHidden();
    assertThat(plain.locator("noscript p").first().boundingBox().y).isLessThan(100);
  }
}
