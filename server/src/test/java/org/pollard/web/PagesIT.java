package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Menus;
import org.pollard.harness.RoomPages;
import org.pollard.harness.RunningServer;
import org.pollard.harness.TestBrowsers;
import org.pollard.harness.TestBrowsers.Taste;

/// The pages in a real browser against the real server.
@NullMarked
@Timeout(240)
class PagesIT extends RoomPages {

  private static final Duration DAY = Duration.ofDays(1);

  /// Several pages do something at one moment, which no test can do in turn.
  private static final String CLICK_AT =
      "(each, at) => void setTimeout(() => each.click(), at - Date.now())";

  /// A session in which guests are not asked for a name.
  private Asked anonymous(String question, boolean open, String... choices) {
    return asked("\"anonymous\":true,\"open\":" + open, question, choices);
  }

  private static String told(Page phone) {
    return phone.locator("#told").innerText();
  }

  @Test
  void a_host_makes_a_poll_three_phones_vote_and_the_bars_move() {
    Page host = browsers.desk(Taste.USUAL);
    host.navigate(server.hostLink());
    host.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("First room")).click();
    button(host, "New poll").click();
    host.getByLabel("Question").fill("Which planet?");
    host.locator("#choice-1").fill("Jupiter");
    host.locator("#choice-2").fill("Saturn");
    button(host, "Save").click();
    assertThat(heading(host, "Which planet?")).isFocused();
    assertThat(host.locator(".toast")).hasText("Saved");
    assertThat(host.url()).doesNotContain("#");
    String firstCode = host.locator(".code.large").textContent();
    Page screen = browsers.another(host);
    screen.navigate("/present/" + host.url().replaceAll(".*/", ""));
    assertThat(button(screen, "Next")).isEnabled();
    screen.keyboard().press("ArrowRight");
    assertThat(heading(screen, "Which planet?")).isVisible();
    screen.keyboard().press("o");
    assertThat(screen.locator(".results")).isVisible();

