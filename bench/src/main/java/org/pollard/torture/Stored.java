package org.pollard.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pollard.torture.State.Ballot;
import org.pollard.torture.State.Session;

/// Reads what is stored: directly with SQL, and as the API shows it.
final class Stored {

  private Stored() {}

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  static State inDatabase(String url) throws SQLException {
    Map<Long, Boolean> anonymous = new HashMap<>();
    Map<Long, List<Ballot>> ballots = new HashMap<>();
    Map<Long, Map<Long, Long>> tallies = new HashMap<>();
    Set<Long> choices = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      each(
          statement,
          "SELECT id, is_anonymous FROM poll_session",
          row -> anonymous.put(row.getLong(1), row.getBoolean(2)));
      each(statement, "SELECT id FROM choice", row -> choices.add(row.getLong(1)));
      each(
          statement,
          """
          SELECT v.session_id, v.voter_id, v.choice_id FROM vote v
          JOIN choice c ON c.id = v.choice_id ORDER BY v.voter_id
          """,
          row ->
              ballots
                  .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                  .add(new Ballot(row.getLong(2), row.getLong(3))));
      each(
          statement,
          "SELECT session_id, voter_id FROM participation ORDER BY voter_id",
          row ->
              ballots
                  .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                  .add(new Ballot(row.getLong(2), null)));
      each(
          statement,
          "SELECT session_id, cell, sum(n) FROM tally WHERE n <> 0 GROUP BY session_id, cell",
          row ->
              tallies
                  .computeIfAbsent(row.getLong(1), _ -> new HashMap<>())
                  .put(row.getLong(2), row.getLong(3)));
    }
    Map<Long, Session> sessions = new HashMap<>();
    anonymous.forEach(
        (id, isAnonymous) ->
            sessions.put(
                id,
                new Session(
                    isAnonymous,
                    ballots.getOrDefault(id, List.of()),
                    tallies.getOrDefault(id, Map.of()))));
    return new State(sessions, choices);
  }

  /// What SQLite finds wrong with its own file; empty when nothing is. PostgreSQL has no such
  /// question.
  static List<String> damage(String url) throws SQLException {
    List<String> found = new ArrayList<>();
    if (url.startsWith("jdbc:sqlite:")) {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        each(statement, "PRAGMA integrity_check", row -> found.add(row.getString(1)));
      }
      found.remove("ok");
    }
    return found;
  }

  /// A session as Canvas draws it for the teacher. Of an anonymous one it shows no ballots.
  static Session shown(JsonNode drawn, boolean anonymous) {
    List<Ballot> ballots = new ArrayList<>();
    drawn
        .get("poll_submissions")
        .forEach(
            each ->
                ballots.add(
                    new Ballot(each.get("user_id").asLong(), each.get("poll_choice_id").asLong())));
    ballots.sort(Comparator.comparingLong(Ballot::voter));
    Map<Long, Long> tally = new HashMap<>();
    drawn
        .get("results")
        .properties()
        .forEach(
            each -> {
              if (each.getValue().asLong() != 0) {
                tally.put(Long.valueOf(each.getKey()), each.getValue().asLong());
              }
            });
    return new Session(anonymous, ballots, tally);
  }

  private static void each(Statement statement, String sql, Row row) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        row.read(rows);
      }
    }
  }
}
