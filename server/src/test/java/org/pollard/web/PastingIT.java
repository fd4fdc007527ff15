package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RoomPages;

/// What is pasted is shown as it is understood before anything is stored, and nothing that was
/// written gets lost.
@NullMarked
@Timeout(240)
class PastingIT extends RoomPages {

  private JsonNode preview(String kind, String text) {
    return room.teacher()
        .postJson(
            "/web/rooms/" + room.course() + "/" + kind + "/preview",
            JsonNodeFactory.instance.objectNode().put("text", text).toString())
        .json();
  }

  private int sessions() {
    return room.teacher().get("/web/rooms/" + room.course()).json().get("sessions").size();
  }

  @Test
  void a_class_list_is_shown_as_understood_before_anybody_is_stored() {
    String login = "k" + room.course() + "@x";
    Page host = host();
    host.locator("#people").click();
    host.locator("textarea").fill("\"Kern, Ada\"," + login + "\nBo,b" + room.course());
    button(host, "Preview").click();

    Locator row = host.locator(".preview tbody tr").first();
    assertThat(row.locator("th")).hasText("Kern, Ada");
    assertThat(row.locator("td").nth(1)).hasText(login);
    assertThat(namesOfPeople()).containsExactly("Teacher");

    button(host, "Add 2 people").click();
    assertThat(host.locator("host-roster [role=status] tbody tr")).hasCount(2);
    assertThat(namesOfPeople()).containsExactly("Teacher", "Kern, Ada", "Bo");
    assertThat(host.locator(".people strong").filter(named("Kern, Ada"))).hasCount(1);

    // No two letters of a password look alike, and nobody leaves without it unasked.
    assertThat(host.locator(".password").first()).hasText(Pattern.compile("[a-hjkmnp-z2-9]{12}"));
    assertThat(host.locator(".done")).isFocused();
    host.getByText("Back to the room").click();
    assertThat(host.locator("dialog")).containsText("shown this once");
    host.keyboard().press("Enter");
    assertThat(host.locator(".password")).hasCount(2);
    Download file = host.waitForDownload(() -> button(host, "Download: CSV").click());
    assertThat(file.suggestedFilename()).isEqualTo("Passwords.csv");
    host.getByText("Back to the room").click();
    assertThat(host.locator("#new")).isVisible();
  }

  private static Locator.FilterOptions named(String name) {
    return new Locator.FilterOptions().setHasText(name);
  }

  private List<String> namesOfPeople() {
    String path = "/web/rooms/" + room.course() + "/people";
    return room.teacher().get(path).json().get("people").findValuesAsText("name");
  }

  @Test
  void what_cannot_be_read_is_marked_and_cannot_be_stored() {
    Page host = host();
    host.locator("#people").click();
    button(host, "Preview").click();
    assertThat(host.getByRole(AriaRole.ALERT)).hasText("Paste something first.");
    assertThat(host.locator("textarea")).hasAttribute("aria-invalid", "true");

    host.locator("textarea").fill("Kern, Ada, 7b\nRuiz, Bo, 7c");
    button(host, "Preview").click();

    assertThat(host.getByRole(AriaRole.ALERT)).containsText("Nobody is added yet");
    assertThat(host.locator(".preview .badge.bad")).hasCount(2);
    assertThat(host.locator("#store")).hasCount(0);
  }

  /// Else a preview would be a way to ask who has an account.
  @Test
  void whose_account_is_meant_is_said_of_those_only_whom_the_teacher_knows() {
    String login = "known" + room.course();
    long id =
        server
            .admin()
            .post(
                "/api/v1/accounts/1/users",
                "user[name]",
                "Secret Name",
                "pseudonym[unique_id]",
                login)
            .id();

    JsonNode before = preview("roster", "Whoever, " + login);
    assertThat(before.at("/rows/0/account").isNull()).isTrue();
    assertThat(before.toString()).doesNotContain("Secret");

    room.enroll(new Person(id, server.admin()), "StudentEnrollment");
    assertThat(preview("roster", "Whoever, " + login).at("/rows/0/account").asText())
        .isEqualTo("Secret Name");
  }

