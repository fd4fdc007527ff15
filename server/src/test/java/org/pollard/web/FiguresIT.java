package org.pollard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;
import org.pollard.harness.TestBrowsers;
import org.pollard.harness.TestBrowsers.Taste;

/// Measures what people feel of the pages, on a quiet machine: `-Dpollard.figures=FILE` says where
/// the figures go.
@NullMarked
@EnabledIfSystemProperty(named = "pollard.figures", matches = ".+")
class FiguresIT {

  private static final int VOTERS = 200;

  /// All vote within this time, each at a moment of their own.
  private static final int RUSH_MILLIS = 10_000;

  /// Notes when the screen first shows each number of votes: in the first frame after the change.
  private static final String NOTE_WHAT_IS_DRAWN =
      """
      window.drawn = [];
      const count = () => [...document.querySelectorAll('.result-votes')]
          .reduce((sum, each) => sum + Number(each.textContent), 0);
      const bars = () => [...document.querySelectorAll('.bar > span')]
          .map(each => each.style.transform).join();
      let before = bars();
      new MutationObserver(() => {
        if (bars() === before && count() === (window.drawn.at(-1)?.votes ?? 0)) return;
        before = bars();
        const votes = count();
        requestAnimationFrame(() => setTimeout(() =>
            window.drawn.push({votes, at: performance.timeOrigin + performance.now()})));
      }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
      """;

  @TempDir Path data;

  @Test
  @Timeout(240)
  void what_people_feel_is_measured() throws Exception {
    ObjectNode figures = new ObjectMapper().createObjectNode();
    figures.put("processors", Runtime.getRuntime().availableProcessors());
    try (RunningServer server = RunningServer.start(data, Map.of());
        TestBrowsers browsers = new TestBrowsers(server.base())) {
      Classroom room = Classroom.in(server);
      String code =
          room.teacher()
              .send("PATCH", "/web/rooms/" + room.course(), "application/json", "{\"guests\":true}")
              .json()
              .get("code")
              .asText();
      Asked asked = anonymous(room);
      ObjectNode bytes = figures.putObject("first_visit_bytes");
      Map<String, Page> pages = new LinkedHashMap<>();
      pages.put("/", browsers.phone());
      pages.put("/j/" + code, browsers.phone());
      pages.put("/present/" + room.course(), browsers.desk(room.teacher(), Taste.USUAL));
      pages.put("/host/rooms/" + room.course(), browsers.desk(room.teacher(), Taste.USUAL));
      pages.forEach((path, page) -> bytes.put(path.replaceFirst("[^/]+$", "…"), visit(page, path)));
      Page screen = requireNonNull(pages.get("/present/" + room.course()));
      pages.values().stream().filter(each -> !each.equals(screen)).forEach(Page::close);
      assertThat(screen.locator(".result")).hasCount(4);
      List<Tab> voters = join(server, code, figures.putObject("join_ms"));
      figures.set("vote_to_bar_ms", votesToBars(server, room, voters, asked, screen));
    }
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(
            Path.of(requireNonNull(System.getProperty("pollard.figures"))).toFile(), figures);
  }

  private static Asked anonymous(Classroom room) {
    Asked asked = room.ask("Which planet?", "Jupiter", "Saturn", "Uranus", "Neptune");
    return asked.again(
        room.teacher()
            .postJson(
                "/live/polls/" + asked.poll() + "/sessions",
                "{\"course\":"
                    + room.course()
                    + ",\"anonymous\":true,\"open\":true,\"results\":\"public\"}")
            .json()
            .get("session")
            .asLong());
  }

  /// What comes over the wire until the page is idle.
  private static long visit(Page page, String path) {
    var protocol = page.context().newCDPSession(page);
    long[] bytes = {0};
    protocol.on(
        "Network.loadingFinished", event -> bytes[0] += event.get("encodedDataLength").getAsLong());
    protocol.send("Network.enable");
    page.navigate(path);
    assertThat(page.locator("h1").first()).isVisible();
    page.waitForTimeout(500);
    protocol.detach();
    return bytes[0];
  }

