package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Await;
import org.pollard.harness.FreePort;
import org.pollard.harness.MoodyProxy;
import org.pollard.harness.MoodyProxy.Mood;
import org.pollard.harness.Nginx;
import org.pollard.harness.RoomPages;
import org.pollard.harness.RunningServer;
import org.pollard.harness.TestBrowsers.Taste;

/// Pages on networks as they are: proxies that hold streams back or let them fall silent, and
/// browsers with many tabs.
@NullMarked
@Timeout(240)
class RealNetworksIT extends RoomPages {

  /// A session in which guests are not asked for a name.
  private void ask(String question) {
    asked("\"anonymous\":true,\"open\":true", question, "Yes", "No");
  }

  /// Who left is missed a moment later.
  private void awaitHere(int people) throws InterruptedException {
    Await.until("the number of people here", () -> here() == people);
  }

  private int here() {
    return room.teacher().get("/web/rooms/" + room.course() + "/here").json().get("here").asInt();
  }

  /// Requests of a browser whose path ends so, as they come.
  private static List<String> requests(Page page, String path) {
    List<String> all = new CopyOnWriteArrayList<>();
    page.context()
        .onRequest(
            request -> {
              if (URI.create(request.url()).getPath().endsWith(path)) {
                all.add(request.url());
              }
            });
    return all;
  }

  private String roomPath() {
    return "/live/rooms/" + room.course();
  }

  private static void vote(Page phone) {
    phone.locator(".choice").first().click();
    assertThat(counted(phone)).isVisible();
  }

  /// The stream is tried again, long after the last time.
  private void streamsAgain(Page phone, MoodyProxy proxy, List<String> plain) throws Exception {
    int before = proxy.streams();
    proxy.become(Mood.HANDS_ON);
    // Whatever was tried a moment ago is given up, and then comes the next try.
    phone.clock().fastForward(4_000);
    phone.clock().fastForward(200_000);
    Await.until("a stream", () -> proxy.streams() > before);
    ask("Streamed?");
    assertThat(heading(phone, "Streamed?")).isVisible();
    int asked = plain.size();
    phone.clock().fastForward(11_000);
    ask("Still?");
    assertThat(heading(phone, "Still?")).isVisible();
    assertThat(plain).hasSize(asked);
  }

  @Test
  void where_a_proxy_holds_streams_back_phones_ask_and_take_part_like_all() throws Exception {
    ask("First?");
    try (MoodyProxy proxy = new MoodyProxy(server.base())) {
      proxy.become(Mood.HOLDS_BACK);
      Page phone = browsers.phone();
      phone.clock().install();
      List<String> plain = requests(phone, roomPath());
      phone.navigate(proxy.base() + "/j/" + code);

      assertThat(heading(phone, "First?")).isVisible();
      vote(phone);
      assertThat(phone.locator(".lost")).hasCount(0);
      awaitHere(1);
      ask("Second?");
      assertThat(heading(phone, "Second?")).isVisible();

      streamsAgain(phone, proxy, plain);
      awaitHere(1);
    }
  }

