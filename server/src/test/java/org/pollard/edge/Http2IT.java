package org.pollard.edge;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// The same server over HTTP/2, which clear text upgrades to.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class Http2IT {

  private static final String WINDOW = "jdk.httpclient.windowsize";

  private final RunningServer server;
  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();

  Http2IT(RunningServer server) {
    this.server = server;
  }

  @Test
  void every_facade_answers() throws Exception {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Which?", "A", "B");
    String ada = String.valueOf(room.student("Ada").canvas().token());
    Kit kit = Kit.in(server);

    upgraded();
    assertThat(send(ada, "GET", asked.path() + ".json", "").statusCode()).isEqualTo(200);
    String vote =
        "{\"poll_submissions\":[{\"poll_choice_id\":" + asked.choices().getFirst() + "}]}";
    HttpResponse<String> voted = send(ada, "POST", asked.path() + "/poll_submissions", vote);
    assertThat(voted.statusCode()).as(voted.body()).isEqualTo(200);
    assertThat(voted.version()).isEqualTo(Version.HTTP_2);
    assertThat(send(ada, "GET", "/live/sessions/" + asked.session(), "").body())
        .contains("\"voted\":true");
    assertThat(send(ada, "POST", "/web/rooms", "{}").statusCode()).isEqualTo(403);
    String admin = RunningServer.ADMIN_TOKEN;
    assertThat(send(admin, "POST", kit.path("/meetings"), "{\"title\":\"T\"}").statusCode())
        .isEqualTo(201);
    HttpResponse<String> legacy =
        client.send(
            request("/v2/meetings").header("Authorization", kit.basic()).build(),
            BodyHandlers.ofString());
    assertThat(legacy.statusCode()).isEqualTo(200);
    assertThat(send(admin, "POST", "/api/v1/polls", "x".repeat(2 << 20)).statusCode())
        .isEqualTo(413);
    assertThat(send(admin, "GET", "/api/v1//polls", "").statusCode()).isEqualTo(400);
    assertThat(send("", "GET", "/api/v1/polls", "").statusCode()).isEqualTo(401);
    assertThat(send(ada, "GET", asked.path(), "").statusCode()).as("afterwards").isEqualTo(200);
  }

  /// The host is named beside the headers there, and rules ask for it all the same.
  @Test
  void whoever_asks_by_a_foreign_name_or_from_an_own_page_is_known_by_it() throws Exception {
    Classroom room = Classroom.in(server);
    upgraded();

    HttpResponse<String> own =
        client.send(
            request("/web/session")
                .header("Content-Type", "application/json")
                .header("Origin", server.base().toString())
                .POST(BodyPublishers.ofString("{\"token\":\"" + room.teacher().token() + "\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(own.version()).isEqualTo(Version.HTTP_2);
    assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    HttpResponse<String> foreign =
        client.send(
            request("/web/session")
                .header("Content-Type", "application/json")
                .header("Origin", "http://elsewhere.example")
                .POST(BodyPublishers.ofString("{\"token\":\"" + room.teacher().token() + "\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(foreign.statusCode()).isEqualTo(403);
  }

  /// HTTP/1.1 has six connections a browser, and each page holds one.
  @Test
  void many_tabs_of_one_browser_do_not_starve_the_next() throws Exception {
    Classroom room = Classroom.in(server);
    String ada = String.valueOf(room.student("Ada").canvas().token());
    upgraded();
    List<InputStream> tabs = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        HttpResponse<InputStream> tab =
            client.send(
                bearer(ada, "/live/rooms/" + room.course() + "/events").build(),
                BodyHandlers.ofInputStream());
        assertThat(tab.statusCode()).isEqualTo(200);
        tabs.add(tab.body());
      }
      assertThat(send(ada, "GET", "/api/v1/users/self", "").statusCode()).isEqualTo(200);
      Asked asked = room.ask("Which?", "A");
      room.open(asked);
      List<CompletableFuture<String>> told =
          tabs.stream()
              .map(each -> CompletableFuture.supplyAsync(() -> until(each, "Which?"), threads))
              .toList();
      for (CompletableFuture<String> each : told) {
        assertThat(each.get()).contains("Which?");
      }
      for (InputStream each : tabs) {
        each.close();
      }
    }
  }

  private static String until(InputStream stream, String text) {
    try {
      var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      String line;
      while ((line = reader.readLine()) != null) {
        if (line.contains(text)) {
          return line;
        }
      }
      return "";
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A body behind the head would be an error of the protocol, and end all that goes on beside it.
  @Test
  void whoever_asks_for_a_head_gets_no_body() throws Exception {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Which?", "A", "B");
    String ada = String.valueOf(room.student("Ada").canvas().token());
    upgraded();

    for (String path :
        List.of(
            "/",
            "/host",
            "/nothing-here",
            "/q/health/ready",
            "/api/v1/polls",
            "/api/v1//polls",
            asked.path(),
            "/live/sessions/" + asked.session(),
            "/client/v4/nothing")) {
      HttpResponse<String> whole = send(ada, "GET", path, "");
      HttpResponse<String> head = send(ada, "HEAD", path, "");
      assertThat(head.version()).as(path).isEqualTo(Version.HTTP_2);
      assertThat(head.statusCode()).as(path).isEqualTo(whole.statusCode());
      assertThat(head.body()).as(path).isEmpty();
      // A resource of the framework does not say how long its body would be.
      if (head.headers().firstValue("content-length").isPresent()
          || whole.statusCode() >= 400
          || path.length() < 6) {
        int length = whole.body().getBytes(StandardCharsets.UTF_8).length;
        assertThat(head.headers().firstValue("content-length"))
            .as(path)
            .hasValue(Integer.toString(length));
      }
      assertThat(type(head)).as(path).isEqualTo(type(whole));
    }
  }

  /// It asks for the upgrade with its first request, whatever that is.
  @Test
  void a_client_may_begin_with_a_body() throws Exception {
    for (int i = 0; i < 10; i++) {
      try (HttpClient fresh = HttpClient.newHttpClient()) {
        HttpRequest join =
            request("/web/join")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"code\": \"" + "x".repeat(i * 300) + "\"}"))
                .build();
        assertThat(fresh.send(join, BodyHandlers.ofString()).statusCode()).isBetween(400, 499);
      }
    }
  }

  /// A stream that nobody reads would count as somebody who is there, and never end.
  @Test
  void whoever_asks_for_the_head_of_what_does_something_is_told_that_there_is_none()
      throws Exception {
    Classroom room = Classroom.in(server);
    Asked asked = room.askOpen("Which?", "A", "B");
    String teacher = String.valueOf(room.teacher().token());
    upgraded();

    for (String events :
        List.of(
            "/live/sessions/" + asked.session() + "/events",
            "/live/rooms/" + room.course() + "/events")) {
      HttpResponse<String> head = send(teacher, "HEAD", events, "");
      assertThat(head.statusCode()).as(events).isEqualTo(404);
      assertThat(head.body()).isEmpty();
    }
    HttpResponse<String> file =
        send(teacher, "HEAD", "/web/sessions/" + asked.session() + "/results.csv", "");
    assertThat(file.statusCode()).isEqualTo(405);
    assertThat(file.headers().firstValue("allow")).hasValue("GET");
  }

  @Test
  void a_download_that_is_taken_back_ends_nothing_else_on_the_connection() throws Exception {
    Classroom room = Classroom.in(server);
    for (int i = 0; i < 200; i++) {
      room.student("Ada " + "x".repeat(200) + " " + i);
    }
    String teacher = String.valueOf(room.teacher().token());
    String file = "/web/rooms/" + room.course() + "/people.csv";
    // No client takes more at once, so the server is not done when it is told to stop.
    System.setProperty(WINDOW, "16384");
    try (HttpClient slow = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
      var first = slow.send(request("/q/health/live").build(), BodyHandlers.ofString());
      assertThat(first.version()).isEqualTo(Version.HTTP_2);
      InputStream events =
          slow.send(
                  bearer(teacher, "/live/rooms/" + room.course() + "/events").build(),
                  BodyHandlers.ofInputStream())
              .body();
      for (int i = 0; i < 5; i++) {
        var download = slow.send(bearer(teacher, file).build(), BodyHandlers.ofInputStream());
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.body().readNBytes(100)).hasSize(100);
        download.body().close();
      }
      room.open(room.ask("Still there?", "A"));
      assertThat(until(events, "Still there?")).contains("Still there?");
      var whole = slow.send(bearer(teacher, file).build(), BodyHandlers.ofString());
      assertThat(whole.body()).contains(" 199").hasSizeGreaterThan(200 * 200);
      events.close();
    } finally {
      System.clearProperty(WINDOW);
    }
  }

  private static String type(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("content-type")
        .orElse("")
        .replace(" ", "")
        .toLowerCase(ROOT);
  }

  /// The client asks for the upgrade with the first request that has no body.
  private void upgraded() throws Exception {
    assertThat(client.send(request("/q/health/live").build(), BodyHandlers.ofString()).version())
        .isEqualTo(Version.HTTP_2);
  }

  private HttpResponse<String> send(String token, String method, String path, String json)
      throws Exception {
    HttpRequest.Builder request =
        token.isEmpty()
            ? request(path)
            : bearer(token, path).header("Content-Type", "application/json");
    return client.send(
        request
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder bearer(String token, String path) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.base() + path));
  }
}
