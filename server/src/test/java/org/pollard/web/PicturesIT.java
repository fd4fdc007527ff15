package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;
import org.pollard.harness.TestBrowsers;
import org.pollard.harness.TestBrowsers.Taste;

/// Takes pictures of the pages, to be looked at and for the documentation:
/// `-Dpollard.pictures=FOLDER` says where to.
@NullMarked
@EnabledIfSystemProperty(named = "pollard.pictures", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class PicturesIT {

  private static final String QUESTION = "Which planet has the most moons?";
  private static final String[] PLANETS = {"Jupiter", "Saturn", "Uranus", "Neptune"};
  private static final int[] VOTES = {14, 23, 6, 4};
  private static final Album.Frame HALL = new Album.Frame("hall", 1920, 1080);

  private static final Album.Frame LARGEST = new Album.Frame("largest", 3840, 2160);
  private static final Album.Frame TABLET = new Album.Frame("tablet", 820, 1180);
  private static final Album.Frame NARROW = new Album.Frame("narrow", 320, 640);

  private static final String LONG_QUESTION =
      "When a team of eight people has to decide between two designs that are equally good on"
          + " paper, what should it do first, and who should have the last word about it?";
  private static final String LONG_CHOICE =
      "Build the riskiest part of both designs for one week each and let the people who will"
          + " have to operate it decide which of them they would rather be called at night for";

  private final Album album =
      new Album(Path.of(requireNonNull(System.getProperty("pollard.pictures"))));
  private final List<Events> present = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @SuppressWarnings("NullAway.Init")
  private TestBrowsers browsers;

  @BeforeAll
  void start(@TempDir Path data) {
    server =
        RunningServer.start(
            data, Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT, "POLLARD_HTTP_HOST", "0.0.0.0"));
    browsers = new TestBrowsers(server.base());
  }

  @AfterAll
  void stop() {
    present.forEach(Events::close);
    browsers.close();
    server.close();
  }

  /// A room with a name and its code.
  private record Open(Classroom room, String code) {}

  private Open room(String name) {
    Classroom room = Classroom.in(server);
    String code =
        room.teacher()
            .send(
                "PATCH",
                "/web/rooms/" + room.course(),
                "application/json",
                "{\"guests\":true,\"name\":\"" + name + "\"}")
            .json()
            .get("code")
            .asText();
    return new Open(room, code);
  }

  private static Asked anonymous(Classroom room, String question, String... choices) {
    Asked asked = room.ask(question, choices);
    room.teacher().delete(asked.path());
    return asked.again(
        room.teacher()
            .postJson(
                "/live/polls/" + asked.poll() + "/sessions",
                "{\"course\":" + room.course() + ",\"anonymous\":true,\"open\":true}")
            .json()
            .get("session")
            .asLong());
  }

  private static void change(Classroom room, Asked asked, String json) {
    var answer =
        room.teacher().send("PATCH", "/live/sessions/" + asked.session(), "application/json", json);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static void mark(Classroom room, Asked asked, int choice) {
    mark(room, asked, choice, true);
  }

  private static void mark(Classroom room, Asked asked, int choice, boolean correct) {
    room.teacher()
        .putJson(
            "/api/v1/polls/" + asked.poll() + "/poll_choices/" + asked.choices().get(choice),
            "{\"poll_choices\":[{\"is_correct\":" + correct + "}]}");
  }

  /// Guests who join and vote, so many for each choice.
  private void vote(Open open, Asked asked, int... votes) {
    for (int choice = 0; choice < votes.length; choice++) {
      for (int i = 0; i < votes[choice]; i++) {
        voteFor(open, asked, choice);
      }
    }
  }

  /// The same as people do it, some at once and some late: for pictures of a time.
  private void voteByAndBy(Open open, Asked asked, int... votes) throws InterruptedException {
    List<Integer> choices = new ArrayList<>();
    for (int choice = 0; choice < votes.length; choice++) {
      choices.addAll(Collections.nCopies(votes[choice], choice));
    }
    Random random = new Random(7);
    Collections.shuffle(choices, random);
    for (int i = 0; i < choices.size(); i++) {
      voteFor(open, asked, choices.get(i));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(200 + 60 * i));
    }
  }

  private void voteFor(Open open, Asked asked, int choice) {
    Tab guest = new Tab(server.base());
    guest.join(open.code());
    guest.send("PUT", "/web/guest", "{\"name\":\"Guest\"}");
    var answer =
        guest.send(
            "PUT",
            "/live/sessions/" + asked.session() + "/vote",
            "{\"choice\":" + asked.choices().get(choice) + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  /// Guests who look at the room until the end.
  private void fill(Open open, int people) {
    for (int i = 0; i < people; i++) {
      Tab guest = new Tab(server.base());
      guest.join(open.code());
      String cookies =
          guest.cookies().entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(joining("; "));
      present.add(
          Events.of(
              server.as(null),
              "/live/rooms/" + open.room().course() + "/events",
              "Cookie",
              cookies));
    }
  }

  /// Has the page of a host say the address that people type in a place that has a name.
  private void named(Page page) {
    String here = server.base().getAuthority();
    page.route(
        Pattern.compile(".*/web/rooms(/\\d+(/screen)?)?(\\?.*)?$"),
        route -> {
          APIResponse answer = route.fetch();
          route.fulfill(
              new Route.FulfillOptions()
                  .setResponse(answer)
                  .setBody(
                      answer
                          .text()
                          .replace(here, "polls.example.org")
                          .replaceAll(
                              "\\d+[.]\\d+[.]\\d+[.]\\d+:" + server.base().getPort(),
                              "polls.example.org")));
        });
  }

  private static void set(Classroom room, String settings) {
    String path = "/web/rooms/" + room.course();
    var answer = room.teacher().send("PATCH", path, "application/json", settings);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  /// Gives a room a colour and an image.
  private static void dress(Classroom room) {
    String path = "/web/rooms/" + room.course();
    set(room, "{\"color\":\"#0b7d6e\"}");
    BufferedImage image = new BufferedImage(360, 120, BufferedImage.TYPE_INT_ARGB);
    Graphics2D drawn = image.createGraphics();
    drawn.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawn.setColor(new Color(0x0b7d6e));
    drawn.fillRoundRect(0, 0, 360, 120, 40, 40);
    drawn.setColor(Color.WHITE);
    drawn.setStroke(new BasicStroke(10));
    drawn.drawOval(28, 28, 64, 64);
    drawn.drawArc(12, 44, 96, 32, 0, 360);
    drawn.fillRoundRect(130, 36, 190, 18, 18, 18);
    drawn.fillRoundRect(130, 68, 120, 18, 18, 18);
    drawn.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var sent =
        room.teacher()
            .send(
                room.teacher()
                    .request(path + "/logo")
                    .PUT(BodyPublishers.ofByteArray(png.toByteArray())));
    assertThat(sent.status()).as(sent.body()).isEqualTo(200);
  }

  /// A kind of question, and how people answer it.
  ///
  /// @param answer of so many people, given the ids of the choices
  private record Asking(String name, String poll, BiFunction<Integer, List<Long>, String> answer) {}

  private static final List<Asking> KINDS =
      List.of(
          new Asking(
              "several",
              "'question':'What helps you to learn?','kind':'several','settings':{'most':3},"
                  + "'choices':['Examples','Exercises','Talking to others','Reading','Sleep']",
              (i, ids) ->
                  "{'choices':[%d,%d]}".formatted(ids.get(i % 3), ids.get((i * i + 1) % 5))),
          new Asking(
              "rating",
              "'question':'How was today?','kind':'rating',"
                  + "'choices':['The pace','The examples'],"
                  + "'settings':{'low':'poor','high':'very good'}",
              (i, ids) ->
                  "{'ratings':{'%d':%d,'%d':%d}}"
                      .formatted(ids.get(0), 2 + i % 4, ids.get(1), 3 + i * i % 3)),
          new Asking(
              "ranking",
              "'question':'What should come next?','kind':'ranking',"
                  + "'choices':['Black holes','Exoplanets','The first stars']",
              (i, ids) ->
                  "{'ranking':[%d,%d,%d]}"
                      .formatted(ids.get(i % 2), ids.get(1 - i % 2), ids.get(2))),
          new Asking(
              "number",
              "'question':'How far is the Moon?','kind':'number',"
                  + "'settings':{'least':0,'unit':'km'}",
              (i, ids) -> "{'number':%d}".formatted(300_000 + (i * 7_919L) % 130 * 1_000)),
          new Asking(
              "words",
              "'question':'The universe in a word?','kind':'words'",
              (i, ids) -> {
                String[] words =
                    ("vast old dark expanding cold beautiful mostly-empty strange full-of-stars"
                            + " infinite? violent quiet home curved ancient 42")
                        .split(" ", -1);
                return "{'words':['%s','%s']}"
                    .formatted(words[i * i % 7], words[(i * 5 + 1) % words.length]);
              }),
          new Asking(
              "text",
              "'question':'What was unclear today?','kind':'text'",
              (i, ids) -> {
                String[] texts = {
                  "Why redshift is no Doppler shift",
                  "The homework",
                  "How one measures the distance of a galaxy that nobody has ever been near to",
                  "Nothing, thank you!",
                  "Dark energy, and what it has to do with $w = -1$"
                };
                return "{'text':'%s'}".formatted(texts[i * i % 5]);
              }));

  @Test
  void every_kind_of_question() {
    Open open = room("Astronomy 101");
    Page phone = browsers.phone();
    phone.navigate("/j/" + open.code());
    Page screen = browsers.desk(open.room().teacher(), Taste.USUAL);
    named(screen);
    screen.navigate("/present/" + open.room().course());
    Page host = browsers.desk(open.room().teacher(), Taste.USUAL);
    for (Asking each : KINDS) {
      Asked asked = ask(open, each);
      String session = "/live/sessions/" + asked.session();
      assertThat(screen.locator(".badge.soon")).isVisible();
      album.take(screen, "kind-" + each.name() + "-waiting", HALL);
      set(open, session, "{\"open\":true}");
      assertThat(phone.locator(".sheet")).isVisible();
      album.take(phone, "kind-" + each.name() + "-asked", Album.PHONE, NARROW);
      for (int i = 0; i < 30; i++) {
        Tab guest = new Tab(server.base());
        guest.join(open.code());
        String answer = each.answer().apply(i, asked.choices()).replace('\'', '"');
        assertThat(guest.send("PUT", session + "/vote", answer).status()).isEqualTo(200);
      }
      assertThat(screen.locator(".sum")).hasText("30 votes");
      album.take(screen, "kind-" + each.name() + "-shown", HALL);
      host.navigate("/host/rooms/" + open.room().course() + "/sessions/" + asked.session());
      assertThat(host.locator("h1")).isVisible();
      album.take(host, "kind-" + each.name() + "-results", Album.DESK);
      String own = each.answer().apply(1, asked.choices()).replace('\'', '"');
      phone.evaluate(
          "([path, body]) => fetch(path, { method: 'PUT', body, headers: {"
              + " 'Content-Type': 'application/json' } })",
          List.of(session + "/vote", own));
      assertThat(phone.locator("#told.good")).isVisible();
      album.take(phone, "kind-" + each.name() + "-voted", Album.PHONE, NARROW);
      set(open, session, "{\"open\":false}");
      set(open, session, "{\"correct\":true}");
      assertThat(screen.locator(".badge.live")).hasCount(0);
      album.take(phone, "kind-" + each.name() + "-told", Album.PHONE, NARROW);
      album.take(screen, "kind-" + each.name() + "-told", HALL);
    }
    screen.locator(".pick").first().click();
    assertThat(screen.locator(".picked")).isVisible();
    album.take(screen, "kind-text-alone", HALL);
  }

  private static void set(Open open, String session, String settings) {
    var answer = open.room().teacher().send("PATCH", session, "application/json", settings);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static Asked ask(Open open, Asking asking) {
    var teacher = open.room().teacher();
    JsonNode poll =
        teacher.postJson("/live/polls", "{" + asking.poll().replace('\'', '"') + "}").json();
    List<Long> choices = new ArrayList<>();
    poll.get("choices").forEach(each -> choices.add(each.get("id").asLong()));
    long session =
        teacher
            .postJson(
                "/live/polls/" + poll.get("id").asLong() + "/sessions",
                "{\"course\":%d,\"anonymous\":true,\"results\":\"public\"}"
                    .formatted(open.room().course()))
            .json()
            .get("session")
            .asLong();
    set(open, "/live/sessions/" + session, "{\"on_show\":true}");
    return new Asked(poll.get("id").asLong(), choices, session);
  }

  @Test
  void who_answers() {
    Open open = room("Astronomy 101");
    Page phone = browsers.phone();
    phone.navigate("/");
    assertThat(phone.locator("#code")).isVisible();
    album.take(phone, "join");
    phone.navigate("/j/AAAAAA");
    assertThat(phone.locator("#problem")).isVisible();
    album.take(phone, "join-wrong");
    phone.navigate("/j/" + open.code());
    assertThat(phone.locator(".waiting")).isVisible();
    album.take(phone, "vote-waiting");
    Asked named = open.room().ask(QUESTION, PLANETS);
    change(open.room(), named, "{\"on_show\":true}");
    assertThat(phone.locator(".note.soon")).isVisible();
    album.take(phone, "vote-soon");
    change(open.room(), named, "{\"open\":true,\"changeable\":true}");
    assertThat(phone.locator("#name")).isVisible();
    album.take(phone, "vote-name");
    phone.locator("#name").fill("Ada");
    phone.keyboard().press("Enter");
    assertThat(phone.locator(".choice")).hasCount(4);
    album.take(phone, "vote-open", Album.PHONE, Album.DESK, NARROW);
    mark(open.room(), named, 1);
    vote(open, named, VOTES);
    phone.context().setOffline(true);
    phone.locator(".choice").nth(1).click();
    assertThat(phone.locator("#told.warn")).isVisible();
    album.take(phone, "vote-kept", Album.PHONE);
    phone.context().setOffline(false);
    assertThat(phone.locator("#told.good")).isVisible();
    assertThat(phone.locator(".lost")).hasCount(0);
    album.take(phone, "vote-changeable");
    open.room()
        .teacher()
        .putJson(
            named.pollPath() + "/poll_choices/" + named.choices().get(1),
            "{\"poll_choices\":[{\"text\":\"Saturn, with its rings\"}]}");
    assertThat(phone.locator(".corrected")).isVisible();
    change(open.room(), named, "{\"results\":\"public\"}");
    assertThat(phone.locator(".results")).isVisible();
    album.take(phone, "vote-results", Album.PHONE, Album.DESK, NARROW);
    change(open.room(), named, "{\"open\":false}");
    assertThat(phone.locator("#told")).containsText("closed");
    album.take(phone, "vote-closed");
    change(open.room(), named, "{\"correct\":true}");
    assertThat(phone.locator("#told")).containsText("Correct");
    album.take(phone, "vote-right", Album.PHONE);
    mark(open.room(), named, 1, false);
    mark(open.room(), named, 0, true);
    assertThat(phone.locator("#told.bad")).isVisible();
    album.take(phone, "vote-wrong", Album.PHONE, Album.DESK);
    change(open.room(), named, "{\"open\":true}");
    open.room().teacher().delete(named.pollPath() + "/poll_choices/" + named.choices().get(1));
    assertThat(phone.locator("#told")).containsText("may answer again");
    album.take(phone, "vote-gone", Album.PHONE);
    change(open.room(), named, "{\"open\":false}");
    Page late = browsers.phone();
    change(open.room(), named, "{\"results\":\"until_revealed\"}");
    late.navigate("/j/" + open.code());
    assertThat(late.locator("h1")).hasText(QUESTION);
    album.take(late, "vote-late", Album.PHONE);
    Asked longOne =
        anonymous(
            open.room(),
            LONG_QUESTION,
            Stream.concat(
                    Stream.of(LONG_CHOICE),
                    IntStream.range(1, 12).mapToObj(i -> "Another way to decide, number " + i))
                .toArray(String[]::new));
    change(open.room(), longOne, "{\"on_show\":true}");
    assertThat(phone.locator(".choice")).hasCount(12);
    album.take(phone, "vote-long", Album.PHONE, NARROW);
    phone.locator(".choice").first().click();
    change(open.room(), longOne, "{\"results\":\"public\"}");
    assertThat(phone.locator(".results")).isVisible();
    album.take(phone, "vote-long-results", Album.PHONE, NARROW);
    open.room()
        .teacher()
        .send(
            "PATCH",
            "/web/rooms/" + open.room().course(),
            "application/json",
            "{\"guests\":false}");
    Page stranger = browsers.phone();
    stranger.navigate("/j/" + open.code());
    assertThat(stranger.locator("#login")).isVisible();
    album.take(stranger, "vote-sign-in", Album.PHONE);
  }

  @Test
  void the_big_screen() {
    Open open = room("Astronomy 101");
    fill(open, 52);
    Page screen = browsers.desk(open.room().teacher(), Taste.USUAL);
    named(screen);
    screen.navigate("/present/" + open.room().course());
    assertThat(screen.locator(".stage")).isVisible();
    album.take(screen, "present-empty", Album.DESK, Album.PHONE, HALL, TABLET);
    Asked waiting = open.room().ask(QUESTION, PLANETS);
    change(open.room(), waiting, "{\"on_show\":true}");
    assertThat(screen.locator(".badge.soon")).isVisible();
    album.take(screen, "present-waiting", Album.DESK, Album.PHONE, HALL, TABLET);
    open.room().teacher().delete(waiting.path());
    Asked asked = anonymous(open.room(), QUESTION, PLANETS);
    mark(open.room(), asked, 1);
    assertThat(screen.locator(".answers li")).hasCount(4);
    assertThat(screen.getByText("52 people here")).isVisible();
    vote(open, asked, VOTES);
    album.take(screen, "present-hidden", Album.DESK, Album.PHONE, HALL, TABLET);
    change(open.room(), asked, "{\"results\":\"public\"}");
    assertThat(screen.locator(".results")).isVisible();
    assertThat(screen.getByText("47 votes").first()).isVisible();
    album.take(screen, "present-open", Album.DESK, Album.PHONE, HALL, LARGEST, TABLET, NARROW);
    screen.keyboard().press("j");
    album.take(screen, "present-code", Album.DESK, Album.PHONE, HALL);
    screen.keyboard().press("j");
    change(open.room(), asked, "{\"open\":false}");
    assertThat(screen.locator(".badge.live")).hasCount(0);
    album.take(screen, "present-closed", Album.DESK, HALL);
    screen.keyboard().press("c");
    assertThat(screen.locator(".is-correct")).isVisible();
    album.take(screen, "present-correct", Album.DESK, Album.PHONE, HALL, TABLET);
    dress(open.room());
    screen.reload();
    assertThat(screen.locator(".room-logo")).isVisible();
    assertThat(screen.locator(".result")).hasCount(4);
    album.take(screen, "present-own", Album.DESK, Album.PHONE, HALL, LARGEST, TABLET);
    Page overlay = browsers.another(screen);
    named(overlay);
    overlay.navigate("/present/" + open.room().course() + "?overlay");
    assertThat(overlay.locator(".result")).hasCount(4);
    album.take(overlay, "overlay", Album.DESK, Album.PHONE, HALL, LARGEST);
    Page guest = browsers.phone();
    guest.navigate("/j/" + open.code());
    assertThat(guest.locator(".room-logo")).isVisible();
    album.take(guest, "vote-own", Album.PHONE, TABLET);
    Asked longOne =
        anonymous(
            open.room(),
            LONG_QUESTION,
            Stream.concat(
                    Stream.of(LONG_CHOICE),
                    IntStream.range(1, 12).mapToObj(i -> "Another way to decide, number " + i))
                .toArray(String[]::new));
    vote(open, longOne, 3, 2, 1, 0, 4);
    change(open.room(), longOne, "{\"on_show\":true,\"results\":\"public\"}");
    assertThat(screen.locator(".result")).hasCount(12);
    album.take(screen, "present-long", Album.DESK, Album.PHONE, HALL);
    Page stranger = browsers.desk(Taste.USUAL);
    stranger.navigate("/present/" + open.room().course());
    assertThat(stranger.locator(".alone .button")).isVisible();
    album.take(stranger, "present-stranger", Album.DESK);
  }

  @Test
  void who_asks() throws InterruptedException {
    Page nobody = browsers.desk(Taste.USUAL);
    nobody.navigate("/host/#" + "x".repeat(43));
    assertThat(nobody.locator("[role=alert]")).isVisible();
    album.take(nobody, "host-sign-in");
    Open open = room("Astronomy 101");
    Page host = browsers.desk(open.room().teacher(), Taste.USUAL);
    named(host);
    host.navigate("/host/");
    assertThat(host.locator(".room")).isVisible();
    album.take(host, "host-rooms");
    host.locator(".room a").first().click();
    assertThat(host.locator("#new")).isVisible();
    album.take(host, "host-room-empty");
    Asked asked = open.room().askOpen(QUESTION, PLANETS);
    mark(open.room(), asked, 1);
    voteByAndBy(open, asked, 9, 14, 4, 3);
    change(open.room(), asked, "{\"open\":false}");
    Asked second =
        anonymous(
            open.room(),
            "Was the pace of today’s lecture right?",
            "Too slow",
            "Just right",
            "Too fast");
    vote(open, second, 3, 17, 6);
    change(open.room(), second, "{\"on_show\":true}");
    open.room()
        .ask("Which mission visited Neptune?", "Cassini", "Galileo", "Voyager 2", "New Horizons");
    host.reload();
    assertThat(host.locator(".asking")).hasCount(3);
    album.take(host, "host-room", Album.PHONE, Album.DESK, NARROW);
    host.locator("#new").click();
    host.locator("#question").fill(QUESTION);
    host.locator("#choice-1").fill("Jupiter");
    host.locator("#choice-2").fill("Saturn");
    album.take(host, "host-editor", Album.PHONE, Album.DESK, NARROW);
    host.locator("#import").click();
    assertThat(host.locator("#import")).hasAttribute("aria-expanded", "true");
    album.take(host, "host-import");
    set(open.room(), "{\"frames\":[\"https://lms.example.org\"]}");
    host.navigate("/host/rooms/" + open.room().course() + "/settings");
    assertThat(host.locator("#flow")).isVisible();
    host.locator("#make-overlay").click();
    assertThat(host.locator(".made")).isVisible();
    album.take(host, "host-settings", Album.PHONE, Album.DESK, NARROW);
    open.room()
        .teacher()
        .postJson(
            "/web/rooms/" + open.room().course() + "/roster",
            "{\"text\":\"Ada Lovelace, ada@x.org\\nGrace Hopper, grace@x.org\"}");
    fill(open, 3);
    dress(open.room());
    host.navigate("/host/rooms/" + open.room().course() + "/people");
    assertThat(host.locator(".person").first()).isVisible();
    album.take(host, "host-people", Album.PHONE, Album.DESK, NARROW);
    host.navigate("/host/rooms/" + open.room().course());
    host.locator(".asking .menu-open").first().click();
    assertThat(host.locator(".menu")).isVisible();
    album.take(host, "host-menu");
    host.keyboard().press("End");
    host.keyboard().press("Enter");
    assertThat(host.locator("dialog")).isVisible();
    album.take(host, "host-delete");
    host.locator("dialog .danger").click();
    assertThat(host.locator(".undo")).isVisible();
    album.take(host, "host-deleted");
    host.locator(".undo button").click();
    assertThat(host.locator(".undo")).hasCount(0);
    host.locator(".asking").first().locator("button").nth(1).click();
    assertThat(host.locator("poll-editor")).isVisible();
    album.take(host, "host-editor-voted");
    host.reload();
    host.locator(".asking h3 a").first().click();
    assertThat(host.locator(".chart")).isVisible();
    album.take(host, "host-session");
  }

  @Test
  void accounts() {
    long ada =
        server
            .admin()
            .post(
                "/api/v1/accounts/1/users",
                "user[name]",
                "Ada Lovelace",
                "pseudonym[unique_id]",
                "ada.lovelace",
                "pseudonym[password]",
                "correct horse battery")
            .id();
    for (int i = 0; i < 2; i++) {
      Page own = browsers.desk(Taste.USUAL);
      own.navigate("/host/");
      own.locator("#login").fill("ada.lovelace");
      own.locator("#password").fill("correct horse battery");
      own.keyboard().press("Enter");
      own.locator(".who").click();
      assertThat(own.locator("host-account li")).hasCount(i + 1);
      own.locator("#old").fill("correct horse");
      own.locator("#new").fill("another horse battery");
      own.keyboard().press("Enter");
      assertThat(own.locator("[role=alert]")).isVisible();
      album.take(own, "host-account");
    }
    Page admin = browsers.desk(server.admin(), Taste.USUAL);
    admin.navigate("/host/account");
    assertThat(admin.locator("host-audit tbody tr").first()).isVisible();
    admin.locator("#person").fill("lovelace");
    admin.keyboard().press("Enter");
    admin.locator("host-reset li .button").click();
    admin.locator("dialog .danger").click();
    assertThat(admin.locator("host-reset code")).isVisible();
    album.take(admin, "host-account-administrator");
    assertThat(ada).isPositive();
  }

  @Test
  void meetings() {
    Kit kit = Kit.in(server);
    Page admin = browsers.desk(server.admin(), Taste.USUAL);
    admin.navigate("/host/meetings");
    assertThat(admin.locator("h1")).isVisible();
    album.take(admin, "host-meetings-none", Album.DESK);
    String meeting = kit.meeting();
    Kit.Participant host = kit.host(meeting, "Grace");
    Kit.Participant ada = kit.viewer(meeting, "Ada");
    try (Events first = kit.enter(meeting, host);
        Events second = kit.enter(meeting, ada)) {
      assertThat(List.of(first.status(), second.status())).containsOnly(200);
      var poll =
          kit.ask(
              meeting,
              "{\"question\":\"Ship it today?\",\"options\":[\"Yes\",\"No\",\"Tomorrow\"]}");
      kit.vote(meeting, poll, ada, 0);
      kit.vote(meeting, poll, host, 0);
      admin.reload();
      assertThat(admin.locator(".asked")).isVisible();
      album.take(admin, "host-meetings");
    }
  }
}