  @Test
  void where_a_server_has_no_streams_left_phones_follow_what_everybody_is_told() throws Exception {
    room.teacher()
        .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"seen_by_all\":true}");
    ask("First?");
    try (MoodyProxy proxy = new MoodyProxy(server.base())) {
      proxy.become(Mood.FULL);
      Page phone = browsers.phone();
      phone.navigate(proxy.base() + "/j/" + code);
      assertThat(heading(phone, "First?")).isVisible();
      awaitTold(phone);
      vote(phone);

      ask("Second?");
      assertThat(heading(phone, "Second?")).isVisible();
      awaitTold(phone);
      vote(phone);
      // What everybody is told does not know that we have voted, and the page does.
      awaitTold(phone);
      awaitTold(phone);
      assertThat(counted(phone)).isVisible();
      assertThat(phone.locator(".lost")).hasCount(0);
    }
  }

  private void awaitTold(Page phone) {
    phone.waitForResponse(
        answer -> answer.url().contains("/live/public/") && answer.status() == 200, () -> {});
  }

  @Test
  void where_a_stream_falls_silent_phones_notice_and_follow_all_the_same() throws Exception {
    ask("First?");
    try (MoodyProxy proxy = new MoodyProxy(server.base())) {
      Page phone = browsers.phone();
      phone.clock().install();
      List<String> plain = requests(phone, roomPath());
      phone.navigate(proxy.base() + "/j/" + code);
      assertThat(heading(phone, "First?")).isVisible();
      assertThat(plain).isEmpty();

      proxy.become(Mood.SWALLOWS);
      ask("Second?");
      phone.clock().fastForward(14_000);

      assertThat(heading(phone, "Second?")).isVisible();
      assertThat(phone.locator(".lost")).hasCount(0);
      vote(phone);

      streamsAgain(phone, proxy, plain);
    }
  }

  @Test
  void behind_nginx_that_buffers_and_will_not_be_told_not_to_a_phone_takes_part(
      @TempDir Path folder) throws Exception {
    ask("First?");
    try (Nginx nginx =
        Nginx.before(
            server.base(),
            FreePort.find(),
            folder,
            block ->
                block.replace(
                    "proxy_buffering off;",
                    "proxy_buffering on; proxy_ignore_headers X-Accel-Buffering;"
                        + " gzip on; gzip_types application/json text/event-stream;"))) {
      Page phone = browsers.phone();
      phone.navigate(nginx.base() + "/j/" + code);

      assertThat(heading(phone, "First?")).isVisible();
      vote(phone);
      ask("Second?");
      assertThat(heading(phone, "Second?")).isVisible();
    }
  }

  /// How a new host comes to bars that move, as an operator and a class have it: a proxy with the
  /// documented block on a port of its own, and phones that come by the address of this machine.
  @Test
  void behind_nginx_five_presses_lead_from_the_link_to_bars_that_a_phone_moves(
      @TempDir Path data, @TempDir Path folder) throws Exception {
    int port = FreePort.find();
    Map<String, String> settings =
        Map.of("POLLARD_TRUSTED_PROXIES", "127.0.0.1", "POLLARD_HTTP_HOST", "0.0.0.0");
    try (RunningServer fresh = RunningServer.start(data, settings);
        Nginx _ =
            Nginx.before(
                URI.create("http://127.0.0.1:" + fresh.base().getPort()),
                port,
                folder,
                UnaryOperator.identity())) {
      URI printed = URI.create(fresh.hostLink().replaceAll("#.*", ""));
      String outside = "http://" + printed.getHost() + ":" + port;
      AtomicInteger presses = new AtomicInteger();
      Page host = browsers.desk(Taste.USUAL);
      host.navigate(outside + "/host/" + fresh.hostLink().replaceAll(".*#", "#"));
      press(presses, host.getByText("First room"));
      host.locator("#question").fill("Which planet?");
      host.locator("#choice-1").fill("Jupiter");
      host.locator("#choice-2").fill("Saturn");
      press(presses, button(host, "Start presenting"));
      press(presses, host.locator(".controls .primary", withText("Open")));
      assertThat(host.locator(".result")).hasCount(2);

      String link =
          String.valueOf(
              host.evaluate(
                  "async () => (await (await"
                      + " fetch(`/web/rooms/${location.pathname.split('/')[2]}`)).json()).room.link"));
      assertThat(link).as("the QR code").startsWith(outside + "/j/");
      Page phone = browsers.phone();
      phone.navigate(link);
      press(presses, choice(phone, "Saturn"));

      assertThat(counted(phone)).isVisible();
      assertThat(host.locator(".result").nth(1).locator(".result-share")).hasText("100%");
      assertThat(presses).hasValueLessThanOrEqualTo(5);
    }
  }

  private static Page.LocatorOptions withText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static void press(AtomicInteger presses, Locator what) {
    what.click();
    presses.incrementAndGet();
  }

  @Test
  void tabs_of_one_browser_share_a_stream_and_another_goes_on_when_the_first_is_closed()
      throws Exception {
    ask("First?");
    Page first = browsers.phone();
    List<String> streams = requests(first, roomPath() + "/events");
    first.navigate("/j/" + code);
    assertThat(heading(first, "First?")).isVisible();
    Page second = browsers.another(first);
    second.navigate("/j/" + code);

    assertThat(heading(second, "First?")).isVisible();
    assertThat(streams).hasSize(1);
    awaitHere(1);
    ask("Second?");
    assertThat(heading(first, "Second?")).isVisible();
    assertThat(heading(second, "Second?")).isVisible();

    first.close();
    ask("Third?");

    assertThat(heading(second, "Third?")).isVisible();
    second.waitForCondition(() -> streams.size() == 2);
    awaitHere(1);
  }

  @Test
  void a_tab_takes_over_from_one_that_the_browser_has_put_to_sleep() {
    ask("First?");
    Page first = browsers.phone();
    List<String> streams = requests(first, roomPath() + "/events");
    first.navigate("/j/" + code);
    assertThat(heading(first, "First?")).isVisible();
    Page second = browsers.another(first);
    second.clock().install();
    second.navigate("/j/" + code);
    assertThat(heading(second, "First?")).isVisible();
    assertThat(streams).hasSize(1);
    CDPSession sleep = first.context().newCDPSession(first);

    sleep.send("Page.setWebLifecycleState", state("frozen"));
    second.clock().fastForward(16_000);
    ask("Second?");
    assertThat(heading(second, "Second?")).isVisible();
    sleep.send("Page.setWebLifecycleState", state("active"));

    assertThat(heading(first, "Second?")).isVisible();
    second.waitForCondition(() -> streams.size() == 2);
  }

  private static JsonObject state(String name) {
    JsonObject state = new JsonObject();
    state.addProperty("state", name);
    return state;
  }

  /// By an address on plain HTTP there are no locks.
  @Test
  void tabs_on_plain_http_share_a_stream_too_and_another_goes_on_when_one_is_closed()
      throws Exception {
    ask("First?");
    try (MoodyProxy proxy = new MoodyProxy(server.base())) {
      Page first = browsers.phone();
      first.navigate(proxy.base() + "/j/" + code);
      assertThat(heading(first, "First?")).isVisible();
      Page second = browsers.another(first);
      second.navigate(proxy.base() + "/j/" + code);
      assertThat(heading(second, "First?")).isVisible();
      Await.until("one stream", () -> proxy.openStreams() == 1);
      ask("Second?");
      assertThat(heading(first, "Second?")).isVisible();
      assertThat(heading(second, "Second?")).isVisible();
      assertThat(proxy.openStreams()).isEqualTo(1);
      awaitHere(1);

      second.close();
      Await.until("another stream", () -> proxy.streams() == 3);
      ask("Third?");

      assertThat(heading(first, "Third?")).isVisible();
      Await.until("one stream", () -> proxy.openStreams() == 1);
    }
  }

  @Test
  void where_tabs_cannot_talk_to_each_other_each_has_a_stream_of_its_own() throws Exception {
    ask("First?");
    Page first = browsers.phone();
    first.context().addInitScript("delete window.BroadcastChannel");
    List<String> streams = requests(first, roomPath() + "/events");
    first.navigate("/j/" + code);
    assertThat(heading(first, "First?")).isVisible();
    Page second = browsers.another(first);
    second.navigate("/j/" + code);
    assertThat(heading(second, "First?")).isVisible();

    second.waitForCondition(() -> streams.size() == 2);
    awaitHere(1);
  }

  @Test
  void what_failed_once_and_works_again_is_no_longer_shown_as_failed() {
    Page host = browsers.desk(room.teacher(), Taste.USUAL);
    host.route("**/web/rooms/" + room.course(), route -> route.abort());
    host.navigate("/host/rooms/" + room.course());
    assertThat(host.getByText("That did not work.")).isVisible();

    host.unroute("**/web/rooms/" + room.course());

    assertThat(heading(host, "Room")).isVisible();
    assertThat(host.getByText("That did not work.")).hasCount(0);
  }
}