    List<Page> phones = List.of(browsers.phone(), browsers.phone(), browsers.phone());
    for (int i = 0; i < phones.size(); i++) {
      Page phone = phones.get(i);
      phone.navigate("/");
      phone.getByLabel("Code").fill(firstCode.toLowerCase(Locale.ROOT));
      button(phone, "Join").click();
      choice(phone, i == 0 ? "Jupiter" : "Saturn").click();
      assertThat(counted(phone)).isVisible();
      Instant acknowledged = Instant.now();
      assertThat(
              screen.getByText(
                  (i + 1) + (i == 0 ? " vote" : " votes"),
                  new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      // Very long for a machine that does nothing else; what looks anew by itself is slower still.
      assertThat(Duration.between(acknowledged, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    assertThat(screen.locator(".result").nth(1).locator(".result-share")).hasText("67%");
    assertThat(screen.locator(".result").nth(1).locator(".bar > span"))
        .hasAttribute("style", Pattern.compile("translateX\\(-33\\.3.*%\\)"));
    assertThat(screen.getByText("3 people here")).isVisible();
  }

  @Test
  void hidden_results_reach_no_phone_and_revealed_ones_do() {
    Asked asked = anonymous("Ready?", true, "Yes", "No");
    Page phone = phone();

    choice(phone, "Yes").click();
    assertThat(counted(phone)).isVisible();
    assertThat(phone.getByText("Results are hidden until the host shows them.")).isVisible();
    assertThat(phone.locator(".results")).hasCount(0);

    assertThat(phone.content()).doesNotContain("100%");

    change(asked, "{\"results\":\"public\"}");
    assertThat(phone.locator(".result").first().locator(".result-share")).hasText("100%");
    assertThat(phone.getByText("Your vote", new Page.GetByTextOptions().setExact(true)))
        .isVisible();

    change(asked, "{\"results\":\"until_revealed\"}");
    assertThat(phone.locator(".results")).hasCount(0);
  }

  @Test
  void phones_follow_the_host_to_closing_and_to_the_next_poll() {
    Asked first = anonymous("First?", true, "Yes", "No");
    Asked second = anonymous("Second?", false, "Red", "Blue");
    Page phone = phone();
    assertThat(choice(phone, "Yes")).isVisible();

    change(first, "{\"open\":false}");
    assertThat(phone.getByText("This poll is closed. You did not vote.")).isVisible();
    assertThat(phone.locator(".choice")).hasCount(0);

    change(second, "{\"on_show\":true}");
    assertThat(heading(phone, "Second?")).isVisible();
    change(second, "{\"open\":true}");
    choice(phone, "Blue").click();
    assertThat(counted(phone)).isVisible();
    assertThat(votes(second)).isEqualTo(1);
  }

  @Test
  void a_reload_and_a_second_tab_are_the_same_voter() {
    Asked asked = anonymous("Ready?", true, "Yes", "No");
    Page phone = phone();
    Page tab = browsers.another(phone);
    tab.navigate("/j/" + code);
    assertThat(choice(tab, "No")).isVisible();

    choice(phone, "Yes").click();
    assertThat(counted(phone)).isVisible();
    assertThat(counted(tab)).isVisible();
    phone.reload();

    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator(".choice")).hasCount(0);
    assertThat(votes(asked)).isEqualTo(1);
  }

  @Test
  void a_double_tap_counts_once() {
    Asked asked = anonymous("Ready?", true, "Yes", "No");
    Page phone = phone();

    choice(phone, "Yes").dblclick();

    assertThat(counted(phone)).isVisible();
    assertThat(votes(asked)).isEqualTo(1);
  }

  @Test
  void a_second_tap_on_what_stood_there_before_is_no_answer() {
    Asked asked = room.askOpen("Ready?", "Yes", "No");
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    phone.keyboard().press("Enter");
    assertThat(choice(phone, "Yes")).isVisible();
    phone.keyboard().press("Enter");
    assertThat(phone.locator(".choices li").first()).hasCSS("border-top-width", "0px");
    // Where a finger is, and not where the page is ready for it.
    BoundingBox yes = choice(phone, "Yes").boundingBox();
    phone.mouse().click(yes.x + yes.width / 2, yes.y + yes.height / 2);

    choice(phone, "No").click();

    assertThat(counted(phone)).isVisible();
    assertThat(counts(asked)).isEqualTo("[0,1]");
  }

  @Test
  void a_vote_without_a_network_is_kept_over_a_reload_and_counts_once_when_it_is_back() {
    Asked asked = room.askOpen("Ready?", "Yes", "No");
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    assertThat(choice(phone, "Yes")).isVisible();

    phone.context().setOffline(true);
    choice(phone, "Yes").click();
    assertThat(phone.locator("#told")).containsText("Your answer is kept");
    assertThat(votes(asked)).isZero();
    phone.context().setOffline(false);

    assertThat(counted(phone)).isVisible();
    assertThat(phone.getByText("You chose: Yes")).isVisible();
    phone.reload();
    assertThat(phone.getByText("You chose: Yes")).isVisible();
    assertThat(votes(asked)).isEqualTo(1);
  }

  @Test
  void a_vote_without_a_network_outlives_the_page_that_took_it_and_counts_once() {
    Asked asked = anonymous("Ready?", true, "Yes", "No");
    Page phone = phone();
    assertThat(choice(phone, "No")).isVisible();
    phone.context().setOffline(true);
    choice(phone, "No").click();
    assertThat(phone.locator("#told")).containsText("Your answer is kept");
    assertThatThrownBy(phone::reload).isInstanceOf(PlaywrightException.class);
    phone.context().setOffline(false);

    phone.navigate("/j/" + code);
    assertThat(counted(phone)).isVisible();
    phone.reload();
    assertThat(counted(phone)).isVisible();

    assertThat(counts(asked)).isEqualTo("[0,1]");
  }

  @Test
  void two_tabs_that_choose_differently_are_one_voter_with_the_first_answer() {
    Asked asked = room.askOpen("Ready?", "Yes", "No");
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    // Until then another tab asks for a name as well.
    assertThat(choice(phone, "Yes")).isVisible();
    Page tab = browsers.another(phone);
    tab.navigate("/j/" + code);
    assertThat(choice(tab, "No")).isVisible();

    phone.context().setOffline(true);
    choice(phone, "Yes").click();
    assertThat(phone.locator("#told")).containsText("Your answer is kept");
    // Browsers tell their tabs of it a moment later; two at the same moment are the next test.
    assertThat(choice(tab, "Yes")).hasAttribute("aria-pressed", "true");
    choice(tab, "No").dispatchEvent("click");
    assertThat(choice(tab, "Yes")).hasAttribute("aria-pressed", "true");
    phone.context().setOffline(false);

    assertThat(counted(phone)).isVisible();
    assertThat(counted(tab)).isVisible();
    for (Page each : List.of(phone, tab)) {
      each.reload();
      assertThat(each.getByText("You chose: Yes")).isVisible();
    }
    assertThat(counts(asked)).isEqualTo("[1,0]");
  }

  @Test
  void two_tabs_that_vote_differently_at_the_same_moment_count_once_and_say_what_counts() {
    Asked asked = room.askOpen("Ready?", "Yes", "No");
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    // Until then another tab asks for a name as well.
    assertThat(choice(phone, "Yes")).isVisible();
    Page tab = browsers.another(phone);
    tab.navigate("/j/" + code);
    assertThat(choice(phone, "Yes")).isVisible();
    assertThat(choice(tab, "No")).isVisible();

    double at = System.currentTimeMillis() + 500;
    choice(phone, "Yes").evaluate(CLICK_AT, at);
    choice(tab, "No").evaluate(CLICK_AT, at);

    assertThat(phone.locator("#told.good")).isVisible();
    assertThat(tab.locator("#told.good")).isVisible();
    assertThat(votes(asked)).isEqualTo(1);
    String counted = counts(asked).equals("[1,0]") ? "You chose: Yes" : "You chose: No";
    assertThat(List.of(told(phone), told(tab)))
        .allMatch(each -> each.contains(counted) || !each.contains("You chose"))
        .anyMatch(each -> each.contains(counted));
  }

  @Test
  void many_long_choices_fit_on_the_big_screen_in_the_order_in_which_they_were_written() {
    String[] choices =
        IntStream.range(0, 12)
            .mapToObj(i -> i + ". " + "words to be read from the last row ".repeat(1 + i % 4))
            .toArray(String[]::new);
    Asked asked = anonymous("What should it do first? ".repeat(6), true, choices);
    Page screen = browsers.desk(room.teacher(), Taste.USUAL);
    screen.navigate("/present/" + room.course());
    assertThat(screen.locator(".answers li")).hasCount(12);
    assertThat(fitsOnOneScreen(screen)).isTrue();

    change(asked, "{\"results\":\"public\"}");

    assertThat(screen.locator(".result")).hasCount(12);
    assertThat(fitsOnOneScreen(screen)).isTrue();
    assertThat(screen.locator(".result-text").allTextContents())
        .extracting(each -> each.substring(0, each.indexOf('.')))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
  }

  private static boolean fitsOnOneScreen(Page page) {
    return (Boolean) page.evaluate("document.documentElement.scrollHeight <= innerHeight");
  }

  @Test
  void which_answer_is_correct_reaches_phones_when_the_host_tells_it() {
    Asked asked = anonymous("Which?", true, "Mars", "Jupiter");
    room.teacher()
        .putJson(
            "/api/v1/polls/" + asked.poll() + "/poll_choices/" + asked.choices().get(1),
            "{\"poll_choices\":[{\"is_correct\":true}]}");
    Page phone = phone();
    choice(phone, "Mars").click();
    assertThat(counted(phone)).isVisible();
    change(asked, "{\"open\":false}");
    assertThat(phone.locator("#told")).containsText("closed");
    assertThat(phone.locator(".badge.correct")).hasCount(0);
    Page screen = browsers.desk(room.teacher(), Taste.USUAL);
    screen.navigate("/present/" + room.course());
    assertThat(button(screen, "Show correct answer")).isVisible();
    assertThat(screen.locator(".badge.correct")).hasCount(0);

    screen.keyboard().press("c");

    assertThat(phone.locator(".is-correct")).containsText("Jupiter");
    assertThat(screen.locator(".is-correct")).containsText("Jupiter");
    assertThat(phone.locator(".results")).hasCount(0);
    change(asked, "{\"results\":\"public\"}");
    assertThat(phone.locator(".result.is-correct")).containsText("Jupiter");
    screen.keyboard().press("c");
    assertThat(phone.locator(".is-correct")).hasCount(0);
  }

  @Test
  void a_poll_that_was_asked_nowhere_is_offered_in_the_room() {
    long poll = room.teacher().post("/api/v1/polls", "polls[][question]", "Elsewhere?").id();
    room.ask("Here?", "Yes", "No");
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course());
    assertThat(host.locator(".agenda .asking")).hasCount(1);

    host.locator(".unasked summary").click();
    button(host, "Ask here").click();

    assertThat(host.locator(".agenda .asking")).hasCount(2);
    assertThat(host.locator(".unasked")).hasCount(0);
    assertThat(room.teacher().get("/api/v1/polls/" + poll + "/poll_sessions").body())
        .contains("\"course_id\":" + room.course());
  }

  @Test
  void a_host_moves_a_poll_up_with_the_keyboard_and_other_browsers_follow() {
    room.ask("First?", "Yes", "No");
    room.ask("Second?", "Yes", "No");
    room.ask("Third?", "Yes", "No");
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course());
    Page other = browsers.desk(room.teacher(), Taste.USUAL);
    other.navigate("/host/rooms/" + room.course());
    Page screen = browsers.another(other);
    screen.navigate("/present/" + room.course());
    assertThat(button(screen, "Next")).isEnabled();
    screen.keyboard().press("ArrowRight");
    assertThat(screen.getByText("1 of 3")).isVisible();
    assertThat(questions(other)).hasText(new String[] {"First?", "Second?", "Third?"});
    Menus.of(host, "First?").click();
    assertThat(Menus.item(host, "Move up")).hasAttribute("aria-disabled", "true");
    host.keyboard().press("Escape");
    assertThat(Menus.of(host, "First?")).isFocused();

    Locator up = Menus.of(host, "Second?");
    up.focus();
    host.keyboard().press("ArrowDown");
    assertThat(Menus.item(host, "Put on screen")).isFocused();
    host.keyboard().press("m");
    host.keyboard().press("Enter");

    assertThat(questions(host)).hasText(new String[] {"Second?", "First?", "Third?"});
    assertThat(up).isFocused();
    assertThat(host.getByText("“Second?” is now 1 of 3")).hasCount(1);
    assertThat(questions(other)).hasText(new String[] {"Second?", "First?", "Third?"});
    assertThat(screen.getByText("2 of 3")).isVisible();
    Locator down = Menus.of(other, "First?");
    Menus.choose(other, "First?", "Move down");
    assertThat(questions(host)).hasText(new String[] {"Second?", "Third?", "First?"});
    assertThat(down).isFocused();
    assertThat(up).isFocused();

    assertThat(screen.getByText("3 of 3")).isVisible();
    screen.keyboard().press("ArrowLeft");
    assertThat(heading(screen, "Third?")).isVisible();
    screen.keyboard().press("ArrowLeft");
    assertThat(heading(screen, "Second?")).isVisible();
    screen.keyboard().press("ArrowRight");
    assertThat(heading(screen, "Third?")).isVisible();
    assertThat(screen.getByText("2 of 3")).isVisible();

    room.ask("Fourth?", "Yes", "No");
    assertThat(screen.getByText(" of 4")).isVisible();
    assertThat(questions(other)).hasCount(4);
  }

  private static Locator questions(Page host) {
    return host.locator(".agenda .asking h3");
  }

  @Test
  void a_host_link_that_is_too_old_is_told_in_words(@TempDir Path data) throws Exception {
    try (RunningServer other = RunningServer.start(data, Map.of());
        TestBrowsers others = browsers.at(other.base())) {
      // A day goes by.
      try (Connection database =
              DriverManager.getConnection("jdbc:sqlite:" + data.resolve("pollard.db"));
          Statement statement = database.createStatement()) {
        assertThat(
                statement.executeUpdate(
                    "UPDATE host_link SET expires_at = expires_at - " + DAY.toMillis()))
            .isEqualTo(1);
      }

      Page host = others.desk(Taste.USUAL);
      host.navigate(other.hostLink());

      assertThat(host.getByRole(AriaRole.ALERT)).containsText("older than 24 hours");
      assertThat(host.getByLabel("User name")).isVisible();
    }
  }

  @Test
  void a_hosts_page_says_that_the_server_cannot_be_reached_and_that_it_can_again() {
    Page host = host();
    // A stream that is open still gets through, and the page believes it.
    host.evaluate(
        """
        new MutationObserver(() => (window.wasLost ||= !!document.querySelector(".lost")))
          .observe(document, { subtree: true, childList: true })
        """);

    host.context().setOffline(true);
    host.waitForFunction("() => window.wasLost");
    host.context().setOffline(false);

    assertThat(host.locator(".lost")).hasCount(0);
  }

  @Test
  void a_vote_that_comes_after_the_close_is_said_not_to_count() {
    Asked asked = anonymous("Ready?", true, "Yes", "No");
    Page phone = phone();
    assertThat(choice(phone, "Yes")).isVisible();
    phone.context().setOffline(true);
    choice(phone, "Yes").click();
    assertThat(phone.locator("#told")).containsText("Your answer is kept");

    change(asked, "{\"open\":false}");
    phone.context().setOffline(false);

    assertThat(phone.locator("#told")).containsText("It does not count.");
    assertThat(votes(asked)).isZero();
  }

  @Test
  void
      an_answer_that_came_too_late_is_said_beside_the_next_question_and_over_when_it_is_open_again() {
    Asked first = room.askOpen("First?", "Yes", "No");
    Asked second = room.ask("Second?", "Red", "Blue");
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    phone.keyboard().press("Enter");
    assertThat(choice(phone, "Yes")).isVisible();
    phone.context().setOffline(true);
    choice(phone, "Yes").click();
    assertThat(phone.locator("#told")).containsText("Your answer is kept");
    change(first, "{\"open\":false}");
    change(second, "{\"open\":true}");
    phone.context().setOffline(false);

    assertThat(heading(phone, "Second?")).isVisible();
    assertThat(phone.locator(".missed"))
        .containsText("“First?”: The poll was closed before your answer arrived.");
    button(phone, "I have read it").click();
    assertThat(phone.locator(".missed")).hasCount(0);
    assertThat(votes(first)).isZero();

    change(second, "{\"open\":false}");
    change(first, "{\"open\":true}");
    assertThat(phone.getByText("Tap your answer")).isVisible();
    assertThat(phone.locator(".note.bad")).hasCount(0);
    choice(phone, "Yes").click();
    assertThat(counted(phone)).isVisible();
  }

  @Test
  void a_wrong_code_and_a_used_link_are_told_in_words() {
    Page phone = browsers.phone();
    phone.navigate("/j/AAAAAA");
    assertThat(phone.getByRole(AriaRole.ALERT)).containsText("No room has the code AAAAAA");
    assertThat(phone.getByLabel("Code")).isFocused();

    Page host = browsers.desk(Taste.USUAL);
    host.navigate("/host/#" + "x".repeat(43));
    assertThat(host.getByRole(AriaRole.ALERT)).containsText("used already");
    assertThat(host.getByLabel("User name")).isVisible();
  }

  @Test
  void a_session_that_is_deleted_while_it_is_looked_at_makes_room_for_the_next() {
    Asked asked = anonymous("Ready?", true, "Yes");
    Page phone = phone();
    assertThat(choice(phone, "Yes")).isVisible();

    room.teacher().delete("/api/v1/polls/" + asked.poll());

    assertThat(heading(phone, "You are in")).isVisible();
  }

  @Test
  void nothing_is_asked_of_anybody_else_and_the_first_visit_is_small() {
    anonymous("Ready?", true, "Yes", "No");
    Page phone = browsers.phone();
    var cdp = phone.context().newCDPSession(phone);
    long[] bytes = {0};
    cdp.on(
        "Network.loadingFinished", event -> bytes[0] += event.get("encodedDataLength").getAsLong());
    cdp.send("Network.enable");
    List<String> asked = new CopyOnWriteArrayList<>();
    phone.onRequest(request -> asked.add(request.url()));

    phone.navigate("/j/" + code);
    assertThat(choice(phone, "Yes")).isVisible();

    assertThat(asked)
        .allMatch(url -> url.startsWith(server.base().toString()) || url.startsWith("data:"));
    assertThat(bytes[0]).isBetween(5_000L, 40_000L);
  }
}
