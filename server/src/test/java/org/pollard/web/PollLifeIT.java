package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/// The life of a poll as people see it, in real browsers against the packaged server.
@NullMarked
@Timeout(240)
class PollLifeIT extends RoomPages {

  /// A phone of somebody who has said their name.
  private Page named(String name) {
    Page phone = phone();
    phone.locator("#name").fill(name);
    phone.keyboard().press("Enter");
    assertThat(phone.locator(".choice").first()).isVisible();
    return phone;
  }

  private void mark(Asked asked, int choice) {
    room.teacher()
        .putJson(
            asked.pollPath() + "/poll_choices/" + asked.choices().get(choice),
            "{\"poll_choices\":[{\"is_correct\":true}]}");
  }

  @Test
  void a_poll_waits_is_open_closed_and_told_and_nobody_learns_the_answer_before_the_vote() {
    Asked asked = asked("\"anonymous\":true,\"results\":\"after_vote\"", "Which?", "A", "B");
    mark(asked, 1);
    change(asked, "{\"on_show\":true}");
    Page right = phone();
    Page wrong = phone();
    Page screen = screen();
    assertThat(right.getByText("Starts soon")).isVisible();
    assertThat(right.locator(".choice")).hasCount(0);
    assertThat(screen.getByText("Starts soon")).isVisible();

    screen.keyboard().press("c");
    screen.keyboard().press("o");
    assertThat(right.getByText("Your answer is final.")).isVisible();
    assertThat(right.content()).doesNotContain("is-correct");
    choice(right, "B").click();
    choice(wrong, "A").click();
    assertThat(right.locator("#told.good")).containsText("Your vote counts");
    assertThat(wrong.locator("#told.good")).containsText("Your vote counts");
    assertThat(screen.locator(".result")).hasCount(2);

    screen.keyboard().press("o");
    button(screen, "Close for good").click();
    assertThat(right.locator("#told")).containsText("closed");
    assertThat(button(screen, "Open again")).hasCount(0);
    screen.keyboard().press("o");
    screen.keyboard().press("c");

    assertThat(right.locator("#told.good")).containsText("Correct");
    assertThat(wrong.locator("#told.bad")).containsText("Not correct");
    assertThat(wrong.locator("#told")).containsText("Correct: B");
    assertThat(wrong.locator("#told")).not().containsText("✓");
    assertThat(screen.locator("[role=alert]")).hasCount(0);
  }

  @Test
  void next_ends_what_was_open_and_opens_what_it_shows_where_the_room_wants_that() {
    Asked first = asked("\"anonymous\":true,\"results\":\"after_vote\"", "First?", "A", "B");
    asked("\"anonymous\":true,\"results\":\"after_vote\"", "Second?", "A", "B");
    asked("\"anonymous\":true,\"results\":\"until_revealed\"", "Third?", "A", "B");
    Page phone = phone();
    Page screen = screen();
    screen.keyboard().press("ArrowRight");
    assertThat(heading(screen, "First?")).isVisible();
    screen.keyboard().press("o");
    assertThat(choice(phone, "A")).isVisible();

    screen.keyboard().press("ArrowRight");

    assertThat(heading(screen, "Second?")).isVisible();
    assertThat(phone.locator(".note.soon")).hasText("Starts soon");
    assertThat(room.teacher().get("/live/sessions/" + first.session()).json().get("state").asText())
        .isEqualTo("closed");

    Page host = host();
    host.locator("#settings").click();
    host.locator("#next-opens").check();
    assertThat(host.locator("#next-opens")).isChecked();
    screen.reload();
    assertThat(heading(screen, "Second?")).isVisible();
    screen.keyboard().press("ArrowRight");
    assertThat(heading(phone, "Third?")).isVisible();
    choice(phone, "B").click();
    assertThat(phone.locator("#told.good")).isVisible();
    assertThat(screen.locator(".results")).hasCount(0);
    screen.keyboard().press("r");
    assertThat(screen.locator(".results")).isVisible();
  }

