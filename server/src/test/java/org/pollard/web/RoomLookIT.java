package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RoomPages;
import org.pollard.harness.TestBrowsers.Taste;

/// A room looks and speaks as its hosts want it, stands in the pages that they allow, and lies over
/// slides and pictures without showing more than its big screen.
@NullMarked
@Timeout(240)
class RoomLookIT extends RoomPages {

  private String room(String rest) {
    return "/web/rooms/" + room.course() + rest;
  }

  private String overlayLink() {
    return room.teacher().postJson(room("/overlay"), "").json().get("link").asText();
  }

  private Canvas.Answer screen(String link) {
    String secret = link.substring(link.indexOf('#') + 1);
    return new Canvas(server.base(), secret).get(room("/screen"));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> sendLogo(byte[] bytes) {
    return send(
        HttpRequest.newBuilder(server.base().resolve(room("/logo")))
            .header("Authorization", "Bearer " + room.teacher().token())
            .header("Content-Type", "text/html")
            .PUT(BodyPublishers.ofByteArray(bytes)));
  }

  private static byte[] png() throws IOException {
    BufferedImage image = new BufferedImage(240, 120, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @Test
  void the_overlay_shows_what_the_big_screen_shows_and_nothing_more() {
    Asked asked = asked("\"results\":\"until_revealed\"", "Which moon?", "Io", "Europa");
    change(asked, "{\"on_show\":true}");
    String link = overlayLink();
    Page overlay = browsers.desk(Taste.USUAL);
    overlay.navigate(link);
    assertThat(heading(overlay, "Which moon?")).isVisible();
    assertThat(overlay.locator(".entry .code")).hasText(code);
    assertThat(overlay.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        .isEqualTo("rgba(0, 0, 0, 0)");

    change(asked, "{\"open\":true}");
    Classroom.vote(room.student("Stu").canvas(), asked, 1);
    JsonNode hidden = screen(link).json().get("on_show");
    assertThat(hidden.get("results").asText()).isEqualTo("hidden");
    assertThat(hidden.findValues("votes")).isEmpty();
    assertThat(hidden.findValues("correct")).isEmpty();
    assertThat(overlay.locator(".results")).hasCount(0);

    change(asked, "{\"results\":\"after_vote\"}");
    assertThat(overlay.locator(".result-votes").nth(1)).hasText("1");

    // It is good for nothing else, nor for another room.
    String secret = link.substring(link.indexOf('#') + 1);
    Canvas bearer = new Canvas(server.base(), secret);
    assertThat(bearer.get(room("")).status()).isEqualTo(401);
    assertThat(bearer.get("/live/sessions/" + asked.session()).status()).isEqualTo(401);
    long other = Classroom.in(server).course();
    assertThat(bearer.get("/web/rooms/" + other + "/screen").status()).isEqualTo(401);

    assertThat(room.teacher().delete(room("/overlay")).status()).isLessThan(300);
    assertThat(overlay.getByRole(com.microsoft.playwright.options.AriaRole.ALERT)).isVisible();
    assertThat(screen(link).status()).isEqualTo(401);
    String next = overlayLink();
    assertThat(screen(link).status()).isEqualTo(401);
    assertThat(screen(next).status()).isEqualTo(200);
  }

  @Test
  void a_host_makes_the_link_and_revokes_it_on_the_settings_page() {
    Page host = host();
    host.navigate("/host/rooms/" + room.course() + "/settings");
    host.locator("#frames").fill("https://lms.example.org/course/7");
    host.locator("host-frames form button").first().click();
    assertThat(host.locator("#frames")).hasAttribute("aria-invalid", "true");
    assertThat(host.locator("#frames")).isFocused();
    host.locator("#frames").fill("https://lms.example.org\nhttp://localhost:9");
    host.locator("host-frames form button").first().click();
    assertThat(host.locator("host-frames input[readonly]")).hasCount(2);

    host.locator("#make-overlay").click();
    assertThat(host.locator(".made input"))
        .hasValue(java.util.regex.Pattern.compile(".*overlay.*#.*"));
    host.locator("#end-overlay").click();
    host.locator("dialog .danger").click();
    assertThat(host.locator("#end-overlay")).hasCount(0);
    assertThat(host.locator("#make-overlay")).isFocused();

    host.reload();
    button(host, "New code").click();
    assertThat(host.locator("dialog")).containsText("those addresses stop working as well");
    host.locator("dialog").getByText("Cancel").click();
  }

  @Test
  void only_pages_that_the_room_allows_show_it_in_a_frame() throws IOException {
    HttpServer lms =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String origin = "http://127.0.0.1:" + lms.getAddress().getPort();
    room.askOpen("Framed?", "Yes", "No");
    String link = overlayLink();
    framing(lms, "/slides", link);
    lms.start();
    try {
      String framed = link.substring(server.base().toString().length(), link.indexOf('#'));
      assertThat(ancestors(framed)).isEqualTo("'none'");
      set("{\"frames\":[\"" + origin + "/\"]}");
      assertThat(ancestors(framed)).isEqualTo(origin);
      String key = framed.substring(framed.indexOf("frame="));
      assertThat(ancestors("/j/" + code + "?" + key)).isEqualTo(origin);
      // Without the key nobody learns anything, and another room is none of its business.
      assertThat(ancestors("/j/" + code)).isEqualTo("'none'");
      assertThat(ancestors("/j/" + code + "?frame=guess")).isEqualTo("'none'");
      assertThat(ancestors("/present/" + Classroom.in(server).course() + "?" + key))
          .isEqualTo("'none'");
      assertThat(ancestors("/host/rooms/" + room.course() + "?" + key)).isEqualTo("'none'");

      Page slides = browsers.desk(Taste.USUAL);
      slides.navigate(origin + "/slides");
      assertThat(slides.frameLocator("iframe").locator("h1")).hasText("Framed?");

      // Browsers send no cookies of ours from there, without which nobody could be counted once.
      framing(lms, "/course", server.base() + "/j/" + code + "?" + key);
      String elsewhere = origin.replace("127.0.0.1", "localhost");
      set("{\"frames\":[\"" + elsewhere + "\"]}");
      Page course = browsers.phone();
      course.navigate(elsewhere + "/course");
      FrameLocator frame = course.frameLocator("iframe");
      assertThat(frame.getByText("so your vote could not count here")).isVisible();
      Page window = course.waitForPopup(() -> frame.getByText("Open a window").click());
      assertThat(heading(window, "Framed?")).isVisible();
    } finally {
      lms.stop(0);
    }
  }

  private static void framing(HttpServer lms, String path, String framed) {
    byte[] page = ("<!doctype html><iframe src=\"" + framed + "\"></iframe>").getBytes(UTF_8);
    lms.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
  }

  private String ancestors(String path) {
    String policy =
        send(HttpRequest.newBuilder(server.base().resolve(path)).GET())
            .headers()
            .firstValue("Content-Security-Policy")
            .orElseThrow();
    return policy.substring(policy.indexOf("frame-ancestors ") + "frame-ancestors ".length());
  }

  @Test
  void a_logo_is_an_image_and_nothing_else() throws IOException {
    byte[] script = "<script>alert(1)</script>".getBytes(UTF_8);
    HttpResponse<byte[]> refused = sendLogo(script);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(new String(refused.body(), UTF_8)).contains("\"image\"");
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.writeBytes(png());
    sent.writeBytes(script);
    assertThat(sendLogo(sent.toByteArray()).statusCode()).isEqualTo(200);

    String address = room.teacher().get(room("")).json().at("/room/look/logo").asText();
    HttpResponse<byte[]> logo = send(HttpRequest.newBuilder(server.base().resolve(address)).GET());
    assertThat(logo.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(logo.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(new String(logo.body(), UTF_8)).doesNotContain("script");
    Page phone = phone();
    assertThat(phone.locator(".room-logo")).isVisible();
    assertThat((Integer) phone.evaluate("document.querySelector('.room-logo').naturalWidth"))
        .isEqualTo(240);

    assertThat(room.teacher().delete(room("/logo")).status()).isEqualTo(200);
    assertThat(send(HttpRequest.newBuilder(server.base().resolve(address)).GET()).statusCode())
        .isEqualTo(404);
  }

  /// What a host chose is brought so far towards black or white that everybody can read it.
  @Test
  void a_rooms_colour_can_be_read_by_day_and_in_the_dark() {
    room.askOpen("Which?", "One", "Two");
    for (String color : new String[] {"#ffee00", "#101010", "#ff0000", "#ffffff"}) {
      set("{\"color\":\"" + color + "\"}");
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        Page screen = browsers.desk(room.teacher(), new Taste("en-GB", scheme));
        screen.navigate("/present/" + room.course());
        assertThat(screen.locator(".how .code")).isVisible();
        assertThat(
                (Double)
                    screen.evaluate(
                        """
                        () => {
                          const lum = (css) => {
                            const [r, g, b] = css.match(/\\d+/g).map(Number).map((x) => x / 255)
                              .map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
                            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                          };
                          const code = lum(getComputedStyle(document.querySelector('.how .code')).color);
                          const card = lum(getComputedStyle(document.querySelector('.joining')).backgroundColor);
                          return (Math.max(code, card) + 0.05) / (Math.min(code, card) + 0.05) + 0.0001;
                        }
                        """))
            .as(color + " " + scheme)
            .isGreaterThanOrEqualTo(4.5);
        screen.close();
      }
    }
    assertThat(
            room.teacher()
                .send("PATCH", room(""), "application/json", "{\"color\":\"red\"}")
                .status())
        .isEqualTo(422);
  }

  @Test
  void german_pages_say_sie_where_the_room_wants_that() {
    Page phone = browsers.phone(new Taste("de-DE", ColorScheme.LIGHT));
    phone.navigate("/j/" + code);
    assertThat(phone.getByText("Du bist dabei")).isVisible();

    set("{\"formal\":true}");
    phone.reload();

    assertThat(phone.getByText("Sie sind dabei")).isVisible();
    assertThat(phone.getByText("Du bist")).hasCount(0);
  }

  @Test
  void refusals_are_said_in_the_language_of_the_page() {
    Page host = browsers.desk(room.teacher(), new Taste("de-DE", ColorScheme.LIGHT));
    host.navigate("/host/rooms/" + room.course() + "/settings");
    host.locator("#name").fill("\u202Eevil");
    host.keyboard().press("Enter");

    assertThat(host.locator("#name")).hasAttribute("aria-invalid", "true");
    assertThat(host.locator("#name-problem")).containsText("keine unsichtbaren");
  }
}
