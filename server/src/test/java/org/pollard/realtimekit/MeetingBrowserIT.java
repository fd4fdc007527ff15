package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.Chromium;
import org.pollard.harness.ExamplePages;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.RunningServer;

/// A whole meeting in real browsers, from coming to leaving, with the unmodified client alone and
/// with the unmodified `<rtk-meeting>`: no error of the page and no rejection that nobody handles.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class MeetingBrowserIT {

  private static final Pattern PORT = Pattern.compile("HTTPS: https://[^:]+:([0-9]+)");
  private static final int PATIENCE_MILLIS = 60_000;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private RunningServer server;
  private Chromium chromium;
  private Browser browser;
  private Kit kit;
  private String pages;

  @SuppressWarnings("NullAway.Init")
  MeetingBrowserIT() {}

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server =
        RunningServer.start(
            data,
            Map.of("POLLARD_HTTPS_PORT", "0", "POLLARD_ACCOUNT_ID", Kit.ACCOUNT),
            "-Dpollard.examples=" + ExamplePages.ready());
    Await.until("the address", () -> PORT.matcher(server.output()).find());
    Matcher port = PORT.matcher(server.output());
    assertThat(port.find()).isTrue();
    pages = "https://api.rtk.localhost:" + port.group(1) + "/examples/realtimekit/";
    kit = Kit.in(server);
    chromium = new Chromium();
    // The certificate is one that the server has made.
    browser = chromium.open("--ignore-certificate-errors");
  }

  @AfterAll
  void stop() {
    browser.close();
    chromium.close();
    server.close();
  }

  @AfterEach
  void leave() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    faults.clear();
  }

  /// Chromium tells of rejections that nobody handles as of any error of the page.
  private Page open(String page, Participant participant) {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(1_200, 800));
    contexts.add(context);
    Page window = context.newPage();
    window.onPageError(fault -> faults.add(participant.customId() + ": " + fault));
    window.setDefaultTimeout(PATIENCE_MILLIS);
    window.navigate(pages + page + "#token=" + participant.client().token());
    window.waitForFunction("() => window.meeting");
    return window;
  }

  private static void awaitState(Page window, String state) {
    window.waitForFunction("state => meeting.self.roomState === state", state);
  }

  private static void awaitJoined(Page window, String names) {
    window.waitForFunction(
        "names => meeting.participants.joined.toArray().map(each => each.name).sort().join() === names",
        names);
  }

  private static LocatorAssertions assertSeen(Locator locator) {
    return PlaywrightAssertions.assertThat(locator);
  }

  /// Keeps what was drawn, to be looked at; the folder is in no commit by itself.
  private static void picture(Page window, String name) {
    window.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Test
  void the_client_alone_comes_and_goes_without_an_error() {
    String meeting = kit.meeting("{\"title\":\"Town hall\"}");
    Page hosts = open("", kit.host(meeting, "Hana"));
    awaitState(hosts, "joined");
    Page adas = open("", kit.viewer(meeting, "Ada"));
    awaitState(adas, "joined");

    awaitJoined(hosts, "Ada");
    awaitJoined(adas, "Hana");
    hosts.waitForFunction("() => meeting.livestream.viewerCount === 2");
    assertThat(hosts.evaluate("() => meeting.connectedMeetings.parentMeeting.id"))
        .isEqualTo(meeting);
    hosts.evaluate(
        "() => meeting.participants.updatePermissions(meeting.participants.joined.toArray().map(each => each.id), { polls: { canCreate: true } })");
    adas.waitForFunction("() => meeting.self.permissions.polls.canCreate === true");
    adas.evaluate("() => meeting.polls.create('By Ada?', ['Yes', 'No'])");
    hosts.waitForFunction("() => meeting.polls.items[0]?.createdBy === 'Ada'");
    hosts.evaluate("() => meeting.polls.vote(meeting.polls.items[0].id, 1)");
    adas.waitForFunction("() => meeting.polls.items[0].options[1].votes[0]?.name === 'Hana'");
    adas.evaluate("() => meeting.leave()");
    awaitState(adas, "left");
    awaitJoined(hosts, "");
    hosts.evaluate("() => meeting.leave()");
    awaitState(hosts, "left");

    assertThat(faults).isEmpty();
  }

  @Test
  void the_whole_interface_offers_what_there_is_and_nothing_of_it_fails() {
    String meeting = kit.meeting("{\"title\":\"Town hall\"}");
    Participant ada = kit.viewer(meeting, "Ada");
    Page hosts = open("meeting.html", kit.participant(meeting, "", "group_call_host"));
    hosts.locator("rtk-setup-screen input").fill("Hana Typed");
    picture(hosts, "meeting-setup");
    hosts.locator("rtk-setup-screen rtk-button").click();
    awaitState(hosts, "joined");
    Page adas = open("meeting.html", ada);
    adas.locator("rtk-setup-screen rtk-button").click();
    awaitState(adas, "joined");

    awaitJoined(hosts, "Ada");
    awaitJoined(adas, "Hana Typed");
    assertSeen(hosts.locator("rtk-polls-toggle").first()).isVisible();
    for (String missing :
        List.of(
            "rtk-chat-toggle",
            "rtk-livestream-toggle",
            "rtk-recording-toggle",
            "rtk-plugins-toggle",
            "rtk-mic-toggle",
            "rtk-camera-toggle",
            "rtk-screen-share-toggle",
            "rtk-stage-toggle")) {
      assertSeen(hosts.locator(missing + " rtk-controlbar-button:visible")).hasCount(0);
    }

    hosts.locator("rtk-polls-toggle").first().click();
    adas.locator("rtk-polls-toggle").first().click();
    hosts.getByText("Create Poll").click();
    hosts.locator("rtk-poll-form textarea").fill("What shall we drink?");
    hosts.locator("rtk-poll-form input[placeholder]").nth(0).fill("Tea");
    hosts.locator("rtk-poll-form input[placeholder]").nth(1).fill("Coffee");
    hosts.locator("rtk-poll-form #hideVotes").uncheck();
    hosts.locator("rtk-poll-form rtk-button").last().click();
    adas.locator("rtk-poll input[type=radio]").nth(1).click();
    hosts.waitForFunction("() => meeting.polls.items[0]?.options[1].votes[0]?.name === 'Ada'");
    assertThat(adas.evaluate("() => meeting.polls.items[0].createdBy")).isEqualTo("Hana Typed");
    assertSeen(adas.locator("rtk-poll")).containsText("Hana Typed");
    picture(hosts, "meeting-host");
    picture(adas, "meeting-viewer");

    assertSeen(adas.getByText("Create Poll")).hasCount(0);
    hosts.evaluate(
        "() => meeting.participants.updatePermissions(meeting.participants.joined.toArray().map(each => each.id), { polls: { canCreate: true } })");
    adas.waitForFunction("() => meeting.self.permissions.polls.canCreate === true");
    // The interface draws it when it draws anew.
    adas.locator("rtk-polls-toggle").first().click();
    adas.locator("rtk-polls-toggle").first().click();
    assertSeen(adas.getByText("Create Poll")).isVisible();

    kit.post(
        "/meetings/" + meeting + "/active-session/kick",
        "{\"participant_ids\":[\"" + ada.id() + "\"]}");
    awaitState(adas, "kicked");
    picture(adas, "meeting-kicked");
    awaitJoined(hosts, "");
    hosts.locator("rtk-leave-button").click();
    hosts.locator("rtk-leave-meeting rtk-button").last().click();
    awaitState(hosts, "left");
    picture(hosts, "meeting-left");

    assertThat(faults).isEmpty();
  }
}