  @Test
  void three_presses_and_one_key_lead_from_the_link_to_bars_that_move(@TempDir Path data) {
    try (RunningServer fresh = RunningServer.start(data, Map.of());
        TestBrowsers own = browsers.at(fresh.base())) {
      Page host = own.desk(Taste.USUAL);
      host.navigate(fresh.hostLink());
      host.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("First room")).click();
      host.locator("#question").fill("Which planet?");
      host.locator("#choice-1").fill("Jupiter");
      host.locator("#choice-2").fill("Saturn");
      button(host, "Start presenting").click();
      assertThat(host.locator(".controls .primary")).hasText("OpenO");
      host.keyboard().press("o");
      assertThat(host.locator(".result")).hasCount(2);

      Page phone = own.phone();
      phone.navigate("/j/" + host.locator(".how .code").textContent());
      choice(phone, "Saturn").click();

      assertThat(host.locator(".result").nth(1).locator(".result-share")).hasText("100%");
      assertThat(phone.locator(".result").nth(1)).containsText("100%");
    }
  }

  @Test
  void removing_a_choice_with_votes_asks_and_its_voters_may_answer_again() {
    Asked asked = asked("\"open\":true,\"results\":\"after_vote\"", "Which?", "A", "B", "C");
    Page ada = named("Ada");
    choice(ada, "A").click();
    assertThat(ada.locator("#told.good")).isVisible();
    Page ben = named("Ben");
    choice(ben, "B").click();
    assertThat(ben.locator("#told.good")).isVisible();
    Page host = host();

    button(host, "Edit").click();
    button(host, "Remove: Choice 1").click();
    host.locator("poll-editor .primary").click();
    assertThat(host.locator("dialog")).containsText("1 person chose “A”");
    host.locator("dialog").getByText("Cancel").click();
    assertThat(host.locator("poll-editor")).isVisible();
    assertThat(counts(asked)).isEqualTo("[1,1,0]");
    host.locator("poll-editor .primary").click();
    host.locator("dialog .danger").click();

    assertThat(ada.locator("#told")).containsText("You may answer again");
    ada.reload();
    assertThat(ada.locator("#told")).containsText("You may answer again");
    choice(ada, "C").click();
    assertThat(ada.locator("#told.good")).containsText("You chose: C");
    assertThat(ben.locator("#told.good")).containsText("You chose: B");
    assertThat(counts(asked)).isEqualTo("[1,1]");
  }

  @Test
  void what_is_corrected_while_people_vote_is_shown_as_corrected() {
    asked(
        "\"anonymous\":true,\"open\":true,\"results\":\"after_vote\"", "Which?", "Mras", "B", "C");
    Page phone = phone();
    choice(phone, "Mras").click();
    assertThat(phone.locator("#told.good")).containsText("You chose: Mras");
    Page host = host();

    button(host, "Edit").click();
    host.locator("#choice-1").fill("Mars");
    host.keyboard().press("Control+Enter");

    assertThat(phone.locator("#told.good")).containsText("You chose: Mars");
    assertThat(phone.locator(".result").first()).containsText("Corrected");
    assertThat(phone.locator(".result").first()).containsText("before: “Mras”");
    assertThat(phone.locator(".result").nth(1)).not().containsText("Corrected");
    button(host, "Edit").click();
    assertThat(host.locator("poll-editor")).containsText("What has anonymous votes stays");
    assertThat(button(host, "Remove: Choice 1")).hasCount(0);
    host.locator("#choice-1").fill("");
    host.locator("poll-editor .primary").click();
    assertThat(host.getByRole(AriaRole.ALERT)).containsText("anonymous votes");
    assertThat(host.getByRole(AriaRole.ALERT)).isInViewport();
  }

  @Test
  void what_two_hosts_change_of_a_poll_at_once_is_kept_or_asked_about() {
    asked("\"open\":true,\"results\":\"after_vote\"", "Which?", "A", "B");
    Page one = host();
    Page two = host();
    Page ada = named("Ada");
    button(two, "Edit").click();
    two.locator("#choice-2").fill("B two");
    button(one, "Edit").click();
    one.locator("#choice-1").fill("A one");
    button(one, "Add a choice").click();
    one.locator("#choice-3").fill("Zed");
    button(one, "Save").click();
    assertThat(one.locator("poll-editor")).hasCount(0);
    choice(ada, "Zed").click();
    assertThat(counted(ada)).isVisible();

    button(two, "Save").click();

    assertThat(two.locator("poll-editor")).hasCount(0);
    for (Page each : List.of(one, two)) {
      assertThat(each.locator(".asking .chip")).hasText(new String[] {"A one", "B two", "Zed"});
    }
    assertThat(ada.getByText("You chose: Zed")).isVisible();

    button(two, "Edit").click();
    two.locator("#question").fill("What two?");
    button(one, "Edit").click();
    one.locator("#question").fill("What one?");
    button(one, "Save").click();
    assertThat(one.locator("poll-editor")).hasCount(0);
    button(two, "Save").click();
    assertThat(two.locator("dialog")).containsText("It says now: “What one?”");
    button(two, "Save mine").click();
    assertThat(one.locator(".asking h3")).hasText("What two?");
  }

  @Test
  void an_answer_can_be_changed_where_the_poll_allows_it() {
    Page host = host();
    host.locator("#question").fill("Which?");
    host.locator("#choice-1").fill("A");
    host.locator("#choice-2").fill("B");
    host.getByText("Named", new Page.GetByTextOptions().setExact(true)).click();
    host.locator("#changeable").check();
    button(host, "Save").click();
    button(host, "Open").click();
    assertThat(host.getByText("Answers can be changed")).isVisible();
    Page ada = named("Ada");
    assertThat(ada.getByText("You can change your answer until the poll is closed.")).isVisible();

    choice(ada, "A").click();
    assertThat(ada.locator("#told.good")).containsText("You chose: A");
    choice(ada, "B").click();
    assertThat(ada.locator("#told.good")).containsText("You chose: B");
    assertThat(choice(ada, "B")).hasAttribute("aria-pressed", "true");
    assertThat(ada.locator(".result").nth(1)).containsText("100%");
    assertThat(ada.getByText("1 vote", new Page.GetByTextOptions().setExact(true))).isVisible();

    host.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Which?")).click();
    Locator row = host.locator("section .plain tbody tr").first();
    assertThat(row).containsText("Ada");
    assertThat(row).containsText("B");
  }

  @Test
  void a_poll_that_is_deleted_comes_back_with_its_votes() {
    Asked asked = asked("\"anonymous\":true,\"open\":true", "Which?", "A", "B");
    Page phone = phone();
    choice(phone, "A").click();
    assertThat(phone.locator("#told.good")).isVisible();
    Page host = host();

    Menus.choose(host, "Which?", "Delete");
    host.locator("dialog .danger").click();
    assertThat(host.locator(".asking")).hasCount(0);
    assertThat(heading(phone, "You are in")).isVisible();
    host.reload();
    host.locator(".undo button").click();

    assertThat(host.locator(".asking")).hasCount(1);
    assertThat(host.locator(".undo")).hasCount(0);
    assertThat(phone.locator("#told.good")).isVisible();
    assertThat(counts(asked)).isEqualTo("[1,0]");
  }

  @Test
  void what_is_over_can_be_shown_to_everybody_and_asked_again_from_the_big_screen() {
    Asked asked = asked("\"anonymous\":true,\"results\":\"after_vote\"", "Which?", "A", "B");
    change(asked, "{\"open\":true}");
    Page screen = screen();
    Page voter = phone();
    Page onlooker = phone();
    choice(voter, "A").click();
    assertThat(counted(voter)).isVisible();
    screen.keyboard().press("o");
    button(screen, "Close for good").click();
    assertThat(onlooker.getByText("Those who answered see the results.")).isVisible();

    // Hiding is one key, whoever sees them.
    screen.keyboard().press("r");
    assertThat(screen.locator(".state")).containsText("Results are hidden");
    assertThat(screen.locator(".results")).hasCount(0);
    change(asked, "{\"results\":\"after_vote\"}");
    button(screen, "Show to everybody").click();

    assertThat(onlooker.locator(".results")).isVisible();
    assertThat(button(screen, "Hide results")).isVisible();
    assertThat(screen.getByText("Anonymous polls with votes stay closed.")).isVisible();

    button(screen, "Ask again").click();

    assertThat(screen.locator(".badge.soon")).isVisible();
    button(screen, "Open").click();
    choice(onlooker, "B").click();
    assertThat(counted(onlooker)).isVisible();
  }

  /// Where somebody taps twice because nothing happened at once, the second tap must not tell the
  /// class what is right.
  @Test
  void what_stands_where_another_button_stood_takes_no_press_at_once() {
    Asked asked = asked("\"results\":\"after_vote\"", "Which?", "A", "B");
    mark(asked, 1);
    change(asked, "{\"open\":true}");
    Page screen = screen();
    screen.evaluate(
        """
        new MutationObserver(() => {
          const found = [...document.querySelectorAll(".controls button")].find((each) => each.textContent.includes("correct"));
          if (!found || window.pressed !== undefined) return;
          const { x, y, width, height } = found.getBoundingClientRect();
          window.pressed = !!document.elementFromPoint(x + width / 2, y + height / 2)?.closest("button");
        }).observe(document, { subtree: true, childList: true })
        """);

    screen.keyboard().press("o");

    screen.waitForFunction("() => window.pressed !== undefined");
    assertThat((Boolean) screen.evaluate("window.pressed")).isFalse();
    button(screen, "correct").click();
    assertThat(screen.locator(".is-correct")).hasCount(1);
  }

  @Test
  void opening_a_poll_in_the_room_closes_what_is_open_and_asks_where_that_is_final() {
    for (String each : List.of("First?", "Second?", "Third?")) {
      asked("\"anonymous\":true,\"results\":\"after_vote\"", each, "A", "B");
    }
    Page host = host();
    Locator cards = host.locator(".asking");
    opener(cards, 0).click();
    assertThat(cards.nth(0).locator(".badge.live")).isVisible();

    opener(cards, 1).click();

    assertThat(host.locator(".toast")).containsText("“Second?” is open, “First?” is closed");
    assertThat(host.locator(".badge.live")).hasCount(1);
    Page phone = phone();
    choice(phone, "A").click();
    assertThat(counted(phone)).isVisible();
    assertThat(cards.nth(1).locator(".votes")).hasText("1 answer");

    opener(cards, 2).click();
    assertThat(host.locator("dialog"))
        .containsText("Close “Second?” for good? 1 person has answered.");
    host.keyboard().press("Escape");
    assertThat(cards.nth(1).locator(".badge.live")).isVisible();
    opener(cards, 2).click();
    button(host, "Close for good").click();

    assertThat(cards.nth(2).locator(".badge.live")).isVisible();
    assertThat(host.locator(".badge.live")).hasCount(1);
    assertThat(heading(phone, "Third?")).isVisible();

    Menus.choose(host, "First?", "Put on screen");
    assertThat(host.locator(".toast")).containsText("“First?” is on show, “Third?” is closed");
    assertThat(host.locator(".badge.live")).hasCount(0);
  }

  @Test
  void the_big_screen_asks_before_it_closes_for_good_and_the_same_key_agrees() {
    Asked first = asked("\"anonymous\":true,\"results\":\"after_vote\"", "First?", "A", "B");
    asked("\"results\":\"after_vote\"", "Second?", "A", "B");
    Asked third = asked("\"anonymous\":true,\"results\":\"after_vote\"", "Third?", "A", "B");
    change(first, "{\"open\":true}");
    Page phone = phone();
    choice(phone, "A").click();
    assertThat(counted(phone)).isVisible();
    Page screen = screen();
    assertThat(heading(screen, "First?")).isVisible();

    screen.keyboard().press("ArrowRight");
    assertThat(screen.locator("dialog"))
        .containsText("Close “First?” for good? 1 person has answered.");
    assertThat(screen.locator("dialog")).containsText("Press the same key again, or Enter.");
    AccessibilityIT.judge(screen, "before it is closed for good");
    screen.keyboard().press("Escape");
    assertThat(screen.locator("dialog")).hasCount(0);
    assertThat(heading(screen, "First?")).isVisible();
    assertThat(screen.locator(".badge.live")).isVisible();

    screen.keyboard().press("ArrowRight");
    assertThat(screen.locator("dialog[data-settled]")).isVisible();
    screen.keyboard().press("ArrowRight");
    assertThat(heading(screen, "Second?")).isVisible();
    assertThat(stateOf(first)).isEqualTo("closed");

    // What can be opened again asks nothing, and going back closes it as well.
    screen.keyboard().press("o");
    assertThat(screen.locator(".badge.live")).isVisible();
    phone.locator("#name").fill("Ada");
    phone.keyboard().press("Enter");
    choice(phone, "A").click();
    assertThat(counted(phone)).isVisible();
    screen.keyboard().press("ArrowLeft");
    assertThat(heading(screen, "First?")).isVisible();
    var sessions = room.teacher().get("/web/rooms/" + room.course()).json().get("sessions");
    assertThat(sessions.findValuesAsText("state")).containsExactly("closed", "closed", "waiting");

    change(third, "{\"open\":true}");
    choice(phone, "B").click();
    assertThat(counted(phone)).isVisible();
    screen.keyboard().press("o");
    assertThat(screen.locator("dialog[data-settled]")).containsText("Close “Third?” for good?");
    screen.keyboard().press("Enter");
    assertThat(screen.locator(".badge.live")).hasCount(0);
    assertThat(stateOf(third)).isEqualTo("closed");
  }

  private String stateOf(Asked asked) {
    return room.teacher().get("/live/sessions/" + asked.session()).json().get("state").asText();
  }

  private static Locator opener(Locator cards, int place) {
    return cards.nth(place).locator("[role=group] .primary");
  }

  @Test
  void asking_again_keeps_the_settings_and_names_its_round() {
    Asked asked = asked("\"changeable\":true,\"results\":\"after_vote\"", "Which?", "A", "B");
    change(asked, "{\"open\":true}");
    change(asked, "{\"results\":\"public\"}");
    Page host = host();

    Menus.choose(host, "Which?", "Ask again");

    assertThat(host.locator(".asking")).hasCount(2);
    assertThat(host.locator(".asking").nth(1)).containsText("Round 2");
    assertThat(host.locator(".asking h3").nth(1)).isFocused();
    var again = room.teacher().get("/web/rooms/" + room.course()).json().at("/sessions/1");
    assertThat(again.get("results").asText()).isEqualTo("after_vote");
    assertThat(again.get("changeable").asBoolean()).isTrue();
    assertThat(again.get("anonymous").asBoolean()).isFalse();
  }

  @Test
  void lines_are_broken_and_mended_in_the_editor() {
    Page host = host();
    host.locator("#question").fill("What does it print?\nx = 1\nx += 1");
    host.locator("#choice-1").fill("1\n2");
    host.locator("#choice-2").fill("2");
    button(host, "Save").click();
    assertThat(heading(host, "What does it print?")).isVisible();
    String room = "/web/rooms/" + this.room.course();
    var made = this.room.teacher().get(room).json().at("/polls/0");
    assertThat(made.get("question").asText()).isEqualTo("What does it print?\nx = 1\nx += 1");
    assertThat(made.at("/choices/0/text").asText()).isEqualTo("1\n2");

    button(host, "Edit").click();
    assertThat(host.locator("#choice-1")).hasValue("1\n2");
    host.locator("#choice-1").press("End");
    host.locator("#choice-1").press("Shift+Enter");
    host.keyboard().type("3");
    host.keyboard().press("Control+Enter");
    assertThat(host.locator("poll-editor")).hasCount(0);

    assertThat(this.room.teacher().get(room).json().at("/polls/0/choices/0/text").asText().lines())
        .hasSize(3);
  }

  @Test
  void an_empty_room_on_the_big_screen_leads_to_the_first_poll() {
    Page screen = screen();

    screen
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Write the first poll"))
        .click();

    assertThat(screen.locator("#question")).isFocused();
  }
}
