package org.pollard.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.TestBrowsers.Taste;

/// What tests of the pages begin with: a room that lets guests in, for each test a new one, on the
/// server and in the browser that all of them share.
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RoomPages {

  @SuppressWarnings("NullAway.Init")
  protected RunningServer server;

  @SuppressWarnings("NullAway.Init")
  protected TestBrowsers browsers;

  @SuppressWarnings("NullAway.Init")
  protected Classroom room;

  /// By which phones come in.
  @SuppressWarnings("NullAway.Init")
  protected String code;

  @BeforeAll
  final void share(RunningServer server, TestBrowsers browsers) {
    this.server = server;
    this.browsers = browsers;
  }

  @BeforeEach
  final void open() {
    room = Classroom.in(server);
    code = set("{\"guests\":true}");
  }

  @AfterEach
  final void nothing_was_complained_of() {
    try {
      assertThat(browsers.faults()).isEmpty();
    } finally {
      browsers.leave();
    }
  }

  /// Changes settings of the room.
  ///
  /// @return its code
  protected final String set(String settings) {
    return room.teacher()
        .send("PATCH", "/web/rooms/" + room.course(), "application/json", settings)
        .json()
        .get("code")
        .asText();
  }

  /// Changes settings of a session.
  protected final void change(Asked asked, String settings) {
    var answer =
        room.teacher()
            .send("PATCH", "/live/sessions/" + asked.session(), "application/json", settings);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  /// Asks a question in a session that was made with these settings, members of a JSON object.
  protected final Asked asked(String settings, String question, String... choices) {
    Asked asked = room.ask(question, choices);
    room.teacher().delete(asked.path());
    return asked.again(
        room.teacher()
            .postJson(
                "/live/polls/" + asked.poll() + "/sessions",
                "{\"course\":" + room.course() + "," + settings + "}")
            .json()
            .get("session")
            .asLong());
  }

  /// How many have voted.
  protected final int votes(Asked asked) {
    return room.teacher().get("/live/sessions/" + asked.session()).json().get("votes").asInt();
  }

  /// The votes for each choice, such as `[2,0,1]`.
  protected final String counts(Asked asked) {
    return room.teacher()
        .get("/live/sessions/" + asked.session())
        .json()
        .get("choices")
        .findValuesAsText("votes")
        .toString()
        .replace(" ", "");
  }

  /// Somebody's phone, on which the code was scanned.
  protected final Page phone() {
    Page phone = browsers.phone();
    phone.navigate("/j/" + code);
    return phone;
  }

  /// The room's page of its teacher.
  protected final Page host() {
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.navigate("/host/rooms/" + room.course());
    host.locator("#new").waitFor();
    return host;
  }

  /// The big screen of the room, opened by its teacher.
  protected final Page screen() {
    Page screen = browsers.desk(room.teacher(), Taste.USUAL);
    screen.navigate("/present/" + room.course());
    screen.locator(".controls").waitFor();
    return screen;
  }

  protected static Locator choice(Page phone, String text) {
    return phone.locator(".choice", new Page.LocatorOptions().setHasText(text));
  }

  protected static Locator heading(Page page, String text) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
  }

  protected static Locator button(Page page, String text) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text));
  }

  /// The sentence that a phone shows once the server has acknowledged the vote.
  protected static Locator counted(Page phone) {
    return phone.locator("#told").getByText("Your vote counts");
  }
}
