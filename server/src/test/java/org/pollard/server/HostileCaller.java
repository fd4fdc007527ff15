package org.pollard.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;

/// Calls every endpoint that the server describes, with the token of somebody who may do everything
/// and with ids of things that exist, so that what is hostile in a call gets as deep as it can.
/// Sees whether anything was stored. Confined to one thread.
@NullMarked
final class HostileCaller implements AutoCloseable {

  static final String TOKEN = "Authorization: Bearer " + RunningServer.ADMIN_TOKEN + "\r\n";
  static final String HOST = "Host: test\r\n";
  static final String CLOSE = "Connection: close\r\n";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

  /// An endpoint as the description names it.
  record Endpoint(String method, String path) {

    /// Such as `{poll_id}`.
    List<String> variables() {
      return VARIABLE.matcher(path).results().map(MatchResult::group).toList();
    }

    /// Whether calling it changes something even without parameters.
    boolean harmful() {
      return method.equals("DELETE") || path.endsWith("/open") || path.endsWith("/close");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  record Reply(int status, String head, String body) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + head + body, e);
      }
    }
  }

  private final RunningServer server;
  private final Connection database;
  private final List<Endpoint> endpoints;
  private final Classroom room;
  private final Asked asked;
  private final Person voter;
  private final long submission;
  private final long enrollment;
  private final long token;

  HostileCaller(RunningServer server, Path data) throws SQLException {
    this.server = server;
    this.endpoints =
        server
            .as(null)
            .get("/q/openapi?format=json")
            .json()
            .path("paths")
            .propertyStream()
            .filter(path -> path.getKey().startsWith("/api/v1/"))
            .flatMap(
                path ->
                    path.getValue()
                        .propertyStream()
                        .map(
                            each ->
                                new Endpoint(
                                    each.getKey().toUpperCase(Locale.ROOT), path.getKey())))
            .toList();
    this.room = Classroom.in(server.admin());
    this.asked = room.askOpen("Which?", "One", "Two");
    this.voter = room.student("Ada");
    this.submission = Classroom.vote(voter.canvas(), asked, 0).id();
    // Only teachers make polls, and the calls are the administrator's.
    Person self = new Person(server.admin().get("/api/v1/users/self").id(), server.admin());
    room.enroll(self, "TeacherEnrollment");
    this.enrollment =
        voter.canvas().get("/api/v1/users/self/enrollments").json().get(0).get("id").asLong();
    this.token =
        server
            .admin()
            .post("/api/v1/users/" + voter.id() + "/tokens", "token[purpose]", "target")
            .id();
    this.database =
        DriverManager.getConnection(
            "jdbc:sqlite:" + data.resolve("pollard.db") + "?busy_timeout=10000");
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /// Those that change nothing when they are called without parameters.
  List<Endpoint> harmless() {
    return endpoints.stream().filter(each -> !each.harmful()).toList();
  }

  /// With ids of things that exist.
  String path(Endpoint endpoint) {
    return path(endpoint, "", "");
  }

  /// With such ids everywhere but in the place of one variable.
  String path(Endpoint endpoint, String variable, String hostile) {
    Map<String, Long> ids =
        Map.of(
            "{account_id}", 1L,
            "{course_id}", room.course(),
            "{poll_id}", asked.poll(),
            "{poll_session_id}", asked.session(),
            "{user_id}", voter.id(),
            "{id}", last(endpoint.path()));
    return VARIABLE
        .matcher(endpoint.path())
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group().equals(variable)
                        ? hostile
                        : String.valueOf(ids.get(found.group()))));
  }

  private long last(String path) {
    if (path.contains("/poll_submissions/")) {
      return submission;
    }
    if (path.contains("/poll_sessions/")) {
      return asked.session();
    }
    if (path.contains("/poll_choices/")) {
      return asked.choices().getFirst();
    }
    if (path.contains("/sections/")) {
      return room.section();
    }
    if (path.contains("/enrollments/")) {
      return enrollment;
    }
    if (path.contains("/tokens/")) {
      return token;
    }
    return path.contains("/users/") ? voter.id() : asked.poll();
  }

  static String request(String method, String path, String headers, String body) {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    return method
        + " "
        + path
        + " HTTP/1.1\r\n"
        + HOST
        + TOKEN
        + CLOSE
        + headers
        + length
        + "\r\n"
        + body;
  }

  /// Sends what must be refused.
  Reply refused(String what, String request) throws IOException, SQLException {
    Reply reply = judged(what, request);
    assertThat(reply.status()).as(what).isBetween(400, 499);
    return reply;
  }

  /// Sends what must be refused or be understood.
  Reply judged(String what, String request) throws IOException, SQLException {
    int before = dataVersion();
    Reply reply = send(request);
    assertThat(reply.status()).as(what).isBetween(200, 499);
    if (reply.status() == 204) {
      return reply;
    }
    assertThat(reply.head().toLowerCase(Locale.ROOT))
        .as(what)
        .contains("content-type: application/json; charset=utf-8");
    JsonNode json = reply.json();
    if (reply.status() >= 400) {
      assertThat(json.has("errors")).as(what + reply.body()).isTrue();
      if (dataVersion() != before) {
        // The server writes for itself, too, such as when a token was last seen, but not each time.
        int now = dataVersion();
        send(request);
        assertThat(dataVersion()).as(what).isEqualTo(now);
      }
    }
    return reply;
  }

  Reply send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.base().getPort())) {
      socket.setSoTimeout(60_000);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        InputStream in = socket.getInputStream();
        in.transferTo(all);
      } catch (java.net.SocketException e) {
        // Closed under what was still to be sent; what came before counts.
      }
      String text = all.toString(UTF_8);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        return new Reply(0, text, "");
      }
      int status = Integer.parseInt(text.substring(9, 12));
      return new Reply(status, text.substring(0, end), text.substring(end + 4));
    }
  }

  /// Changes with every commit of the server.
  int dataVersion() throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA data_version")) {
      return row.getInt(1);
    }
  }
}
