package org.pollard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pollard.harness.Await;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;
import org.pollard.harness.Tab;

/// Whoever is not the voter learns from no readable route that they voted. Every kind of caller
/// reads every route before a vote and after it. Where results are hidden from a caller each answer
/// is the same byte for byte, entity tags and versions included; where they are shown nothing but
/// counts is another. Left out is only what tells the time.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(300)
class KnowledgeIT {

  private static final Set<String> OF_THE_MOMENT =
      Set.of("date", "x-request-cost", "x-rate-limit-remaining");

  /// Headers that follow from the counts in the body.
  private static final Set<String> OF_THE_COUNTS = Set.of("etag", "content-length");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final RunningServer server;

  KnowledgeIT(RunningServer server) {
    this.server = server;
  }

  /// Somebody who reads.
  ///
  /// @param headers names and values in turn
  /// @param query what is added to every path of the Canvas API
  /// @param seesResults whether hidden results are shown to them
  private record Reader(String name, List<String> headers, String query, boolean seesResults) {

    static Reader of(String name, Canvas canvas, boolean seesResults) {
      return new Reader(
          name, List.of("Authorization", "Bearer " + canvas.token()), "", seesResults);
    }

    static Reader guest(String name, Tab tab, boolean seesResults) {
      String cookies =
          tab.cookies().entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; "));
      return new Reader(name, List.of("Cookie", cookies), "", seesResults);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, until_revealed",
    "false, after_vote",
    "true,  until_revealed",
    "true,  after_vote",
    "true,  public"
  })
  void in_a_course_nobody_but_the_voter_learns_of_a_vote(boolean anonymous, String results) {
    Classroom room = Classroom.in(server);
    Person ada = room.student("Ada");
    Person ben = room.student("Ben");
    Asked asked = asked(room, anonymous, results);
    boolean isPublic = results.equals("public");
    List<Reader> readers = new ArrayList<>();
    if (anonymous) {
      // In a named session those who run it may know.
      Canvas admin = server.admin();
      List<String> root = List.of("Authorization", "Bearer " + admin.token());
      readers.add(Reader.of("teacher", room.teacher(), true));
      readers.add(Reader.of("assistant", room.enrolled("Tom", "TaEnrollment").canvas(), true));
      readers.add(Reader.of("administrator", admin, true));
      readers.add(
          new Reader("administrator as the voter", root, "as_user_id=" + ada.id(), isPublic));
      readers.add(new Reader("administrator as another", root, "as_user_id=" + ben.id(), isPublic));
    }
    readers.add(Reader.of("student", ben.canvas(), isPublic));
    readers.add(
        Reader.of("observer", room.enrolled("Obi", "ObserverEnrollment").canvas(), isPublic));
    readers.add(Reader.of("inactive", inactive(room), isPublic));
    readers.add(Reader.of("stranger", Classroom.person(server.admin(), "Eve").canvas(), isPublic));
    readers.add(Reader.of("teacher elsewhere", Classroom.in(server).teacher(), isPublic));
    readers.add(guest("guest", room, isPublic));
    readers.add(guest("guest of another room", Classroom.in(server), isPublic));
    Kit kit = Kit.in(server);
    readers.add(Reader.of("participant", kit.viewer(kit.meeting(), "Pia").client(), isPublic));
    Map<String, String> paths =
        ReadableRoutes.filled(values(room, ada, asked, kit, kit.meeting(), "1"));

    Map<String, String> before = read(readers, paths);
    assertThat(Classroom.vote(ada.canvas(), asked, 0).status()).isEqualTo(200);
    Map<String, String> after = read(readers, paths);

    assertThat(differences(before, after)).isEmpty();
    assertThat(before.values()).filteredOn(each -> each.startsWith("200")).hasSizeGreaterThan(60);
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, true", "true, false"})
  void in_a_meeting_nobody_but_the_voter_learns_of_a_vote(boolean anonymous, boolean hidden)
      throws Exception {
    Kit kit = Kit.in(server);
    String meeting = kit.meeting();
    Kit.Participant pia = kit.viewer(meeting, "Pia");
    Kit.Participant oli = kit.host(meeting, "Oli");
    try (Events _ = kit.enter(meeting, pia);
        Events _ = kit.enter(meeting, oli)) {
      var poll =
          kit.ask(
              meeting,
              "{\"question\":\"Which?\",\"options\":[\"A\",\"B\"],\"anonymous\":%s,\"hide_votes\":%s}"
                  .formatted(anonymous, hidden));
      List<Reader> readers = new ArrayList<>();
      readers.add(Reader.of("other participant", oli.client(), !hidden));
      readers.add(
          Reader.of(
              "participant of another meeting", kit.viewer(kit.meeting(), "Una").client(), false));
      readers.add(Reader.of("user", Classroom.person(server.admin(), "Eve").canvas(), false));
      if (anonymous) {
        readers.add(Reader.of("administrator", server.admin(), true));
        readers.add(Reader.of("API token", new Canvas(server.base(), apiToken()), true));
        readers.add(new Reader("app key", List.of("Authorization", kit.basic()), "", true));
      }
      Classroom room = Classroom.in(server);
      Map<String, String> values =
          values(room, room.student("Ada"), room.ask("Q?", "A"), kit, meeting, session(kit));
      values.put("poll", poll.get("id").asText());
      values.put("live sessions", poll.get("id").asText());
      values.put("participants", pia.id());
      Map<String, String> paths = ReadableRoutes.filled(values);
      // Those of the tests before end by themselves, in a moment.
      Await.until(
          "the end of all other sessions",
          () ->
              server.admin().get("/web/meetings").body().split("\"ended_at\":null", -1).length
                  == 2);

      Map<String, String> before = read(readers, paths);
      assertThat(kit.vote(meeting, poll, pia, 0).status()).isEqualTo(200);
      Map<String, String> after = read(readers, paths);

      assertThat(differences(before, after)).isEmpty();
      assertThat(before.values()).filteredOn(each -> each.startsWith("200")).hasSizeGreaterThan(2);
    }
  }

  /// That the comparison finds what it is for: the voter's own answers do change.
  @Test
  void the_voter_learns_of_their_own_vote() {
    Classroom room = Classroom.in(server);
    Person ada = room.student("Ada");
    Asked asked = asked(room, true, "until_revealed");
    List<Reader> readers = List.of(Reader.of("voter", ada.canvas(), false));
    Kit kit = Kit.in(server);
    Map<String, String> paths =
        ReadableRoutes.filled(values(room, ada, asked, kit, kit.meeting(), "1"));

    Map<String, String> before = read(readers, paths);
    Classroom.vote(ada.canvas(), asked, 0);
    Map<String, String> after = read(readers, paths);

    assertThat(differences(before, after).keySet())
        .contains(
            "voter GET /live/sessions/{id}",
            "voter GET /api/v1/poll_sessions/opened",
            "voter GET"
                + " /api/v1/polls/{poll_id}/poll_sessions/{poll_session_id}/poll_submissions/{id}");
  }

  private static Map<String, String> differences(
      Map<String, String> before, Map<String, String> after) {
    Map<String, String> differences = new TreeMap<>();
    before.forEach(
        (name, answer) -> {
          String now = after.getOrDefault(name, "");
          if (!now.equals(answer)) {
            differences.put(name, answer + "\n became\n" + now);
          }
        });
    return differences;
  }

  /// What everybody is answered, by who asked for what.
  private Map<String, String> read(List<Reader> readers, Map<String, String> paths) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (Reader reader : readers) {
      paths.forEach(
          (template, path) -> {
            if (!reader.query().isEmpty() && !path.startsWith("/api/v1")) {
              // Nobody acts as somebody else there.
              return;
            }
            String name = reader.name() + " GET " + template;
            answers.put(
                name, template.endsWith("/events") ? begin(reader, path) : answer(reader, path));
          });
    }
    return answers;
  }

