package org.pollard.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.flywaydb.core.Flyway;
import org.pollard.store.Database;

/// What it takes to bring a database up to this version that was made by the one which knew one
/// choice of some only, with a million votes: half of them named, half of them participations with
/// their counts.
final class Migration {

  /// The last version before questions of other kinds.
  private static final String BEFORE = "19";

  private static final int SESSIONS = 100;
  private static final int VOTERS = 10_000;
  private static final int CHOICES = 4;

  private Migration() {}

  static void run(Path folder, Report report) throws SQLException {
    for (Storage storage : Storage.values()) {
      try (Storage.Opened database = storage.empty(folder)) {
        report.add(
            storage.title() + ", %,d votes".formatted(SESSIONS * VOTERS), measured(database));
      }
    }
  }

  private static SequencedMap<String, Double> measured(Storage.Opened database)
      throws SQLException {
    boolean postgres = database.url().startsWith("jdbc:postgresql:");
    Flyway.configure()
        .dataSource(database.url(), null, null)
        .locations("classpath:db/" + (postgres ? "postgresql" : "sqlite"))
        .target(BEFORE)
        .load()
        .migrate();
    System.err.println("Filling …");
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String each : rows(postgres)) {
        statement.execute(each);
      }
      connection.commit();
      SequencedMap<String, Double> numbers = new LinkedHashMap<>();
      long counted = one(statement, "SELECT sum(n) FROM tally");
      numbers.put("mib", size(statement, postgres) / (double) (1 << 20));
      connection.commit();
      long start = System.nanoTime();
      Database.open(database.url(), database.folder()).close();
      numbers.put("seconds", (System.nanoTime() - start) / 1e9);
      numbers.put("mibAfterwards", size(statement, postgres) / (double) (1 << 20));
      if (one(statement, "SELECT sum(n) FROM tally") != counted
          || one(statement, "SELECT count(*) FROM vote") != counted / 2) {
        throw new IllegalStateException("votes were lost");
      }
      return numbers;
    }
  }

  /// Odd sessions are named, the others anonymous.
  private static List<String> rows(boolean postgres) {
    String voters = "SELECT i FROM numbers WHERE i <= " + VOTERS;
    String sessions = "SELECT i FROM numbers WHERE i <= " + SESSIONS;
    String numbers =
        postgres
            ? "CREATE TEMPORARY TABLE numbers AS SELECT i::bigint AS i FROM generate_series(1, %d) i"
            : """
              CREATE TEMPORARY TABLE numbers AS
              WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
              SELECT i FROM n
              """;
    String overriding = postgres ? "OVERRIDING SYSTEM VALUE" : "";
    return List.of(
        numbers.formatted(Math.max(VOTERS, SESSIONS)),
        "INSERT INTO voter (id, kind) " + overriding + " SELECT i, 'guest' FROM (" + voters + ") v",
        "INSERT INTO course (name, code, search_text, state, is_public, created_at) VALUES ('C', 'C', 'c', 'AVAILABLE', FALSE, 0)",
        "INSERT INTO poll (owner_id, question, created_at) VALUES (1, 'Which?', 0)",
        "INSERT INTO choice (poll_id, text, position, correct) SELECT 1, 'Choice', i, FALSE FROM numbers WHERE i <= "
            + CHOICES,
        """
        INSERT INTO poll_session (poll_id, course_id, is_open, is_anonymous, visibility,
          shows_voters, created_at, presented, opened, changeable, corrected, planned_visibility)
        SELECT 1, 1, TRUE, i %% 2 = 0, 'PUBLIC', i %% 2 = 1, 0, TRUE, TRUE, FALSE, FALSE, 'PUBLIC'
        FROM (%s) s
        """
            .formatted(sessions),
        """
        INSERT INTO vote (session_id, voter_id, choice_id, cast_at)
        SELECT s.id, v.i, 1 + (v.i + s.id) %% %d, v.i
        FROM poll_session s, (%s) v WHERE s.id %% 2 = 1
        """
            .formatted(CHOICES, voters),
        """
        INSERT INTO participation (session_id, voter_id)
        SELECT s.id, v.i FROM poll_session s, (%s) v WHERE s.id %% 2 = 0
        """
            .formatted(voters),
        """
        INSERT INTO tally (session_id, choice_id, node, n)
        SELECT s.id, c.id, 1, %d FROM poll_session s, choice c
        """
            .formatted(VOTERS / CHOICES),
        """
        INSERT INTO change_count (session_id, node, changes, state_changes)
        SELECT id, 1, %d, 1 FROM poll_session
        """
            .formatted(VOTERS));
  }

  private static long size(Statement statement, boolean postgres) throws SQLException {
    return one(
        statement,
        postgres
            ? "SELECT pg_database_size(current_database())"
            : "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
  }

  private static long one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
