package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.harness.Await;
import org.pollard.harness.Axe;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.TestBrowsers;
import org.pollard.harness.TestBrowsers.Taste;

/// Every page in every state for everybody: what axe finds, and the keyboard alone.
@NullMarked
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class AccessibilityIT {

  /// The narrowest page that has to work, which is also 1280 pixels at 400 %.
  private static final int NARROW = 320;

  private static final int PHONE = 390;

  /// Choices and controls take no tap for a moment after they have come.
  private static final String SETTLED =
      """
      each => Promise.all(
        (each.closest(".answering, .controls")?.getAnimations() ?? []).map((one) => one.finished)).then(() => {})
      """;

  /// Whether the middle of an element belongs to it and not to something that lies over it.
  private static final String IS_ON_TOP =
      "each => { const box = each.getBoundingClientRect(); const at ="
          + " document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height,"
          + " 40) / 2); return each === at || each.contains(at); }";

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @SuppressWarnings("NullAway.Init")
  private TestBrowsers browsers;

  @BeforeAll
  void start(@TempDir Path data, TestBrowsers shared) {
    server = RunningServer.start(data, Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT), "--demo");
    browsers = shared.at(server.base());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @AfterEach
  void nothing_was_complained_of() {
    try {
      assertThat(browsers.faults()).isEmpty();
    } finally {
      browsers.leave();
    }
  }

  private static String code(Classroom room) {
    return room.teacher()
        .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
        .json()
        .get("code")
        .asText();
  }

  private static void change(Classroom room, Asked asked, String json) {
    var answer =
        room.teacher().send("PATCH", "/live/sessions/" + asked.session(), "application/json", json);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  static void judge(Page page, String state) {
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    List<Axe.Finding> found = Axe.violations(page);
    assertThat(found).as(() -> state + ": " + found).isEmpty();
    var size = page.viewportSize();
    page.setViewportSize(NARROW, 640);
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as(state + " at " + NARROW + " pixels")
        .isLessThanOrEqualTo(NARROW);
    page.setViewportSize(size.width, size.height);
  }

  /// Judges a state on a phone whose owner reads large letters.
  static void judgeLarge(Page page, String state) {
    var size = page.viewportSize();
    page.setViewportSize(PHONE, 780);
    page.evaluate("document.documentElement.style.fontSize = '200%'");
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as(state + " at " + PHONE + " pixels with text of 200 %")
        .isLessThanOrEqualTo(PHONE);
    page.evaluate("document.documentElement.style.fontSize = ''");
    page.setViewportSize(size.width, size.height);
  }

  @ParameterizedTest
  @CsvSource({"en-GB, LIGHT", "de-DE, DARK"})
  void axe_finds_nothing_on_the_pages_of_those_who_answer(String locale, ColorScheme scheme) {
    Classroom room = Classroom.in(server);
    String code = code(room);
    Page phone = browsers.phone(new Taste(locale, scheme));
    phone.navigate("/");
    assertThat(phone.locator("#code")).isVisible();
    judge(phone, "join");
    phone.navigate("/j/AAAAAA");
    assertThat(phone.getByRole(AriaRole.ALERT)).isVisible();
    judge(phone, "wrong code");

    phone.navigate("/j/" + code);
    assertThat(phone.locator(".waiting")).isVisible();
    judge(phone, "waiting");
    Asked asked = room.ask("Which planet has the most moons?", "Jupiter", "Saturn");
    change(room, asked, "{\"on_show\":true}");
    assertThat(phone.locator(".note.soon")).isVisible();
    judge(phone, "starts soon");
    change(room, asked, "{\"open\":true,\"changeable\":true}");
    assertThat(phone.locator("#name")).isVisible();
    judge(phone, "name");
    phone.locator("#name").fill("Ada");
    phone.keyboard().press("Enter");
    assertThat(phone.locator(".choice")).hasCount(2);
    judge(phone, "open");
    phone.context().setOffline(true);
    phone.locator(".choice").first().click();
    assertThat(phone.locator("#told.warn")).isVisible();
    judge(phone, "kept");
    phone.context().setOffline(false);
    assertThat(phone.locator("#told.good")).isVisible();
    judge(phone, "counted, may be changed");
    room.teacher()
        .putJson(
            asked.pollPath() + "/poll_choices/" + asked.choices().getFirst(),
            "{\"poll_choices\":[{\"text\":\"Jupiter!\"}]}");
    assertThat(phone.locator(".corrected").first()).isVisible();
    judge(phone, "corrected");
    change(room, asked, "{\"results\":\"public\"}");
    assertThat(phone.locator(".results")).isVisible();
    judge(phone, "results");
    change(room, asked, "{\"open\":false}");
    Page late = browsers.phone(new Taste(locale, scheme));
    late.navigate("/j/" + code);
    assertThat(late.locator(".results")).isVisible();
    judge(late, "closed");
    mark(room, asked, 1);
    change(room, asked, "{\"correct\":true}");
    assertThat(late.locator(".result.is-correct")).isVisible();
    judge(late, "correct");
    assertThat(phone.locator("#told.bad")).isVisible();
    judge(phone, "wrong");
    change(room, asked, "{\"results\":\"until_revealed\"}");
    assertThat(late.locator(".answers .is-correct")).isVisible();
    judge(late, "correct, results hidden");
    colour(room);
    late.reload();
    assertThat(late.locator(".answers .is-correct")).isVisible();
    judge(late, "a colour of the room's own");

    room.teacher()
        .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":false}");
    late.context().clearCookies();
    late.navigate("/j/" + code);
    assertThat(late.locator("#login")).isVisible();
    judge(late, "sign in");
  }

  @ParameterizedTest
  @CsvSource({"en-GB, LIGHT", "de-DE, DARK"})
  void axe_finds_nothing_on_the_big_screen(String locale, ColorScheme scheme) {
    Classroom room = Classroom.in(server);
    Page screen = browsers.desk(room.teacher(), new Taste(locale, scheme));
    screen.navigate("/present/" + room.course());
    assertThat(screen.locator(".stage")).isVisible();
    judge(screen, "empty");
    Asked asked = room.askOpen("Which planet has the most moons?", "Jupiter", "Saturn");
    mark(room, asked, 1);
    Classroom.vote(room.student("Stu").canvas(), asked, 1);
    assertThat(screen.locator(".answers li")).hasCount(2);
    judge(screen, "hidden");
    screen.keyboard().press("r");
    assertThat(screen.locator(".results")).isVisible();
    judge(screen, "open");
    screen.keyboard().press("o");
    assertThat(screen.locator(".badge.live")).hasCount(0);
    screen.keyboard().press("c");
    assertThat(screen.locator(".badge.correct")).isVisible();
    judge(screen, "correct");
    screen.keyboard().press("j");
    assertThat(screen.locator(".with-big-code")).isVisible();
    judge(screen, "code");
    colour(room);
    screen.reload();
    assertThat(screen.locator(".badge.correct")).isVisible();
    judge(screen, "a colour of its own");
    screen.navigate("/present/" + room.course() + "?overlay");
    assertThat(screen.locator(".badge.correct")).isVisible();
    judge(screen, "overlay");

    Page stranger = browsers.desk(new Taste(locale, scheme));
    stranger.navigate("/present/" + room.course());
    assertThat(stranger.locator(".alone .button")).isVisible();
    judge(stranger, "stranger");
  }

  @Test
  void what_is_wrong_is_found_where_nothing_was_wrong_before() {
    Page phone = browsers.phone();
    phone.navigate("/");
    assertThat(phone.locator("#code")).isVisible();
    judge(phone, "join");

    phone.evaluate("document.querySelector('main').append(new Image())");

    assertThat(Axe.violations(phone)).extracting(Axe.Finding::rule).containsExactly("image-alt");
  }

  /// What the room's webhook is told.
  private static String told(Classroom room) {
    return room.teacher()
        .get("/live/rooms/" + room.course() + "/webhooks")
        .json()
        .at("/webhooks/0/events")
        .toString();
  }

  /// Neither by day nor in the dark can this one be read as it is.
  private static void colour(Classroom room) {
    room.teacher()
        .send(
            "PATCH", "/web/rooms/" + room.course(), "application/json", "{\"color\":\"#8a8a3c\"}");
  }

  private static void mark(Classroom room, Asked asked, int choice) {
    room.teacher()
        .putJson(
            "/api/v1/polls/" + asked.poll() + "/poll_choices/" + asked.choices().get(choice),
            "{\"poll_choices\":[{\"is_correct\":true}]}");
  }

  @ParameterizedTest
  @CsvSource({"en-GB, LIGHT", "de-DE, DARK"})
  void axe_finds_nothing_on_the_pages_of_hosts(String locale, ColorScheme scheme)
      throws InterruptedException {
    Classroom room = Classroom.in(server);
    Page nobody = browsers.desk(new Taste(locale, scheme));
    nobody.navigate("/host/#" + "x".repeat(43));
    assertThat(nobody.getByRole(AriaRole.ALERT)).isVisible();
    judge(nobody, "sign in");

    Page host = browsers.desk(room.teacher(), new Taste(locale, scheme));
    host.navigate("/host/");
    assertThat(host.locator(".room")).isVisible();
    judge(host, "rooms");
    host.navigate("/host/rooms/" + room.course());
    assertThat(host.locator("#new")).isVisible();
    judge(host, "empty room");
    host.locator("#new").click();
    assertThat(host.locator("#question")).isFocused();
    judge(host, "editor");
    host.keyboard().press("Control+Enter");
    assertThat(host.getByRole(AriaRole.ALERT)).isVisible();
    judge(host, "unfit poll");
    Asked asked = room.askOpen("Which planet has the most moons?", "Jupiter", "Saturn");
    mark(room, asked, 1);
    Classroom.vote(room.student("Stu").canvas(), asked, 1);
    room.ask("Which has the fewest?", "Mercury", "Mars");
    room.teacher().post("/api/v1/polls", "polls[][question]", "Written by a program?");
    assertThat(host.locator(".asking")).hasCount(2);
    host.reload();
    host.locator(".unasked summary").click();
    judge(host, "room");
    host.locator("menu-button").first().click();
    assertThat(host.locator(".menu [role=menuitem]").first()).isFocused();
    judge(host, "menu");
    judgeLarge(host, "menu");
    host.keyboard().press("Escape");
    host.locator("#import").click();
    judge(host, "import");
    host.locator("#settings").click();
    host.locator("#name").fill(" ");
    host.keyboard().press("Enter");
    assertThat(host.locator("#name")).hasAttribute("aria-invalid", "true");
    judge(host, "settings");
    host.locator("#webhook-url").fill("https://hook.invalid/" + "a".repeat(90));
    host.locator("host-webhooks form button").click();
    host.locator("host-webhooks .asked button").first().click();
    assertThat(host.locator("host-webhooks .asked [role=status]")).isVisible();
    host.locator("host-webhooks .asked [value='session.opened']").uncheck();
    Await.until("its change", () -> told(room).equals("[\"session.closed\"]"));
    host.locator("host-webhooks .asked [value='session.closed']").click();
    assertThat(host.locator("host-webhooks [role=alert]")).isVisible();
    assertThat(host.locator("host-webhooks .asked [value='session.closed']")).isChecked();
    judge(host, "webhooks");
    host.navigate("/host/rooms/" + room.course() + "/people");
    assertThat(host.locator(".person")).hasCount(2);
    judge(host, "people");
    host.locator("textarea").fill("Ada, ada" + room.course() + "\nStu, Stu");
    host.locator("host-roster .primary").click();
    assertThat(host.locator("host-roster .preview table")).isVisible();
    judge(host, "preview of a roster");
    host.locator("#store").click();
    assertThat(host.locator("host-roster [role=status] table")).isVisible();
    judge(host, "roster");
    host.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(host.locator(".sheet-head")).containsText("/j/" + code(room));
    assertThat(host.locator(".passwords")).isVisible();
    assertThat(host.locator("h1:not(.sheet-head *)")).isHidden();
    host.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    // Whoever has taken the passwords along is not asked about them.
    host.locator(".done .button").nth(1).click();
    host.navigate("/host/rooms/" + room.course());
    host.locator("#import").click();
    host.locator("textarea").fill("Which?\n* One\nTwo\n\nAlone?");
    host.locator("host-import .primary").click();
    assertThat(host.locator("host-import").getByRole(AriaRole.ALERT)).isVisible();
    judge(host, "preview of polls");
    host.reload();
    host.locator("#import").click();
    assertThat(host.locator("host-import .spread")).isVisible();
    judge(host, "begun earlier");
    host.locator("host-import .spread button").click();
    host.locator(".asking .menu-open").last().click();
    host.keyboard().press("End");
    host.keyboard().press("Enter");
    assertThat(host.locator("dialog")).isVisible();
    judge(host, "question");
    host.locator("dialog .danger").click();
    assertThat(host.locator(".undo button")).isFocused();
    judge(host, "deleted");
    host.keyboard().press("Enter");
    assertThat(host.locator(".undo")).hasCount(0);
    assertThat(host.locator(".asking")).hasCount(2);
    host.locator(".asking")
        .first()
        .locator(
            "button",
            new Locator.LocatorOptions()
                .setHasText(locale.startsWith("de") ? "Bearbeiten" : "Edit"))
        .click();
    assertThat(host.locator("#question")).isFocused();
    judge(host, "editor of what people answered");
    host.locator("choice-list > .button").click();
    host.locator("#choice-3").fill("Mars");
    host.locator(".draft").nth(1).locator("button").last().click();
    host.locator("poll-editor .primary").click();
    assertThat(host.locator("dialog")).isVisible();
    judge(host, "removal");
    host.keyboard().press("Escape");
    assertThat(host.locator("dialog")).hasCount(0);
    host.locator("poll-editor > form > .row .button").last().click();
    assertThat(host.locator("poll-editor")).hasCount(0);
    host.locator(".asking h3 a").first().click();
    assertThat(host.locator(".chart")).isVisible();
    host.locator("summary").click();
    judge(host, "session");

    host.navigate("/host/account");
    assertThat(host.locator("#browsers")).isVisible();
    judge(host, "account");

    Page admin = browsers.desk(server.admin(), new Taste(locale, scheme));
    admin.navigate("/host/account");
    assertThat(admin.locator("host-audit tbody tr").first()).isVisible();
    admin.locator("#person").fill("Ada");
    admin.keyboard().press("Enter");
    assertThat(admin.locator("host-reset li").first()).isVisible();
    judge(admin, "account of an administrator");
    Kit kit = Kit.in(server);
    String meeting = kit.meeting("{\"title\":\"Stand-up " + locale + scheme + "\"}");
    Kit.Participant ada = kit.viewer(meeting, "Ada");
    try (Events first = kit.enter(meeting, kit.host(meeting, "Grace"));
        Events second = kit.enter(meeting, ada)) {
      assertThat(List.of(first.status(), second.status())).containsOnly(200);
      var poll = kit.ask(meeting, "{\"question\":\"Ship it?\",\"options\":[\"Yes\",\"No\"]}");
      assertThat(kit.vote(meeting, poll, ada, 1).status()).isEqualTo(200);
      admin.navigate("/host/meetings");
      Locator held =
          admin.locator(
              "section", new Page.LocatorOptions().setHasText("Stand-up " + locale + scheme));
      assertThat(held.locator(".badge.live")).isVisible();
      assertThat(held.locator(".result").nth(1).locator(".result-votes")).hasText("1");
      String hook = "Log " + locale + scheme;
      String id =
          kit.post(
                  "/webhooks",
                  "{\"name\":\"%s\",\"url\":\"https://hook.invalid/x\",\"events\":[\"poll.created\"]}"
                      .formatted(hook))
              .json()
              .at("/data/id")
              .asText();
      kit.ask(meeting, "{\"question\":\"Again?\",\"options\":[\"Yes\",\"No\"]}");
      String deliveries = "/web/app-webhooks/" + id + "/deliveries";
      Await.until("its delivery", () -> server.admin().get(deliveries).json().size() == 1);
      admin.reload();
      Locator log =
          admin.locator("host-app-webhooks .asked", new Page.LocatorOptions().setHasText(hook));
      log.locator("button").click();
      assertThat(log.locator("tbody tr")).hasCount(1);
      judge(admin, "meetings");
    }
  }

  /// A question, and how it is answered on a phone.
  ///
  /// @param poll members of a JSON object
  /// @param results what its results stand in
  /// @param told what is there once everybody is told what is right
  private record Asking(
      String kind, String poll, Consumer<Page> answer, String results, String told) {}

  private static final String HOSTILE =
      "<img src=x onerror=alert(1)> {{7*7}} Donaudampfschifffahrtselektrizit\u00e4tenhauptbetriebswerk";

  private static Asking asking(
      String kind, String more, Consumer<Page> answer, String results, String told) {
    String poll = "\"question\":\"What? " + HOSTILE + "\",\"kind\":\"" + kind + "\"" + more;
    return new Asking(kind, poll, answer, results, told);
  }

  /// Two choices, one of which is hostile.
  private static final String CHOICES =
      ",\"choices\":[\"<script>alert(1)</script>" + "x".repeat(60) + "\",{\"text\":\"B\"%s}]";

  private static final List<Asking> KINDS =
      List.of(
          asking(
              "single",
              CHOICES.formatted(",\"correct\":true"),
              phone -> phone.locator(".choice").last().click(),
              ".results",
              ".result.is-correct"),
          asking(
              "several",
              CHOICES.formatted(",\"correct\":true") + ",\"settings\":{\"abstain\":true}",
              phone -> {
                phone.locator(".choice input").first().check();
                send(phone);
              },
              ".results",
              ".result.is-correct"),
          asking(
              "rating",
              CHOICES.formatted("") + ",\"settings\":{\"low\":\"<b>low\",\"high\":\"high\"}",
              phone -> {
                phone.locator(".statement").first().locator("input").first().check();
                phone.locator(".statement").last().locator("input").last().check();
                send(phone);
              },
              ".ratings",
              "#told:not(.good)"),
          asking(
              "ranking",
              CHOICES.formatted("") + ",\"settings\":{\"correct\":true}",
              phone -> {
                phone.locator(".unplaced .choice").first().click();
                phone.locator(".unplaced .choice").first().click();
                send(phone);
              },
              ".rankings",
              "p.note.good"),
          asking(
              "number",
              ",\"settings\":{\"unit\":\"<i>km\",\"correct\":42,\"abstain\":true}",
              phone -> {
                phone.locator("#number").fill("42");
                send(phone);
              },
              ".numbers-shown",
              "p.note.good"),
          asking(
              "words",
              "",
              phone -> {
                phone.locator(".sheet input").first().fill("<u>C++");
                phone.locator(".sheet input").last().fill("\u05e9\u05dc\u05d5\u05dd");
                send(phone);
              },
              ".said",
              "#told:not(.good)"),
          asking(
              "text",
              "",
              phone -> {
                phone.locator("#text").fill("<svg onload=alert(1)> " + "y".repeat(60));
                send(phone);
              },
              ".wall",
              "#told:not(.good)"));

  private static void send(Page phone) {
    phone.locator(".sheet .primary").click();
  }

  /// One of each two is anonymous, and the other one with the other taste.
  @ParameterizedTest
  @CsvSource({"en-GB, LIGHT, 0", "de-DE, DARK, 1"})
  void axe_finds_nothing_on_any_kind_of_question_in_any_state(
      String locale, ColorScheme scheme, int turn) {
    Classroom room = Classroom.in(server);
    Taste taste = new Taste(locale, scheme);
    Page phone = browsers.phone(taste);
    phone.navigate("/j/" + code(room));
    Page screen = browsers.desk(room.teacher(), taste);
    screen.navigate("/present/" + room.course());
    Page host = browsers.desk(room.teacher(), taste);
    boolean known = false;
    for (Asking each : KINDS) {
      boolean anonymous = (KINDS.indexOf(each) + turn) % 2 == 0;
      String state = each.kind() + (anonymous ? ", anonymous: " : ", named: ");
      long poll = made(room, "/live/polls", "{" + each.poll() + "}").get("id").asLong();
      long session =
          made(
                  room,
                  "/live/polls/" + poll + "/sessions",
                  "{\"course\":%d,\"results\":\"public\",\"anonymous\":%s}"
                      .formatted(room.course(), anonymous))
              .get("session")
              .asLong();
      Asked asked = new Asked(poll, List.of(), session);
      change(room, asked, "{\"on_show\":true}");
      assertThat(screen.locator(".badge.soon")).isVisible();
      judge(screen, state + "not opened");
      change(room, asked, "{\"open\":true}");
      if (!anonymous && !known) {
        phone.locator("#name").fill("Ada");
        phone.keyboard().press("Enter");
        known = true;
      }
      assertThat(phone.locator(".answering")).isVisible();
      judge(phone, state + "open");
      each.answer().accept(phone);
      assertThat(phone.locator("#told.good")).isVisible();
      assertThat(phone.locator(each.results()).first()).isVisible();
      judge(phone, state + "voted");
      assertThat(screen.locator(".stage .sum")).containsText("1");
      assertThat(screen.locator(each.results()).first()).isVisible();
      judge(screen, state + "results");
      change(room, asked, "{\"open\":false}");
      change(room, asked, "{\"correct\":true}");
      assertThat(phone.locator(each.told()).first()).isVisible();
      judge(phone, state + "told");
      host.navigate("/host/rooms/" + room.course() + "/sessions/" + session);
      assertThat(host.locator(each.results()).first()).isVisible();
      judge(host, state + "results of the host");
    }
    assertThat(browsers.faults()).isEmpty();
  }

  private static JsonNode made(Classroom room, String path, String body) {
    var made = room.teacher().postJson(path, body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  /// 400 % on a screen of 1280 by 800 pixels leaves 320 by 200.
  @Test
  void at_400_percent_nothing_needs_to_be_scrolled_sideways_or_covers_what_has_the_focus() {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Which planet has the most moons?", "Jupiter", "Saturn");
    Classroom.vote(room.student("Stu").canvas(), asked, 1);
    change(room, asked, "{\"results\":\"public\"}");
    Page page = browsers.magnified(room.teacher());
    Map<String, String> lastButtons =
        Map.of(
            "/",
            "join-form .primary",
            "/j/" + code(room),
            ".choice >> nth=-1",
            "/present/" + room.course(),
            ".controls .button >> nth=0",
            "/host/",
            ".primary",
            "/host/rooms/" + room.course(),
            ".asking .menu-open >> nth=-1",
            "/host/rooms/" + room.course() + "/sessions/" + asked.session(),
            "a[download] >> nth=-1");

    lastButtons.forEach(
        (path, button) -> {
          page.navigate(path);
          assertThat(page.locator(button)).isVisible();
          assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
              .as(path)
              .isLessThanOrEqualTo(NARROW);
          page.locator(button).focus();
          page.locator(button).evaluate(SETTLED);
          assertThat((Boolean) page.locator(button).evaluate(IS_ON_TOP)).as(path).isTrue();
          page.locator("h1").evaluate("each => each.scrollIntoView({block: 'center'})");
          assertThat((Boolean) page.locator("h1").evaluate(IS_ON_TOP)).as(path).isTrue();
        });
  }

  /// What tells things apart by colour alone disappears when the colours are the reader's own.
  @Test
  void in_forced_colours_bars_and_choices_are_still_told_apart() {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Which planet has the most moons?", "Jupiter", "Saturn");
    Classroom.vote(room.student("Stu").canvas(), asked, 1);
    Page phone = browsers.phone();
    phone.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    phone.navigate("/j/" + code(room));
    phone.locator("#name").fill("Ada");
    phone.keyboard().press("Enter");
    assertThat(phone.locator(".choice")).hasCount(2);
    assertThat(borders(phone, ".choice")).isTrue();
    phone.locator(".choice").first().click();
    change(room, asked, "{\"results\":\"public\"}");
    assertThat(phone.locator(".results")).isVisible();
    assertThat(borders(phone, ".bar")).isTrue();
    assertThat(borders(phone, ".badge")).isTrue();
    assertThat(colour(phone, ".bar > span")).isNotEqualTo(colour(phone, ".bar"));

    Page screen = browsers.desk(room.teacher(), Taste.USUAL);
    screen.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    screen.navigate("/present/" + room.course());
    assertThat(screen.locator(".results")).isVisible();
    assertThat(colour(screen, ".bar > span")).isNotEqualTo(colour(screen, ".bar"));
    assertThat(borders(screen, ".controls .button")).isTrue();
  }

  /// Whether every such element has a border that is seen.
  private static boolean borders(Page page, String selector) {
    return (Boolean)
        page.locator(selector)
            .evaluateAll(
                "all => all.length > 0 && all.every(each => { const style = getComputedStyle(each);"
                    + " return parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !=="
                    + " 'none' && style.borderTopColor !== style.backgroundColor; })");
  }

  private static String colour(Page page, String selector) {
    return (String)
        page.locator(selector).first().evaluate("each => getComputedStyle(each).backgroundColor");
  }

  @Test
  void who_answers_needs_no_mouse() {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Ready?", "Yes", "No");
    String code = code(room);
    Page phone = browsers.phone();
    phone.navigate("/");
    assertThat(phone.locator("#code")).isVisible();
    press(phone, "Tab", "#code");
    phone.keyboard().type(code);
    phone.keyboard().press("Enter");
    assertThat(phone.locator("#name")).isVisible();
    press(phone, "Tab", "#name");
    phone.keyboard().type("Ada");
    phone.keyboard().press("Enter");
    assertThat(phone.locator("h1")).isFocused();
    press(phone, "Tab", ".choice:first-child");
    phone.keyboard().press("Tab");
    phone.keyboard().press("Enter");

    assertThat(phone.locator("#told")).containsText("You chose: No");
    assertThat(phone.locator("#told")).isFocused();
    assertThat(phone.locator("[role=status].unseen")).hasText("Your vote counts");
    assertThat(
            room.teacher()
                .get("/live/sessions/" + asked.session())
                .json()
                .at("/choices/1/votes")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void who_presents_needs_no_mouse_and_can_switch_the_keys_off() {
    Classroom room = Classroom.in(server);
    room.ask("First?", "Yes", "No");
    room.ask("Second?", "Red", "Blue");
    Page screen = browsers.desk(room.teacher(), Taste.USUAL);
    screen.navigate("/present/" + room.course());
    assertThat(screen.locator(".controls")).isVisible();
    screen.keyboard().press("ArrowRight");
    assertThat(screen.locator("h1")).hasText("First?");
    screen.keyboard().press("ArrowRight");
    assertThat(screen.locator("h1")).hasText("Second?");
    screen.keyboard().press("ArrowLeft");
    assertThat(screen.locator("h1")).hasText("First?");
    screen.keyboard().press("o");
    assertThat(screen.locator(".badge.live")).isVisible();
    screen.keyboard().press("r");
    assertThat(screen.locator(".results")).isVisible();
    screen.keyboard().press("f");
    screen.waitForFunction("() => document.fullscreenElement !== null");
    screen.keyboard().press("f");
    screen.waitForFunction("() => document.fullscreenElement === null");

    press(screen, "Tab", ".controls input");
    screen.keyboard().press("Space");
    assertThat(screen.locator("kbd")).hasCount(0);
    screen.keyboard().press("o");
    screen.reload();
    assertThat(screen.locator(".badge.live")).isVisible();
    assertThat(screen.locator(".controls input")).not().isChecked();
  }

  @Test
  void who_asks_needs_no_mouse() {
    Classroom room = Classroom.in(server);
    Page host = browsers.desk(Taste.USUAL);
    host.navigate("/host/");
    assertThat(host.locator("#login")).isVisible();
    String login = "keys" + room.course();
    String password =
        room.teacher()
            .postJson(
                "/web/rooms/" + room.course() + "/roster", "{\"text\":\"Kay, " + login + "\"}")
            .json()
            .get(0)
            .get("password")
            .asText();
    long kay =
        room.teacher()
            .get("/api/v1/courses/" + room.course() + "/users?search_term=" + login)
            .json()
            .get(0)
            .get("id")
            .asLong();
    room.admin()
        .post(
            "/api/v1/courses/" + room.course() + "/enrollments",
            "enrollment[user_id]",
            Long.toString(kay),
            "enrollment[type]",
            "TeacherEnrollment");
    press(host, "Tab", "#login");
    host.keyboard().type(login);
    host.keyboard().press("Tab");
    host.keyboard().type(password);
    host.keyboard().press("Enter");
    assertThat(host.locator(".room")).isVisible();
    press(host, "Tab", ".room a");
    host.keyboard().press("Enter");
    assertThat(host.locator("#new")).isVisible();
    assertThat(host.locator("h1")).isFocused();
    press(host, "Tab", "#new");
    host.keyboard().press("Enter");
    assertThat(host.locator("#question")).isFocused();
    host.keyboard().type("Keys?");
    press(host, "Tab", "#choice-1");
    host.keyboard().type("Yes");
    host.keyboard().press("Enter");
    host.keyboard().type("No");
    press(host, "Tab", "poll-editor .primary");
    host.keyboard().press("Enter");
    assertThat(host.locator(".asking h3")).isFocused();
    press(host, "Tab", ".asking .primary");
    host.keyboard().press("Enter");
    assertThat(host.locator(".asking .badge.live")).isVisible();
    press(host, "Tab", ".asking .menu-open");
    host.keyboard().press("ArrowUp");
    assertThat(host.locator(".menu .danger")).isFocused();
    host.keyboard().press("Enter");
    assertThat(host.locator("dialog")).isVisible();
    press(host, "Tab", "dialog .danger");
    host.keyboard().press("Enter");
    assertThat(host.locator(".asking")).hasCount(0);
  }

  /// Presses a key until what is meant has the focus.
  private static void press(Page page, String key, String selector) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press(key);
      if ((Boolean) page.evaluate("document.activeElement.matches('" + selector + "')")) {
        return;
      }
    }
    throw new AssertionError(key + " does not lead to " + selector);
  }
}
