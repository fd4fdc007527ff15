package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RoomPages;
import org.pollard.harness.TestBrowsers.Taste;

/// What pages say stays true: in sums, in translation, on paper, and for who listens to them.
@NullMarked
@Timeout(240)
class TruePagesIT extends RoomPages {

  /// What a browser that translates does to a page: each text goes into an element of its own.
  private static final String TRANSLATE =
      """
      () => {
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walk.nextNode()) if (walk.currentNode.data.trim()) texts.push(walk.currentNode);
        for (const each of texts) {
          if (each.parentElement.closest('[translate=no], script, style')) continue;
          const font = document.createElement('font');
          font.textContent = each.data;
          each.replaceWith(font);
        }
      }
      """;

  private void vote(Asked asked, int choice) {
    Classroom.vote(room.student("Stu").canvas(), asked, choice);
  }

  private static Locator shares(Page page) {
    return page.locator(".result-share");
  }

  @Test
  void shares_add_up_to_100_and_what_leads_is_marked() {
    Asked asked = room.askOpen("Which?", "One", "Two", "Three");
    change(asked, "{\"results\":\"public\"}");
    Page screen = screen();
    assertThat(shares(screen)).hasText(new String[] {"0%", "0%", "0%"});
    assertThat(screen.locator(".leads")).hasCount(0);

    for (int i = 0; i < 3; i++) {
      vote(asked, i);
    }
    assertThat(shares(screen)).hasText(new String[] {"34%", "33%", "33%"});
    vote(asked, 1);

    assertThat(shares(screen)).hasText(new String[] {"25%", "50%", "25%"});
    assertThat(screen.locator(".leads")).hasCount(1);
    assertThat(screen.locator(".leads .result-text")).hasText("Two");
  }

  @Test
  void a_browser_that_translates_the_page_does_not_stop_its_numbers_and_questions() {
    Asked first = room.askOpen("First?", "One", "Two");
    change(first, "{\"results\":\"public\"}");
    Asked second = room.ask("Second?", "Red", "Blue");
    Page screen = screen();
    assertThat(screen.locator(".sum")).hasText("0 votes");
    screen.evaluate(TRANSLATE);

    vote(first, 1);

    assertThat(screen.locator(".sum")).hasText("1 vote");
    assertThat(screen.locator(".result-votes")).hasText(new String[] {"0", "1"});
    change(second, "{\"on_show\":true,\"results\":\"public\"}");
    assertThat(screen.locator("h1")).hasText("Second?");
    assertThat(screen.locator(".answers li")).hasText(new String[] {"Red", "Blue"});
  }

  @Test
  void who_joins_by_code_stands_at_the_heading_and_reads_who_sees_the_answer_before_answering() {
    room.askOpen("Ready?", "Yes", "No");
    Page phone = browsers.phone();
    phone.navigate("/");
    phone.locator("#code").fill(code);
    phone.keyboard().press("Enter");
    assertThat(phone.locator("vote-room h1")).isFocused();
    phone.locator("#name").fill("Ada");
    phone.keyboard().press("Enter");

    assertThat(phone.locator(".privacy")).isVisible();
    assertThat(
            (Boolean)
                phone
                    .locator(".privacy")
                    .evaluate(
                        "each => !!(each.compareDocumentPosition(document.querySelector('.choice'))"
                            + " & Node.DOCUMENT_POSITION_FOLLOWING)"))
        .isTrue();
  }

  @Test
  void who_listens_is_told_of_all_four_states_and_is_never_left_nowhere() {
    Asked asked = asked("\"results\":\"after_vote\"", "Which?", "One", "Two");
    room.teacher()
        .putJson(
            asked.pollPath() + "/poll_choices/" + asked.choices().get(1),
            "{\"poll_choices\":[{\"is_correct\":true}]}");
    Page phone = phone();
    Locator poll = phone.locator("main");
    Locator said = phone.locator("[role=status].unseen");
    assertThat(phone.locator("vote-room h1")).isFocused();
    // There before it says anything.
    assertThat(said).hasText("");

    change(asked, "{\"on_show\":true}");
    assertThat(said).hasText("New question: Which? Starts soon");
    assertThat(poll)
        .matchesAriaSnapshot(
            """
            - region "Which?":
              - heading "Which?" [level=1]
              - status:
                - strong: Starts soon
              - list:
                - listitem: One
                - listitem: Two
            """);
    change(asked, "{\"open\":true}");
    assertThat(said).hasText("What is your name?");
    assertThat(phone.locator("vote-room h1")).isFocused();
    phone.locator("#name").fill("Ada");
    phone.keyboard().press("Enter");
    assertThat(phone.locator("vote-room h1")).isFocused();
    phone.keyboard().press("Tab");
    assertThat(choice(phone, "One")).isFocused();
    assertThat(choice(phone, "One"))
        .hasAccessibleDescription("The host sees who chose what. Your answer is final.");
    Page late = phone();
    late.locator("#name").fill("Ben");
    late.keyboard().press("Enter");
    assertThat(late.locator("vote-room h1")).isFocused();
    phone.keyboard().press("Enter");
    assertThat(phone.locator("#told")).isFocused();
    assertThat(poll)
        .matchesAriaSnapshot(
            """
            - region "Which?":
              - heading "Which?" [level=1]
              - strong: Your vote counts
              - text: "You chose: One"
              - heading "Results" [level=2]
              - table "Results":
                - caption: Results
                - rowgroup:
                  - row "Choice Share Votes"
                - rowgroup:
                  - row "One Your vote 100% 1"
                  - row "Two 0% 0"
            """);

    change(asked, "{\"open\":false}");
    assertThat(said).hasText("This poll is closed");
    assertThat(late.locator("h1")).isFocused();
    change(asked, "{\"correct\":true}");
    assertThat(said).hasText("Not correct. Correct: Two");
    assertThat(phone.locator("#told.bad")).isFocused();
    assertThat(poll).matchesAriaSnapshot("- row \"Two Correct 0% 0\"");
    room.teacher().delete(asked.pollPath());
    assertThat(said).hasText("The next question appears here by itself.");
    assertThat(phone.locator("h1")).isFocused();
  }

