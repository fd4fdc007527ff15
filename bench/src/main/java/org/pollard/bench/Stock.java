package org.pollard.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Secrets;

/// A course full of people with tokens, a poll, and an open session of it, put into the database of
/// a server that is not running: through the API a hundred thousand of them would take longer than
/// what is measured.
///
/// @param sessions open ones of the poll; at least one
/// @param students tokens, one a student, in random order of their voters
record Stock(
    long course,
    long poll,
    List<Long> sessions,
    List<Long> choices,
    String teacher,
    List<String> students) {

  Stock {
    sessions = List.copyOf(sessions);
    choices = List.copyOf(choices);
    students = List.copyOf(students);
  }

  /// @param url of a database that a server has set up
  static Stock fill(String url, int students, int sessionCount) {
    return fill(url, students, sessionCount, null);
  }

  /// @param ids of the voters, the teacher's first; null: one after the other
  static Stock fill(String url, int students, int sessionCount, @Nullable IntToLongFunction ids) {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      long now = Instant.now().toEpochMilli();
      long course =
          id(
              connection,
              "INSERT INTO course (name, code, search_text, state, is_public, created_at) VALUES"
                  + " ('Bench', 'Bench', 'bench', 'AVAILABLE', "
                  + no(url)
                  + ", "
                  + now
                  + ") RETURNING id");
      long section =
          id(
              connection,
              "INSERT INTO section (course_id, name, is_default, created_at) VALUES ("
                  + course
                  + ", 'Bench', "
                  + yes(url)
                  + ", "
                  + now
                  + ") RETURNING id");
      List<String> tokens = people(connection, url, course, section, students + 1, ids, now);
      long teacher =
          id(
              connection,
              "SELECT user_id FROM access_token WHERE hash = '"
                  + Secrets.hash(tokens.getFirst())
                  + "'");
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "UPDATE enrollment SET type = 'TEACHER' WHERE user_id = "
                + teacher
                + " AND course_id = "
                + course);
      }
      long poll =
          id(
              connection,
              "INSERT INTO poll (owner_id, question, description, created_at) VALUES ("
                  + teacher
                  + ", 'Which?', NULL, "
                  + now
                  + ") RETURNING id");
      List<Long> choices = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        choices.add(
            id(
                connection,
                "INSERT INTO choice (poll_id, text, position, correct) VALUES ("
                    + poll
                    + ", 'Choice "
                    + i
                    + "', "
                    + i
                    + ", "
                    + no(url)
                    + ") RETURNING id"));
      }
      List<Long> sessions = new ArrayList<>();
      for (int i = 0; i < sessionCount; i++) {
        sessions.add(
            id(
                connection,
                "INSERT INTO poll_session (poll_id, course_id, section_id, is_open, is_anonymous,"
                    + " visibility, shows_voters, created_at) VALUES ("
                    + poll
                    + ", "
                    + course
                    + ", NULL, "
                    + yes(url)
                    + ", "
                    + no(url)
                    + ", 'PUBLIC', "
                    + yes(url)
                    + ", "
                    + now
                    + ") RETURNING id"));
      }
      connection.commit();
      List<String> voters = new ArrayList<>(tokens.subList(1, tokens.size()));
      Collections.shuffle(voters, new Random(42));
      return new Stock(course, poll, sessions, choices, tokens.getFirst(), voters);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot fill the database", e);
    }
  }

  /// Has the room show the first session.
  void present(String url) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO on_show (course_id, session_id) VALUES ("
              + course
              + ", "
              + sessions.getFirst()
              + ")");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot show the session", e);
    }
  }

  /// The same with fewer sessions and students.
  Stock with(List<Long> onlySessions, List<String> onlyStudents) {
    return new Stock(course, poll, onlySessions, choices, teacher, onlyStudents);
  }

  String sessionPath(int session) {
    return "/api/v1/polls/" + poll + "/poll_sessions/" + sessions.get(session);
  }

  private static List<String> people(
      Connection connection,
      String url,
      long course,
      long section,
      int count,
      @Nullable IntToLongFunction ids,
      long now)
      throws SQLException {
    long first = id(connection, "SELECT coalesce(max(id), 0) + 1 FROM voter");
    Secrets secrets = new Secrets();
    List<String> tokens = new ArrayList<>(count);
    try (PreparedStatement voter =
            connection.prepareStatement(
                "INSERT INTO voter (id, kind) " + overriding(url) + " VALUES (?, 'user')");
        PreparedStatement user =
            connection.prepareStatement(
                "INSERT INTO users (id, name, search_text, administrator, created_at) VALUES (?, ?,"
                    + " ?, "
                    + no(url)
                    + ", ?)");
        PreparedStatement token =
            connection.prepareStatement(
                "INSERT INTO access_token (user_id, hash, purpose, scopes, root, created_at) VALUES"
                    + " (?, ?, 'bench', '', "
                    + no(url)
                    + ", ?)");
        PreparedStatement enrollment =
            connection.prepareStatement(
                "INSERT INTO enrollment (user_id, course_id, section_id, type, state, created_at,"
                    + " updated_at) VALUES (?, ?, ?, 'STUDENT', 'ACTIVE', ?, ?)")) {
      for (int i = 0; i < count; i++) {
        long id = ids == null ? first + i : ids.applyAsLong(i);
        String secret = secrets.make();
        tokens.add(secret);
        voter.setLong(1, id);
        voter.addBatch();
        user.setLong(1, id);
        user.setString(2, "Student " + i);
        user.setString(3, "student " + i);
        user.setLong(4, now);
        user.addBatch();
        token.setLong(1, id);
        token.setString(2, Secrets.hash(secret));
        token.setLong(3, now);
        token.addBatch();
        enrollment.setLong(1, id);
        enrollment.setLong(2, course);
        enrollment.setLong(3, section);
        enrollment.setLong(4, now);
        enrollment.setLong(5, now);
        enrollment.addBatch();
        if (i % 1_000 == 999 || i == count - 1) {
          voter.executeBatch();
          user.executeBatch();
          token.executeBatch();
          enrollment.executeBatch();
        }
      }
    }
    return tokens;
  }

  private static long id(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static boolean postgres(String url) {
    return url.startsWith("jdbc:postgresql:");
  }

  private static String overriding(String url) {
    return postgres(url) ? "OVERRIDING SYSTEM VALUE" : "";
  }

  private static String yes(String url) {
    return postgres(url) ? "TRUE" : "1";
  }

  private static String no(String url) {
    return postgres(url) ? "FALSE" : "0";
  }
}
