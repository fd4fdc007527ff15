package org.pollard.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pollard.people.Secrets;
import org.pollard.torture.Client.Reply;
import org.pollard.torture.Client.Request;

/// A course with a teacher, made through the API, and thousands of students, put into the database:
/// through the API they would take longer than the torture.
///
/// @param teacher token
record Hall(long course, String teacher, List<Voter> voters) {

  private static final JsonMapper JSON = new JsonMapper();

  Hall {
    voters = List.copyOf(voters);
  }

  record Voter(long id, String token) {}

  static Hall fill(Client client, Node node, String url, int voters) throws SQLException {
    long course =
        admin(client, node, "accounts/1/courses", "course[name]", "Hall", "offer", "true")
            .get("id")
            .asLong();
    long teacher =
        admin(client, node, "accounts/1/users", "user[name]", "Teacher").get("id").asLong();
    admin(
        client,
        node,
        "courses/" + course + "/enrollments",
        "enrollment[user_id]",
        Long.toString(teacher),
        "enrollment[type]",
        "TeacherEnrollment");
    String token =
        admin(client, node, "users/" + teacher + "/tokens", "token[purpose]", "torture")
            .get("visible_token")
            .asText();
    return new Hall(course, token, students(url, course, voters));
  }

  private static JsonNode admin(Client client, Node node, String path, String... form) {
    Reply reply =
        client.send(node, Request.form("POST", "/api/v1/" + path, Node.ADMIN_TOKEN, form));
    if (reply instanceof Reply.Got(int status, String body) && status == 200) {
      return json(body);
    }
    throw new IllegalStateException("no hall, since " + path + " gave " + reply);
  }

  /// @throws IllegalArgumentException when it is none
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + text, e);
    }
  }

  private static List<Voter> students(String url, long course, int count) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      long now = Instant.now().toEpochMilli();
      List<Voter> voters = new ArrayList<>();
      Secrets secrets = new Secrets();
      for (long id : ids(connection, count)) {
        voters.add(new Voter(id, secrets.make()));
      }
      try (PreparedStatement user =
              connection.prepareStatement(
                  "INSERT INTO users (id, name, search_text, administrator, created_at) VALUES (?, 'Student', 'student', ?, ?)");
          PreparedStatement token =
              connection.prepareStatement(
                  "INSERT INTO access_token (user_id, hash, purpose, scopes, root, created_at) VALUES (?, ?, 'torture', '', ?, ?)");
          PreparedStatement enrollment =
              connection.prepareStatement(
                  """
                  INSERT INTO enrollment
                    (user_id, course_id, section_id, type, state, created_at, updated_at)
                  SELECT ?, course_id, id, 'STUDENT', 'ACTIVE', ?, ? FROM section
                  WHERE course_id = ?
                  """)) {
        for (Voter voter : voters) {
          user.setLong(1, voter.id());
          user.setBoolean(2, false);
          user.setLong(3, now);
          user.addBatch();
          token.setLong(1, voter.id());
          token.setString(2, Secrets.hash(voter.token()));
          token.setBoolean(3, false);
          token.setLong(4, now);
          token.addBatch();
          enrollment.setLong(1, voter.id());
          enrollment.setLong(2, now);
          enrollment.setLong(3, now);
          enrollment.setLong(4, course);
          enrollment.addBatch();
        }
        user.executeBatch();
        token.executeBatch();
        enrollment.executeBatch();
      }
      connection.commit();
      return voters;
    }
  }

  private static List<Long> ids(Connection connection, int count) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement made =
        connection.prepareStatement(
            """
            WITH RECURSIVE place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < ?)
            INSERT INTO voter (kind) SELECT 'user' FROM place RETURNING id
            """)) {
      made.setInt(1, count);
      try (ResultSet rows = made.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }
}
