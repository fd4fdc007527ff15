package org.pollard.realtimekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
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
import org.pollard.harness.NpmClient;
import org.pollard.harness.RunningServer;

/// The unmodified client and the unmodified `<rtk-polls>` from npm, in real browsers, on the page
/// of the examples.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class BrowserIT {

  private static final Pattern PORT = Pattern.compile("HTTPS: https://[^:]+:([0-9]+)");
  private static final int PATIENCE_MILLIS = 60_000;

  /// The certificate is one that the server has made; one test is about trusting it.
  private static final String ANY_CERTIFICATE = "--ignore-certificate-errors";

  /// Gives tests the sockets that the client opens, which it keeps to itself.
  private static final String KEEPS_SOCKETS =
      """
      window.sockets = [];
      window.WebSocket = class extends WebSocket {
        constructor(...given) {
          super(...given);
          window.sockets.push(this);
        }
      };
      """;

  /// What the client says of new polls.
  private static final String NOTES_NEW_POLLS =
      """
      () => {
        window.newPolls = [];
        meeting.polls.on('pollsUpdate', ({ polls, newPoll }) => {
          if (newPoll) {
            window.newPolls.push(polls[polls.length - 1].id);
          }
        });
      }
      """;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private Path data;
  private RunningServer server;
  private Chromium chromium;
  private Browser browser;
  private Kit kit;
  private String page;

  @SuppressWarnings("NullAway.Init")
  BrowserIT() {}

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    this.data = data;
    Path examples = ExamplePages.ready();
    server =
        RunningServer.start(
            data,
            Map.of("POLLARD_HTTPS_PORT", "0", "POLLARD_ACCOUNT_ID", Kit.ACCOUNT),
            "-Dpollard.examples=" + examples);
    Await.until("the address", () -> PORT.matcher(server.output()).find());
    Matcher port = PORT.matcher(server.output());
    assertThat(port.find()).isTrue();
    page = "https://api.rtk.localhost:" + port.group(1) + "/examples/realtimekit/";
    kit = Kit.in(server);
    chromium = new Chromium();
    browser = chromium.open(ANY_CERTIFICATE);
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
  }

  private Page enter(Participant participant) {
    return enter(browser, participant);
  }

  private Page enter(Browser in, Participant participant) {
    BrowserContext context =
        in.newContext(new Browser.NewContextOptions().setViewportSize(420, 400));
    contexts.add(context);
    context.addInitScript(KEEPS_SOCKETS);
    Page window = context.newPage();
    window.setDefaultTimeout(PATIENCE_MILLIS);
    window.navigate(page + "#token=" + participant.client().token());
    window.waitForFunction("() => window.meeting?.self.roomState === 'joined'");
    return window;
  }

  private static void create(Page window, String question, boolean anonymous, boolean hide) {
    window.evaluate(
        "([question, anonymous, hide]) => meeting.polls.create(question, ['Tea', 'Coffee'], anonymous, hide)",
        List.of(question, anonymous, hide));
  }

  private static void vote(Page window, int option) {
    window.evaluate("option => meeting.polls.vote(meeting.polls.items[0].id, option)", option);
  }

  /// Waits until the client's first poll is so.
  private static void await(Page window, String condition) {
    window.waitForFunction(
        "() => { const poll = window.meeting?.polls.items[0]; return poll && ("
            + condition
            + "); }");
  }

  private static LocatorAssertions assertSeen(Locator locator) {
    return PlaywrightAssertions.assertThat(locator);
  }

  private static LocatorAssertions.ContainsTextOptions soon() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  @Test
  void two_browsers_ask_and_vote_with_the_kits_element() {
    String meeting = kit.meeting("{\"title\":\"Tea or coffee\"}");
    try (Browser second = chromium.open(ANY_CERTIFICATE)) {
      Page hosts = enter(kit.host(meeting, "Hana Host"));
      Page adas = enter(second, kit.viewer(meeting, "Ada Viewer"));
      assertSeen(adas.getByRole(AriaRole.HEADING)).containsText("Tea or coffee");

      hosts.getByText("Create Poll").click();
      hosts.locator("rtk-poll-form textarea").fill("What shall we drink?");
      hosts.locator("rtk-poll-form input[placeholder]").nth(0).fill("Tea");
      hosts.locator("rtk-poll-form input[placeholder]").nth(1).fill("Coffee");
      // The form hides votes before one's own unless it is told otherwise.
      hosts.locator("rtk-poll-form #hideVotes").uncheck();
      hosts.locator("rtk-poll-form rtk-button").last().click();
      assertSeen(adas.locator("rtk-poll")).containsText("What shall we drink?", soon());
      picture(adas, "realtimekit-open");
      adas.locator("rtk-poll input[type=radio]").nth(1).click();
      await(hosts, "poll.options[1].count === 1 && poll.voted.length === 1");
      hosts.locator("rtk-poll input[type=radio]").nth(0).click();

      await(adas, "poll.options[0].count === 1 && poll.options[1].count === 1");
      assertSeen(adas.locator("rtk-poll .counter").nth(0)).containsText("1", soon());
      assertSeen(adas.locator("rtk-poll input[type=radio]")).hasCount(0);
      picture(adas, "realtimekit-voted");
      second.contexts().forEach(BrowserContext::close);
      contexts.removeLast();
    }
  }

  /// Keeps what the element drew, to be looked at; the folder is in no commit by itself.
  private static void picture(Page window, String name) {
    window.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Test
  void what_a_program_asks_with_the_npm_client_arrives_and_counts_move() throws Exception {
    String meeting = kit.meeting("{}");
    Page adas = enter(kit.viewer(meeting, "Ada"));
    Page bens = enter(kit.viewer(meeting, "Ben"));
    adas.evaluate(NOTES_NEW_POLLS);

    String poll =
        NpmClient.run(
                Map.of(
                    "POLLARD",
                    server.base().toString(),
                    "ACCOUNT",
                    Kit.ACCOUNT,
                    "TOKEN",
                    RunningServer.ADMIN_TOKEN,
                    "APP",
                    kit.app(),
                    "MEETING",
                    meeting),
                "create-poll.mjs")
            .strip();

    await(adas, "poll.id === '" + poll + "' && poll.createdBy === 'Tests'");
    assertThat(adas.evaluate("() => window.newPolls")).isEqualTo(List.of(poll));
    assertSeen(adas.locator("rtk-poll")).containsText("Asked by a program?", soon());
    bens.locator("rtk-poll input[type=radio]").nth(1).click();
    await(adas, "poll.options[1].count === 1 && poll.options[1].votes[0].name === 'Ben'");
    assertSeen(adas.locator("rtk-poll .counter").nth(1)).containsText("1", soon());
  }

  @Test
  void who_has_imported_the_authority_is_asked_nothing(@TempDir Path home, @TempDir Path stranger)
      throws Exception {
    Path database = Files.createDirectories(home.resolve(".pki").resolve("nssdb"));
    certutil(database, "-N", "--empty-password");
    certutil(
        database, "-A", "-t", "C,,", "-n", "Pollard", "-i", data.resolve("tls/ca.pem").toString());
    Participant ada = kit.viewer(kit.meeting("{}"), "Ada");

    try (Browser trusting = chromium.at(home);
        Browser other = chromium.at(stranger)) {
      Page adas = enter(trusting, ada);
      assertThat(adas.evaluate("() => meeting.self.roomState")).isEqualTo("joined");
      assertThatThrownBy(() -> enter(other, ada)).hasMessageContaining("ERR_CERT_AUTHORITY");
      contexts.forEach(BrowserContext::close);
      contexts.clear();
    }
  }

  private static void certutil(Path database, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("certutil", "-d", "sql:" + database));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void who_comes_late_finds_the_polls_and_the_own_vote() {
    String meeting = kit.meeting("{}");
    Participant ada = kit.viewer(meeting, "Ada");
    Page hosts = enter(kit.host(meeting, "Hana"));
    create(hosts, "Late?", false, false);
    await(hosts, "poll.question === 'Late?'");
    vote(hosts, 0);
    await(hosts, "poll.voted.length === 1");

    Page adas = enter(ada);
    await(adas, "poll.question === 'Late?' && poll.options[0].count === 1");
    assertSeen(adas.locator("rtk-poll")).containsText("Late?", soon());
    vote(adas, 1);
    await(adas, "poll.voted.includes(meeting.self.userId)");
    Page again = enter(ada);

    await(again, "poll.voted.includes(meeting.self.userId) && poll.options[1].count === 1");
    assertSeen(again.locator("rtk-poll input[type=radio]")).hasCount(0);
  }

  @Test
  void hidden_votes_show_after_ones_own() {
    String meeting = kit.meeting("{}");
    Page hosts = enter(kit.host(meeting, "Hana"));
    Page adas = enter(kit.viewer(meeting, "Ada"));
    create(hosts, "Hidden?", false, true);
    await(adas, "poll.hideVotes");
    vote(adas, 1);
    await(adas, "poll.options[1].count === 1");

    assertThat(hosts.evaluate("() => JSON.stringify(meeting.polls.items)").toString())
        .doesNotContain("Ada")
        .doesNotContain("\"count\":1");
    assertThat(hosts.evaluate("() => meeting.polls.items[0].voted.length")).isEqualTo(0);
    vote(hosts, 1);
    await(hosts, "poll.options[1].count === 2 && poll.voted.length === 2");
  }

  @Test
  void anonymous_votes_name_nobody() {
    String meeting = kit.meeting("{}");
    Page hosts = enter(kit.host(meeting, "Hana"));
    Participant ada = kit.viewer(meeting, "Ada");
    Page adas = enter(ada);
    create(hosts, "Anonymous?", true, false);
    await(adas, "poll.anonymous");
    vote(adas, 0);
    await(hosts, "poll.options[0].count === 1 && poll.voted.length === 1");
    await(adas, "poll.voted.includes(meeting.self.userId)");

    assertThat(hosts.evaluate("() => JSON.stringify(meeting.polls.items)").toString())
        .doesNotContain(ada.id())
        .doesNotContain("Ada");
    assertSeen(adas.locator("rtk-poll input[type=radio]")).hasCount(0);
    assertSeen(hosts.locator("rtk-poll .counter").nth(0)).containsText("1", soon());
  }

  @Test
  void who_is_kicked_is_told() {
    String meeting = kit.meeting("{}");
    enter(kit.host(meeting, "Hana"));
    Participant ada = kit.viewer(meeting, "Ada");
    Page adas = enter(ada);

    kit.post(
        "/meetings/" + meeting + "/active-session/kick",
        "{\"participant_ids\":[\"" + ada.id() + "\"]}");

    adas.waitForFunction("() => meeting.self.roomState === 'kicked'");
    assertSeen(adas.locator("#state")).containsText("Put out", soon());
  }

  @Test
  void permissions_that_a_host_changes_hold_at_once() {
    String meeting = kit.meeting("{}");
    Participant ada = kit.viewer(meeting, "Ada");
    Page adas = enter(ada);
    assertThat(adas.evaluate("() => meeting.self.permissions.polls.canCreate")).isEqualTo(false);

    Page hosts = enter(kit.host(meeting, "Hana"));
    hosts.waitForFunction("() => meeting.participants.joined.size === 1");
    hosts.evaluate(
        "() => meeting.participants.updatePermissions(meeting.participants.joined.toArray().map(each => each.id), { polls: { canCreate: true } })");
    adas.waitForFunction("() => meeting.self.permissions.polls.canCreate === true");
    create(adas, "By Ada?", false, false);

    await(hosts, "poll.createdBy === 'Ada'");
  }

  @Test
  void a_client_comes_back_when_its_connection_breaks() {
    String meeting = kit.meeting("{\"session_keep_alive_time_in_secs\":60}");
    Page hosts = enter(kit.host(meeting, "Hana"));
    Page adas = enter(kit.viewer(meeting, "Ada"));
    create(hosts, "Before?", false, false);
    await(adas, "poll.question === 'Before?'");

    adas.evaluate("() => sockets.forEach(each => each.close(4000))");
    adas.waitForFunction("() => meeting.self.roomState !== 'joined'");
    vote(hosts, 0);

    adas.waitForFunction(
        "() => meeting.self.roomState === 'joined'",
        null,
        new Page.WaitForFunctionOptions().setTimeout(60_000));
    await(adas, "poll.options[0].count === 1");
  }
}
