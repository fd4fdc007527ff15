package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.harness.Classroom;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.TestBrowsers;
import org.pollard.harness.TestBrowsers.Taste;

/// What people see while they get in, in every state for everybody: axe finds nothing, and nothing
/// has to be scrolled sideways. With `-Dpollard.pictures=FOLDER` pictures of all are taken.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class WaysInIT {

  @TempDir Path data;

  private static void judge(Page page, String state, Taste taste) {
    AccessibilityIT.judge(page, state);
    var size = page.viewportSize();
    String folder = System.getProperty("pollard.pictures", "");
    if (!folder.isEmpty()) {
      new Album(Path.of(folder)).take(page, "in-" + state + "-" + taste.locale().substring(0, 2));
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(taste.scheme()));
      page.setViewportSize(size.width, size.height);
    }
  }

  @ParameterizedTest
  @CsvSource({"en-GB, LIGHT", "de-DE, DARK"})
  void axe_finds_nothing_on_the_ways_in(String locale, ColorScheme scheme, TestBrowsers shared) {
    Taste taste = new Taste(locale, scheme);
    try (RunningServer server = RunningServer.start(data, Map.of("POLLARD_HTTP_HOST", "0.0.0.0"));
        TestBrowsers browsers = shared.at(server.base())) {
      hosts(server, browsers, taste);
      guests(server, browsers, taste);
    }
  }

  private static void hosts(RunningServer server, TestBrowsers browsers, Taste taste) {
    Page host = browsers.desk(taste);
    host.navigate(server.hostLink().replaceAll("http://[^/]+", server.base().toString()));
    assertThat(host.locator("host-own .note")).isVisible();
    judge(host, "first", taste);
    host.locator("host-own button").click();
    assertThat(host.locator("#own-password")).isFocused();
    host.locator("#own-password").fill("password1");
    host.keyboard().press("Enter");
    assertThat(host.locator("#own-problem")).isVisible();
    judge(host, "own", taste);
    host.locator("#own-password").fill("a long way to the moon");
    host.keyboard().press("Enter");
    assertThat(host.locator(".note.good")).isVisible();
    judge(host, "own-set", taste);
    host.locator(".room a").first().click();
    assertThat(host.locator("#remote")).isVisible();
    judge(host, "room", taste);
    host.locator("#remote").click();
    assertThat(host.locator("dialog")).isVisible();
    judge(host, "remote", taste);
    host.keyboard().press("Escape");
    host.locator("#invite").click();
    assertThat(host.locator("dialog input")).isVisible();
    judge(host, "invite", taste);
    String link = host.locator("dialog input").inputValue();
    Page colleague = browsers.desk(taste);
    colleague.navigate(link);
    assertThat(colleague.locator("#own-login")).isVisible();
    judge(colleague, "invited", taste);

    Page token = browsers.desk(taste);
    token.navigate("/host/");
    token.locator("sign-in-form .quiet").click();
    assertThat(token.locator("#token")).isVisible();
    judge(token, "token", taste);
    // Behind a server that listens on its own machine alone there is no QR code.
    Page alone = browsers.another(host);
    alone.route(
        "**/web/rooms/*",
        route -> {
          var answer = route.fetch();
          route.fulfill(
              new com.microsoft.playwright.Route.FulfillOptions()
                  .setResponse(answer)
                  .setBody(answer.text().replace("\"local\":false", "\"local\":true")));
        });
    alone.navigate(host.url().replaceAll("/host/rooms/", "/present/"));
    assertThat(alone.locator(".local")).isVisible();
    judge(alone, "present-alone", taste);
  }

  private static void guests(RunningServer server, TestBrowsers browsers, Taste taste) {
    Classroom room = Classroom.in(server);
    String code =
        room.teacher()
            .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
            .json()
            .get("code")
            .asText();
    Page phone = browsers.phone(taste);
    phone.navigate("/j/" + code);
    assertThat(phone.locator(".waiting")).isVisible();
    judge(phone, "waiting", taste);
    phone.locator("#rename").click();
    judge(phone, "naming", taste);
    phone.locator("#who-name").fill("Anna");
    phone.keyboard().press("Enter");
    assertThat(phone.locator(".who strong")).hasText("Anna");
    room.askOpen("Which planet has the most moons?", "Jupiter", "Saturn");
    assertThat(phone.locator(".choice")).hasCount(2);
    judge(phone, "named", taste);
    phone.context().clearCookies();
    phone.reload();
    assertThat(phone.locator(".anew")).isVisible();
    assertThat(phone.locator("h1")).isVisible();
    judge(phone, "anew", taste);
    phone.navigate("/no/such/page");
    assertThat(phone.getByRole(AriaRole.ALERT)).isVisible();
    judge(phone, "no-page", taste);

    Page preview = browsers.desk(room.teacher(), taste);
    preview.navigate("/j/" + code);
    assertThat(preview.locator(".preview")).isVisible();
    assertThat(preview.locator(".choice")).hasCount(2);
    judge(preview, "preview", taste);
    preview.navigate("/host/rooms/" + room.course());
    preview.locator("#people").click();
    assertThat(preview.locator(".person")).hasCount(2);
    preview.locator(".person menu-button").first().click();
    assertThat(preview.locator(".menu")).isVisible();
    judge(preview, "people", taste);
    preview.keyboard().press("Enter");
    preview.locator("#mended").fill(" ");
    preview.keyboard().press("Enter");
    assertThat(preview.locator("#mended")).hasAttribute("aria-invalid", "true");
    judge(preview, "people, a name mended", taste);

    Page forgetful = browsers.phone(taste);
    JsonObject off = new JsonObject();
    off.addProperty("disabled", true);
    forgetful.context().newCDPSession(forgetful).send("Emulation.setDocumentCookieDisabled", off);
    forgetful.navigate("/j/" + code);
    assertThat(forgetful.getByRole(AriaRole.ALERT)).isVisible();
    judge(forgetful, "cookies", taste);
  }
}
