package org.pollard.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Counts the source files of Pollard through which one vote goes: a debugger lists the methods
/// that the server enters between the request and a moment after the answer.
///
/// The vote is a warm one: token, session and rights are remembered, and the connection is open. It
/// is cast in five sessions, and what did not happen each time is no part of the way; nor is what
/// goes on by itself on threads that have nothing to do with votes.
final class Way {

  private static final String ADMINISTRATOR = "way-administrator-0123456789";
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern TOKEN = Pattern.compile("\"visible_token\":\"([^\"]+)\"");
  private static final Duration IDLE = Duration.ofSeconds(4);
  private static final Duration AFTER_THE_ANSWER = Duration.ofMillis(150);
  private static final int VOTES = 5;

  private static final String OURS = "org/pollard/";

  /// On these a vote is read, written and answered.
  private static final Pattern OF_VOTES =
      Pattern.compile("vert.x-eventloop-thread-|vote-committer|pollard-(write|cast)-?");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final Entered entered;

  /// A poll before a course.
  private record Room(String course, String poll, String choice, String teacher) {

    String sessions() {
      return "/api/v1/polls/" + poll + "/poll_sessions";
    }
  }

  private interface Ballot {
    void cast(String session, String voter) throws Exception;
  }

  private Way(URI base, Entered entered) {
    this.base = base;
    this.entered = entered;
  }

  static void run(Path folder, Report report) throws Exception {
    int port = freePort();
    try (ServerProcess server =
            ServerProcess.start(
                folder.resolve("way"),
                Map.of("POLLARD_ADMIN_TOKEN", ADMINISTRATOR),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port);
        Entered entered = Entered.at(port)) {
      Way way = new Way(server.base(), entered);
      Room room = way.room();
      report.add("Canvas", way.count(room, (session, voter) -> way.canvas(room, session, voter)));
      report.add("/live", way.count(room, (session, voter) -> way.live(room, session, voter)));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private SequencedMap<String, Double> count(Room room, Ballot ballot) throws Exception {
    String voter = person(room.course(), "StudentEnrollment");
    String other = person(room.course(), "StudentEnrollment");
    entered.listen();
    ballot.cast(session(room), voter);
    Thread.sleep(AFTER_THE_ANSWER);
    var _ = entered.taken();
    Thread.sleep(IDLE);
    Set<Entered.Step> idle = entered.taken();

    SequencedSet<Entered.Step> way = new LinkedHashSet<>();
    for (int i = 0; i < VOTES; i++) {
      String session = session(room);
      // So that everything is remembered that a vote asks for.
      ballot.cast(session(room), voter);
      ballot.cast(session, other);
      Thread.sleep(AFTER_THE_ANSWER);
      var _ = entered.taken();
      ballot.cast(session, voter);
      Thread.sleep(AFTER_THE_ANSWER);
      SequencedSet<Entered.Step> steps = entered.taken();
      steps.removeIf(step -> !OF_VOTES.matcher(step.thread()).matches() && idle.contains(step));
      // By file, since what was not remembered any more is found on another thread.
      Set<String> files = steps.stream().map(Entered.Step::file).collect(Collectors.toSet());
      if (i == 0) {
        way.addAll(steps);
      } else {
        way.removeIf(step -> !files.contains(step.file()));
      }
    }
    entered.ignore();
    return counted(way);
  }

  /// Of each file whether it is one of values only: records and closed choices, which are read as
  /// words and not as steps.
  private static SequencedMap<String, Double> counted(SequencedSet<Entered.Step> way) {
    Map<String, Boolean> onlyValues = new LinkedHashMap<>();
    way.stream()
        .filter(step -> step.file().startsWith(OURS))
        .forEach(step -> onlyValues.merge(step.file(), step.value(), Boolean::logicalAnd));
    long ofFrameworks =
        way.stream()
            .map(Entered.Step::file)
            .filter(file -> !file.startsWith(OURS))
            .distinct()
            .count();
    Map<String, Set<String>> byPackage = new TreeMap<>();
    onlyValues.forEach(
        (file, value) -> {
          int slash = file.lastIndexOf('/');
          byPackage
              .computeIfAbsent(file.substring(0, slash), _ -> new LinkedHashSet<>())
              .add(
                  (value ? "(" : "")
                      + file.substring(slash + 1, file.length() - 5)
                      + (value ? ")" : ""));
        });
    byPackage.forEach(
        (name, files) -> System.err.println("    " + name + ": " + String.join(" ", files)));
    long values = onlyValues.values().stream().filter(each -> each).count();
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("files", (double) onlyValues.size());
    numbers.put("steps", (double) (onlyValues.size() - values));
    numbers.put("values", (double) values);
    numbers.put("frameworks", (double) ofFrameworks);
    return numbers;
  }

  private Room room() throws Exception {
    String course =
        id(
            call(
                "POST",
                "/api/v1/accounts/1/courses",
                "{\"course\":{\"name\":\"Way\"},\"offer\":true}",
                ADMINISTRATOR));
    String teacher = person(course, "TeacherEnrollment");
    String poll =
        id(call("POST", "/api/v1/polls", "{\"polls\":[{\"question\":\"Which?\"}]}", teacher));
    String choice =
        id(
            call(
                "POST",
                "/api/v1/polls/" + poll + "/poll_choices",
                "{\"poll_choices\":[{\"text\":\"This\"}]}",
                teacher));
    return new Room(course, poll, choice, teacher);
  }

  /// An open one.
  private String session(Room room) throws Exception {
    String session =
        id(
            call(
                "POST",
                room.sessions(),
                "{\"poll_sessions\":[{\"course_id\":" + room.course() + "}]}",
                room.teacher()));
    var _ = call("POST", room.sessions() + "/" + session + "/open", "", room.teacher());
    return session;
  }

  /// Gives the token of somebody new.
  private String person(String course, String enrollment) throws Exception {
    String user =
        id(
            call(
                "POST",
                "/api/v1/accounts/1/users",
                "{\"user\":{\"name\":\"Voter\"}}",
                ADMINISTRATOR));
    var _ =
        call(
            "POST",
            "/api/v1/courses/" + course + "/enrollments",
            "{\"enrollment\":{\"user_id\":%s,\"type\":\"%s\",\"enrollment_state\":\"active\"}}"
                .formatted(user, enrollment),
            ADMINISTRATOR);
    return found(
        TOKEN,
        call(
            "POST",
            "/api/v1/users/" + user + "/tokens",
            "{\"token\":{\"purpose\":\"way\"}}",
            ADMINISTRATOR));
  }

  private void canvas(Room room, String session, String voter) throws Exception {
    var _ =
        call(
            "POST",
            room.sessions() + "/" + session + "/poll_submissions",
            "{\"poll_submissions\":[{\"poll_choice_id\":" + room.choice() + "}]}",
            voter);
  }

  private void live(Room room, String session, String voter) throws Exception {
    var _ =
        call(
            "PUT",
            "/live/sessions/" + session + "/vote",
            "{\"choice\":" + room.choice() + "}",
            voter);
  }

  private String call(String method, String path, String json, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, BodyPublishers.ofString(json))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private static String id(String json) {
    return found(ID, json);
  }

  private static String found(Pattern pattern, String json) {
    Matcher matcher = pattern.matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + json);
    }
    return matcher.group(1);
  }
}