  /// Everybody scans the code at once: until each has the room.
  private static List<Tab> join(RunningServer server, String code, ObjectNode figures)
      throws Exception {
    List<Long> millis = new ArrayList<>();
    List<Tab> voters = new ArrayList<>();
    long begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Tab>> all = new ArrayList<>();
      for (int i = 0; i < VOTERS; i++) {
        all.add(
            threads.submit(
                () -> {
                  Tab voter = new Tab(server.base());
                  assertThat(voter.join(code).status()).isEqualTo(200);
                  synchronized (millis) {
                    millis.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
                  }
                  return voter;
                }));
      }
      for (Future<Tab> each : all) {
        voters.add(each.get());
      }
    }
    Collections.sort(millis);
    figures.put("p50", millis.get(VOTERS / 2));
    figures.put("all", millis.getLast());
    return voters;
  }

  /// From the moment a voter has the acknowledgement to the frame whose bars hold that many votes.
  private static ObjectNode votesToBars(
      RunningServer server, Classroom room, List<Tab> voters, Asked asked, Page screen)
      throws Exception {
    List<Long> acknowledged = new ArrayList<>();
    HttpClient streams = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Tab voter : voters) {
        String cookies =
            voter.cookies().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(joining("; "));
        var _ =
            streams.sendAsync(
                HttpRequest.newBuilder(
                        server.base().resolve("/live/rooms/" + room.course() + "/events"))
                    .header("Cookie", cookies)
                    .build(),
                BodyHandlers.discarding());
      }
      assertThat(screen.getByText(VOTERS + " people here")).isVisible();
      screen.evaluate(NOTE_WHAT_IS_DRAWN);
      List<Future<Long>> all = new ArrayList<>();
      for (Tab voter : voters) {
        all.add(
            threads.submit(
                () -> {
                  Thread.sleep(ThreadLocalRandom.current().nextInt(RUSH_MILLIS));
                  long choice =
                      asked
                          .choices()
                          .get(ThreadLocalRandom.current().nextInt(asked.choices().size()));
                  var answer =
                      voter.send(
                          "PUT",
                          "/live/sessions/" + asked.session() + "/vote",
                          "{\"choice\":" + choice + "}");
                  assertThat(answer.status()).isEqualTo(200);
                  return System.currentTimeMillis();
                }));
      }
      for (Future<Long> each : all) {
        acknowledged.add(each.get());
      }
    } finally {
      // Closing it would wait for streams that never end.
      streams.shutdownNow();
    }
    screen.waitForFunction("() => window.drawn.at(-1)?.votes === " + VOTERS);
    return figures(acknowledged, drawn(screen));
  }

  private record Drawn(int votes, double at) {}

  private static List<Drawn> drawn(Page screen) throws Exception {
    String json = (String) screen.evaluate("JSON.stringify(window.drawn)");
    return List.of(new ObjectMapper().readValue(json, Drawn[].class));
  }

  private static ObjectNode figures(List<Long> acknowledged, List<Drawn> drawn) {
    List<Long> inOrder = acknowledged.stream().sorted().toList();
    List<Double> delays = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      int votes = i + 1;
      double seen =
          drawn.stream()
              .filter(each -> each.votes() >= votes)
              .mapToDouble(Drawn::at)
              .min()
              .orElseThrow();
      // Drawn before the voter has the answer: the tick was quicker.
      delays.add(Math.max(0, seen - inOrder.get(i)));
    }
    List<Double> sorted = delays.stream().sorted().toList();
    ObjectNode figures = new ObjectMapper().createObjectNode();
    figures.put("voters", VOTERS);
    figures.put("within_ms", RUSH_MILLIS);
    figures.put("frames", drawn.size());
    figures.put("p50", Math.round(sorted.get(sorted.size() / 2)));
    figures.put("p99", Math.round(sorted.get(sorted.size() * 99 / 100)));
    figures.put("max", Math.round(sorted.getLast()));
    return figures;
  }
}