  @Test
  void a_name_that_was_not_taken_is_said_and_given_once_more() {
    room.askOpen("Which?", "One", "Two");
    Page phone = phone();
    phone.route("**/web/guest", route -> route.abort());
    phone.locator("#name").fill("Ada");
    phone.keyboard().press("Enter");
    assertThat(phone.getByRole(AriaRole.ALERT)).containsText("did not work");

    phone.unroute("**/web/guest");
    phone.keyboard().press("Enter");

    assertThat(phone.locator("vote-room h1")).isFocused();
    assertThat(choice(phone, "One")).isVisible();
  }

  @Test
  void standings_are_read_out_unless_they_are_switched_off() {
    Asked asked = room.askOpen("Which?", "One", "Two");
    change(asked, "{\"results\":\"public\"}");
    Page onlooker = phone();
    onlooker.locator("#name").fill("Ada");
    onlooker.keyboard().press("Enter");
    assertThat(choice(onlooker, "One")).isVisible();
    Page screen = screen();
    assertThat(screen.locator(".result")).hasCount(2);
    vote(asked, 0);
    assertThat(screen.locator("[role=status].unseen")).containsText("In front: One, 100%");
    vote(asked, 1);
    assertThat(screen.locator("[role=status].unseen"))
        .containsText("Level in front: One, Two, 50% each");

    Locator wanted = screen.getByLabel("Read results out as they change");
    wanted.focus();
    screen.keyboard().press("Space");
    assertThat(wanted).not().isChecked();
    vote(asked, 1);
    assertThat(screen.locator(".sum")).hasText("3 votes");
    // Longer than the pause between two announcements.
    screen.waitForFunction(
        "since => Date.now() - since > 4500", (double) System.currentTimeMillis());

    assertThat(screen.locator("[role=status].unseen")).containsText("Level in front: One, Two");
    assertThat(onlooker.locator("[role=status].unseen")).not().containsText("votes");
    choice(onlooker, "Two").click();
    assertThat(onlooker.locator(".result")).hasCount(2);
    vote(asked, 1);
    assertThat(onlooker.locator("[role=status].unseen")).containsText("In front: Two");
    change(asked, "{\"results\":\"until_revealed\"}");
    assertThat(onlooker.locator("[role=status].unseen")).hasText("");
    screen.reload();
    assertThat(screen.getByLabel("Read results out as they change")).not().isChecked();
  }

  @Test
  void without_a_full_screen_of_the_browser_nothing_throws_and_in_one_the_controls_hide() {
    room.askOpen("Which?", "One", "Two");
    Page old = browsers.desk(room.teacher(), Taste.USUAL);
    old.addInitScript(
        "delete Element.prototype.requestFullscreen; delete"
            + " Element.prototype.webkitRequestFullscreen; delete"
            + " Element.prototype.webkitRequestFullScreen;");
    old.navigate("/present/" + room.course());
    assertThat(old.locator(".controls")).isVisible();
    assertThat(old.locator(".controls").getByText("Full screen")).hasCount(0);
    old.keyboard().press("f");
    assertThat(old.locator(".stage")).isVisible();

    Page screen = screen();
    assertThat(screen.locator(".controls")).isVisible();
    screen.keyboard().press("f");
    assertThat(screen.locator("html")).hasClass(Pattern.compile("full"));
    screen.locator("h1").click();
    assertThat(screen.locator("html")).hasClass(Pattern.compile("still"));
    assertThat(screen.locator(".controls")).isHidden();
    screen.mouse().move(50, 50);
    assertThat(screen.locator(".controls")).isVisible();
  }

  @Test
  void a_skip_link_leads_past_the_navigation_and_results_print_without_it() {
    Asked asked = room.askOpen("Which?", "One", "Two");
    vote(asked, 0);
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course() + "/sessions/" + asked.session());
    assertThat(host.locator(".chart")).isVisible();
    host.keyboard().press("Tab");
    assertThat(host.getByText("Skip to the content")).isFocused();
    host.keyboard().press("Enter");
    assertThat(host.locator("main")).isFocused();
    assertThat(host.url()).doesNotContain("#");
    assertThat(host.locator("figure > p")).containsText(Pattern.compile("20\\d\\d"));

    host.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    for (String gone : List.of(".top", "[download] >> nth=0", ".skip")) {
      assertThat(host.locator(gone)).isHidden();
    }
    assertThat(host.locator(".results")).isVisible();
  }
}
