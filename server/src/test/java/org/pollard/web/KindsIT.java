package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.RoomPages;
import org.pollard.harness.TestBrowsers.Taste;

/// Every kind of question on the pages: asked, answered on a phone, seen on the big screen and by
/// its host.
@NullMarked
@Timeout(180)
class KindsIT extends RoomPages {

  private static final String NAMED = "\"anonymous\":false";
  private static final String ANONYMOUS = "\"anonymous\":true";

  /// Asks a question of a kind, opened and on show, with results for everybody.
  ///
  /// @param poll members of a JSON object
  /// @return the session
  private long ask(String poll, String session) {
    var made = room.teacher().postJson("/live/polls", "{" + poll + "}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var asked =
        room.teacher()
            .postJson(
                "/live/polls/" + made.json().get("id").asLong() + "/sessions",
                "{\"course\":"
                    + room.course()
                    + ",\"results\":\"public\",\"open\":true,"
                    + session
                    + "}");
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    return asked.json().get("session").asLong();
  }

  private Page results(long session) {
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course() + "/sessions/" + session);
    return host;
  }

  private static Locator send(Page phone) {
    return button(phone, "Send answer");
  }

  private static Locator alert(Page page) {
    return page.getByRole(AriaRole.ALERT);
  }

  @Test
  void several_choices_are_written_in_the_editor_and_chosen_within_their_limits() {
    Page host = host();
    host.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Several choices")).check();
    host.getByLabel("Question").fill("Which languages?");
    host.locator("#choice-1").fill("Java");
    host.locator("#choice-2").fill("C++");
    host.locator("#choice-3").fill("Python");
    host.getByLabel("Choose at most").fill("2");
    Locator preview = host.locator("kind-preview");
    assertThat(preview).containsText("Choose up to 2 answers");
    assertThat(preview.getByLabel("Python")).isVisible();
    AccessibilityIT.judge(host, "the editor with several choices");
    button(host, "Start presenting").click();
    host.waitForURL(Pattern.compile(".*/present/.*"));
    assertThat(heading(host, "Which languages?")).isVisible();
    button(host, "Open").click();

    Page phone = phone();
    phone.getByLabel("Java").check();
    phone.getByLabel("C++").check();
    phone.getByLabel("Python").check();
    send(phone).click();
    assertThat(alert(phone)).containsText("Choose up to 2 answers. 3 chosen");
    phone.getByLabel("C++").uncheck();
    AccessibilityIT.judge(phone, "several choices on a phone");
    send(phone).click();

    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator("#told")).containsText("Your answer: Java, Python");
    assertThat(host.locator(".result").nth(0).locator(".result-share")).hasText("100%");
    assertThat(host.locator(".result").nth(2).locator(".result-share")).hasText("100%");
    AccessibilityIT.judge(host, "several choices on the big screen");
  }

  @Test
  void statements_are_rated_with_the_keyboard_alone_and_shown_as_distributions() {
    long session =
        ask(
            "\"question\":\"How was it?\",\"kind\":\"rating\",\"choices\":[\"The pace\",\"The room\"],"
                + "\"settings\":{\"low\":\"bad\",\"high\":\"good\"}",
            NAMED);
    Page screen = screen();
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    assertThat(phone.getByText("Choose a step for each statement")).isVisible();
    AccessibilityIT.judge(phone, "a rating on a phone");

    send(phone).focus();
    phone.keyboard().press("Enter");
    assertThat(alert(phone)).containsText("A step is missing for: The pace");
    assertThat(phone.locator(":focus")).hasAttribute("aria-label", "1, bad");
    phone.keyboard().press("ArrowRight");
    phone.keyboard().press("ArrowRight");
    phone.keyboard().press("ArrowRight");
    phone.keyboard().press("Tab");
    phone.keyboard().press("ArrowLeft");
    phone.keyboard().press("Tab");
    phone.keyboard().press("Enter");

    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator("#told")).containsText("The pace: 4, The room: 5");
    assertThat(screen.locator(".rated").nth(0).locator(".mean")).containsText("4");
    assertThat(screen.locator(".rated").nth(1).locator(".count").nth(4)).containsText("1");
    AccessibilityIT.judge(screen, "a rating on the big screen");
    Page host = results(session);
    assertThat(host.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("Ada")))
        .containsText("The pace: 4");
    AccessibilityIT.judge(host, "the results of a rating");
  }

  @Test
  void items_are_ranked_by_tapping_and_moved_by_buttons() {
    ask(
        "\"question\":\"What first?\",\"kind\":\"ranking\",\"choices\":[\"Bugs\",\"Docs\",\"Speed\"]",
        ANONYMOUS);
    Page screen = screen();
    Page phone = phone();
    choice(phone, "Speed").click();
    choice(phone, "Bugs").click();
    send(phone).click();
    assertThat(alert(phone)).containsText("1 more has to be ranked");
    choice(phone, "Docs").click();
    button(phone, "Move Docs to the top").click();
    assertThat(phone.getByRole(AriaRole.STATUS).first()).isAttached();
    assertThat(phone.getByText("Docs is now 1 of 3")).isAttached();
    assertThat(button(phone, "Move Docs to the top")).isFocused();
    button(phone, "Move Bugs up").press("Enter");
    AccessibilityIT.judge(phone, "a ranking on a phone");
    phone.reload();
    assertThat(phone.locator(".placed .what")).hasText(new String[] {"Docs", "Bugs", "Speed"});
    send(phone).click();

    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator("#told")).containsText("1. Docs · 2. Bugs · 3. Speed");
    assertThat(screen.locator(".ranked").nth(0)).containsText("Docs");
    assertThat(screen.locator(".ranked").nth(0).locator(".points")).hasText("3");
    AccessibilityIT.judge(screen, "a ranking on the big screen");
  }

  @Test
  void a_number_is_written_as_the_language_has_it_and_the_median_is_shown() {
    ask(
        "\"question\":\"How far?\",\"kind\":\"number\",\"settings\":{\"least\":0,\"most\":5000,"
            + "\"decimals\":1,\"unit\":\"km\"}",
        ANONYMOUS);
    Page screen = screen();
    Page phone = phone();
    phone.getByLabel("Your number").fill("6,000");
    send(phone).click();
    assertThat(alert(phone)).containsText("A number from 0 to 5,000 km. This is 6,000 km.");
    phone.getByLabel("Your number").fill("1.25");
    assertThat(phone.getByText("Counts as 1.3 km")).isVisible();
    AccessibilityIT.judge(phone, "a number on a phone");
    send(phone).click();
    assertThat(counted(phone)).isVisible();

    Page german = browsers.phone(new Taste("de-DE", ColorScheme.DARK));
    german.navigate("/j/" + code);
    german.getByLabel("Zahl").fill("1.234,5");
    german.getByLabel("Zahl").press("Enter");
    assertThat(german.locator("#told")).containsText("Antwort: 1.234,5 km");

    assertThat(screen.locator(".bin")).hasCount(2);
    assertThat(screen.locator(".median dd")).hasText("617.9 km");
    AccessibilityIT.judge(screen, "numbers on the big screen");
  }

  @Test
  void words_are_counted_and_a_host_hides_one_everywhere() {
    long session =
        ask(
            "\"question\":\"In a word?\",\"kind\":\"words\",\"settings\":{\"longest\":10}",
            ANONYMOUS);
    Page screen = screen();
    Page phone = phone();
    phone.getByLabel("Word 1").fill("C++");
    phone.getByLabel("Word 1").press("Enter");
    assertThat(phone.getByLabel("Word 2")).isFocused();
    phone.getByLabel("Word 2").fill("much too long");
    assertThat(phone.getByText("3 characters too many")).isVisible();
    send(phone).click();
    assertThat(alert(phone)).containsText("Word 2: 3 characters too many");
    phone.getByLabel("Word 2").fill("rude");
    AccessibilityIT.judge(phone, "words on a phone");
    send(phone).click();
    assertThat(counted(phone)).isVisible();
    assertThat(screen.locator(".said .result-text")).hasText(new String[] {"C++", "rude"});

    Page host = results(session);
    button(host, "Hide “rude”").click();

    assertThat(screen.locator(".said .result-text")).hasText(new String[] {"C++"});
    assertThat(phone.locator(".said .result-text")).hasText(new String[] {"C++"});
    AccessibilityIT.judge(screen, "words on the big screen");
    AccessibilityIT.judge(host, "words on the page of the host");
    button(host, "Show “rude”").click();
    assertThat(phone.locator(".said .result-text")).hasText(new String[] {"C++", "rude"});

    Page settings = browsers.another(host);
    settings.navigate("/host/rooms/" + room.course() + "/settings");
    settings.getByLabel("Words that are not shown").fill("nasty");
    settings.locator("host-blocked button").click();
    assertThat(settings.getByText("Saved")).isAttached();
    Page other = phone();
    other.getByLabel("Word 1").fill("Nasty!");
    send(other).click();
    assertThat(counted(other)).isVisible();
    assertThat(host.locator(".entry.is-hidden")).containsText("Nasty!");
    assertThat(other.locator(".said .result-text")).hasText(new String[] {"C++", "rude"});
  }

  @Test
  void a_text_outlives_a_reload_and_waits_for_its_approval() {
    long session =
        ask(
            "\"question\":\"What was unclear?\",\"kind\":\"text\",\"settings\":{\"approve\":true}",
            ANONYMOUS);
    Page screen = screen();
    Page phone = phone();
    assertThat(phone.getByText("can give you away")).isVisible();
    phone.getByLabel("Your text").fill("The last proof");
    phone.reload();
    assertThat(phone.getByLabel("Your text")).hasValue("The last proof");
    AccessibilityIT.judge(phone, "a text on a phone");
    phone.getByLabel("Your text").press("Control+Enter");
    assertThat(counted(phone)).isVisible();
    assertThat(phone.locator("#told")).containsText("Your answer: The last proof");
    assertThat(screen.getByText("1 vote", new Page.GetByTextOptions().setExact(true))).isVisible();
    assertThat(screen.getByText("The last proof")).hasCount(0);

    Page host = results(session);
    assertThat(host.getByText("Waits for you")).isVisible();
    button(host, "Show “The last proof”").click();

    assertThat(screen.locator(".wall li")).hasText("The last proof");
    assertThat(phone.locator(".wall li")).hasText("The last proof");
    AccessibilityIT.judge(screen, "texts on the big screen");
  }

  @Test
  void to_abstain_is_an_answer_and_a_number_tells_what_is_right() {
    long session =
        ask(
            "\"question\":\"7 x 6?\",\"kind\":\"number\",\"settings\":{\"correct\":42,\"abstain\":true}",
            NAMED + ",\"changeable\":true");
    Page screen = screen();
    Page phone = phone();
    phone.getByLabel("What is your name?").fill("Ada");
    button(phone, "Continue").click();
    button(phone, "Abstain").click();
    assertThat(counted(phone)).isVisible();
    assertThat(screen.getByText("0 votes, 1 abstention")).isVisible();
    phone.getByLabel("Your number").fill("42");
    button(phone, "Send the changed answer").click();
    assertThat(phone.locator("#told")).containsText("Your answer: 42");

    button(screen, "Close").click();
    button(screen, "Show correct answer").click();

    assertThat(phone.locator("#told")).containsText("Correct");
    assertThat(screen.locator(".note.good")).hasText(Pattern.compile("Correct:\\s*42"));
    assertThat(session).isPositive();
  }
}