  private String answer(Reader reader, String path) {
    String query = path.startsWith("/api/v1") ? "?per_page=100&" + reader.query() : "";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve(path + query))
            .headers(reader.headers().toArray(String[]::new));
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.GET().build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
      headers.keySet().removeIf(OF_THE_MOMENT::contains);
      String body = text(response.body());
      if (reader.seesResults()) {
        headers.keySet().removeIf(OF_THE_COUNTS::contains);
        body = withoutCounts(body);
      }
      return response.statusCode() + " " + headers + "\n" + withoutTimes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// How a stream begins: up to its first snapshot, where there is one. Being in a meeting changes
  /// it, so those streams are held open beside.
  private String begin(Reader reader, String path) {
    if (path.startsWith("/live/meetings/")) {
      return "";
    }
    Canvas nobody = server.as(null);
    try (Events events = Events.of(nobody, path, reader.headers().toArray(String[]::new))) {
      if (events.status() != 200) {
        return Integer.toString(events.status());
      }
      Events.Event first = events.next();
      boolean more = first.name().equals("on-show") && !first.data().contains("null");
      String all = first + (more ? events.next("snapshot").toString() : "");
      return "200 " + (reader.seesResults() ? withoutCounts(all) : all);
    }
  }

  /// What a file for spreadsheets holds, without the time of its making.
  private static String text(byte[] body) {
    if (body.length < 2 || body[0] != 'P' || body[1] != 'K') {
      return new String(body, UTF_8);
    }
    try {
      Path file = Files.createTempFile("pollard", ".xlsx");
      try (ZipFile zip = new ZipFile(Files.write(file, body).toFile())) {
        StringBuilder text = new StringBuilder();
        for (ZipEntry each : Collections.list(zip.entries())) {
          if (!each.getName().startsWith("docProps")) {
            byte[] bytes = zip.getInputStream(each).readAllBytes();
            text.append(each.getName()).append(new String(bytes, UTF_8)).append('\n');
          }
        }
        return text.toString();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutCounts(String text) {
    return text.replaceAll("\"(votes|count|version|people)\":\\d+", "\"$1\":#")
        .replaceAll("\"(\\d+)\":\\d+", "\"$1\":#")
        .replaceAll("\"anonymous-\\d+\",?", "")
        .replaceAll("id=[\\d.]+", "id=#")
        .replaceAll("\"\\d+\"", "\"#\"")
        .replaceAll("<v>[\\d.]+</v>", "<v>#</v>");
  }

  /// How long a meeting has lasted, and how many look at a room, and who: readers do so themselves.
  private static String withoutTimes(String text) {
    return text.replaceAll(
        "\"(duration|(?:sessions_)?minutes_consumed|total_session_minutes|here|nameless)\":"
            + "(?:[\\d.]+|true|false)",
        "\"$1\":#");
  }

  /// Values for the variables of paths, by the segment before each.
  private Map<String, String> values(
      Classroom room, Person voter, Asked asked, Kit kit, String meeting, String session) {
    Map<String, String> values = new HashMap<>();
    String poll = Long.toString(asked.poll());
    String asking = Long.toString(asked.session());
    values.put("api accounts", "1");
    values.put("client accounts", kit.account());
    values.put("kit", kit.app());
    values.put("apps", kit.app());
    values.put("presets", "0");
    values.put("meetings", meeting);
    values.put("participants", "0");
    values.put("poll", "0");
    values.put("client sessions", session);
    values.put("v2 sessions", session);
    values.put("active-recording", meeting);
    values.put("recordings", "0");
    values.put("livestreams", "0");
    values.put("peer-report", "0");
    values.put("tokens", "0");
    values.put("client webhooks", "0");
    values.put("v2 webhooks", "0");
    values.put("live webhooks", webhook(room));
    values.put("app-webhooks", webhook(kit));
    String code = seenByAll(room);
    values.put("j", code);
    values.put("public", code);
    values.put("present", Long.toString(room.course()));
    values.put("live sessions", asking);
    values.put("web sessions", asking);
    values.put("logos", "none");
    values.put("pictures", "none");
    values.put("rooms", Long.toString(room.course()));
    values.put("enrollments", "0");
    values.put("courses", Long.toString(room.course()));
    values.put("sections", Long.toString(room.section()));
    values.put("users", Long.toString(voter.id()));
    values.put("polls", poll);
    values.put("poll_choices", Long.toString(asked.choices().getFirst()));
    values.put("poll_sessions", asking);
    values.put("poll_submissions", Long.toString(submission(asked.session(), voter.id())));
    return values;
  }

  /// A wrong code would do for nothing but to wait for its refusal.
  private static String seenByAll(Classroom room) {
    return changed(room, "{\"guests\":true,\"seen_by_all\":true}");
  }

  /// Its code.
  private static String changed(Classroom room, String settings) {
    Answer answer =
        room.teacher().send("PATCH", "/web/rooms/" + room.course(), "application/json", settings);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().get("code").asText();
  }

  private static String webhook(Kit kit) {
    return kit.post(
            "/webhooks",
            "{\"name\":\"n\",\"url\":\"https://hook.invalid\",\"events\":[\"poll.results\"]}")
        .json()
        .at("/data/id")
        .asText();
  }

  private static String webhook(Classroom room) {
    return room.teacher()
        .postJson(
            "/live/rooms/" + room.course() + "/webhooks",
            "{\"url\":\"https://hook.invalid\",\"events\":[\"session.closed\"]}")
        .json()
        .get("id")
        .asText();
  }

  /// Anybody can compute it: the elegant pairing of session and voter.
  private static long submission(long session, long voter) {
    return session < voter ? voter * voter + session : session * session + session + voter;
  }

  private static Asked asked(Classroom room, boolean anonymous, String results) {
    Asked asked = room.ask("Which?", "A", "B");
    Answer made =
        room.teacher()
            .postJson(
                "/live/polls/" + asked.poll() + "/sessions",
                "{\"course\":%d,\"anonymous\":%s,\"open\":true,\"results\":\"%s\"}"
                    .formatted(room.course(), anonymous, results));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    long session = made.json().get("session").asLong();
    Answer shown =
        room.teacher()
            .send("PATCH", "/live/sessions/" + session, "application/json", "{\"on_show\":true}");
    assertThat(shown.status()).as(shown.body()).isEqualTo(200);
    return asked.again(session);
  }

  private static Canvas inactive(Classroom room) {
    Person gone = Classroom.person(room.admin(), "Gone");
    room.enroll(gone, "StudentEnrollment", "enrollment[enrollment_state]", "inactive");
    return gone.canvas();
  }

  private Reader guest(String name, Classroom room, boolean seesResults) {
    Tab tab = new Tab(server.base());
    assertThat(tab.join(changed(room, "{\"guests\":true}")).status()).isEqualTo(200);
    return Reader.guest(name, tab, seesResults);
  }

  private static String session(Kit kit) {
    return kit.get("/sessions").json().at("/data/sessions/0/id").asText();
  }

  private String apiToken() {
    Canvas admin = server.admin();
    String tokens = "/client/v4/accounts/" + Kit.ACCOUNT + "/tokens";
    String group =
        requireNonNull(
            admin
                .get(tokens + "/permission_groups")
                .json()
                .get("result")
                .valueStream()
                .filter(each -> each.get("name").asText().equals("Realtime"))
                .map(each -> each.get("id").asText())
                .findFirst()
                .orElse(null));
    return admin
        .postJson(
            tokens,
            "{\"name\":\"reader\",\"policies\":[{\"effect\":\"allow\",\"permission_groups\":[{\"id\":\"%s\"}],\"resources\":{}}]}"
                .formatted(group))
        .json()
        .at("/result/value")
        .asText();
  }
}