  @Test
  void polls_are_shown_as_understood_and_stored_with_the_second_button() {
    Page host = host();
    host.locator("#import").click();
    host.locator("textarea")
        .fill("\uFEFFWhen?\n6. Dezember\n24. Dezember\n\u00A0\nQ?\nA. One\nB. Two\nANSWER: B");
    button(host, "Preview").click();

    assertThat(host.locator(".preview .card")).hasCount(2);
    assertThat(host.locator(".preview .chip").first()).hasText("6. Dezember");
    assertThat(host.locator(".preview .chip.is-correct")).containsText("Two");
    assertThat(sessions()).isZero();

    button(host, "Import 2 polls").click();
    assertThat(host.getByText("2 polls imported.")).isVisible();
    assertThat(host.locator("textarea")).hasValue("");
    assertThat(sessions()).isEqualTo(2);
  }

  @Test
  void what_is_no_poll_of_ours_is_refused_where_it_stands() {
    Page host = host();
    host.locator("#import").click();
    host.locator("textarea").fill("Fine?\nYes\nNo\n\nWhen was it? {#1822:5}");
    button(host, "Preview").click();

    assertThat(host.locator(".preview .note.bad").first()).containsText("Line 5");
    assertThat(host.getByRole(AriaRole.ALERT)).containsText("Nothing is imported yet");
    assertThat(host.locator("#store")).hasCount(0);
    assertThat(preview("import", "Q?\nYes\n" + "x".repeat(501)).at("/polls/0/flaw").asText())
        .isEqualTo("too_long");
  }

  @Test
  void what_was_begun_survives_import_cancel_back_and_a_reload() {
    Page host = host();
    button(host, "New poll").click();
    host.getByLabel("Question").fill("Half a question");
    host.locator("#choice-2").fill("and a choice");
    host.locator("#import").click();
    assertThat(host.locator("poll-editor")).hasCount(0);
    host.locator("textarea").fill("Another\nbegun");
    host.reload();

    host.locator("#import").click();
    assertThat(host.locator("textarea")).hasValue("Another\nbegun");
    button(host, "New poll").click();
    assertThat(host.getByLabel("Question")).hasValue("Half a question");
    assertThat(host.locator("#choice-2")).hasValue("and a choice");
    button(host, "Cancel").click();
    host.goBack();
    host.goForward();
    button(host, "New poll").click();
    assertThat(host.getByText("You had begun this earlier")).isVisible();

    button(host, "Throw away").click();
    assertThat(host.getByLabel("Question")).hasValue("");
    host.reload();
    button(host, "New poll").click();
    assertThat(host.getByLabel("Question")).hasValue("");
  }

  @Test
  void what_was_saved_is_begun_no_more_and_signing_out_forgets_the_rest() {
    Page host = host();
    button(host, "New poll").click();
    host.getByLabel("Question").fill("Whole?");
    host.locator("#choice-1").fill("Yes");
    host.locator("#choice-2").fill("No");
    button(host, "Save").click();
    assertThat(host.locator(".asking")).hasCount(1);
    button(host, "New poll").click();
    assertThat(host.getByLabel("Question")).hasValue("");
    host.getByLabel("Question").fill("Begun");

    button(host, "Sign out").click();
    assertThat(host.locator("#login")).isVisible();
    assertThat(
            host.evaluate(
                "Object.keys(localStorage).filter(each => each.includes('draft')).length"))
        .isEqualTo(0);
  }

  @Test
  void lines_pasted_into_a_choice_become_choices_and_nothing_is_cut() {
    Page host = host();
    button(host, "New poll").click();
    host.getByLabel("Question").fill("Q".repeat(2_001));
    host.locator("#choice-1")
        .evaluate(
            "field => { const data = new DataTransfer(); data.setData('text', 'Red\\r"
                + "\\n"
                + "Blue\\n"
                + "\\n"
                + "Green'); field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data,"
                + " bubbles: true, cancelable: true})); }");

    assertThat(host.locator(".draft")).hasCount(3);
    assertThat(host.locator("#choice-3")).hasValue("Green");
    button(host, "Save").click();
    assertThat(host.getByRole(AriaRole.ALERT)).hasText("2,001 characters, 2,000 at most");
    assertThat(host.getByLabel("Question")).hasValue("Q".repeat(2_001));
  }
}
