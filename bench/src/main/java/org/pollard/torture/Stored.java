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
import org.jspecify.annotations.Nullable;
import org.pollard.torture.State.Ballot;
import org.pollard.torture.State.Session;

/// Reads what is stored: directly with SQL, and as the API shows it.
final class Stored {

  private Stored() {}

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private record Asking(boolean anonymous, long poll, String kind) {

    @Nullable Sayings sayings() {
      return kind.equals("SINGLE") ? null : Sayings.of(kind);
    }
  }

  static State inDatabase(String url) throws SQLException {
    Map<Long, Asking> askings = new HashMap<>();
    Map<Long, List<Long>> items = new HashMap<>();
    Map<Long, Map<Long, String>> written = new HashMap<>();
    Map<Long, List<Ballot>> ballots = new HashMap<>();
    Map<Long, Map<Long, Long>> tallies = new HashMap<>();
    Set<Long> choices = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      each(
          statement,
          """
          SELECT s.id, s.is_anonymous, s.poll_id, p.kind
          FROM poll_session s JOIN poll p ON p.id = s.poll_id
          """,
          row ->
              askings.put(
                  row.getLong(1), new Asking(row.getBoolean(2), row.getLong(3), row.getString(4))));
      each(
          statement,
          "SELECT id, poll_id FROM choice ORDER BY id",
          row -> {
            choices.add(row.getLong(1));
            items.computeIfAbsent(row.getLong(2), _ -> new ArrayList<>()).add(row.getLong(1));
          });
      askings.values().stream()
          .filter(each -> each.sayings() != null)
          .forEach(each -> choices.addAll(Sayings.ids(each.poll())));
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
          "SELECT session_id, voter_id, answer FROM vote WHERE choice_id = 0 ORDER BY voter_id",
          row -> {
            Asking asking = askings.get(row.getLong(1));
            Sayings kind = asking == null ? null : asking.sayings();
            if (asking != null && kind != null) {
              long said =
                  kind.said(
                      row.getString(3),
                      asking.poll(),
                      items.getOrDefault(asking.poll(), List.of()));
              ballots
                  .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                  .add(new Ballot(row.getLong(2), said));
            }
          });
      each(
          statement,
          "SELECT session_id, cell, text FROM spelling",
          row ->
              written
                  .computeIfAbsent(row.getLong(1), _ -> new HashMap<>())
                  .put(row.getLong(2), row.getString(3)));
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
    askings.forEach(
        (id, asking) -> {
          Map<Long, Long> cells = tallies.getOrDefault(id, Map.of());
          Sayings kind = asking.sayings();
          sessions.put(
              id,
              new Session(
                  asking.anonymous(),
                  ballots.getOrDefault(id, List.of()),
                  kind == null
                      ? cells
                      : kind.counted(
                          cells,
                          written.getOrDefault(id, Map.of()),
                          asking.poll(),
                          items.getOrDefault(asking.poll(), List.of()))));
        });
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
