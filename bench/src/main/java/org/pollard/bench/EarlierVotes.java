package org.pollard.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Votes that are there before anything is measured, put into the SQLite database of a server that
/// is not running: ten million of them take a minute, and five through the store. They go in as
/// they came, so that the pages are as full as they would be.
final class EarlierVotes {

  /// All of a large session; it is only taken up as far as it is needed.
  private static final int CACHE_KIB = 1 << 20;

  private static final int AT_A_TIME = 10_000;

  private EarlierVotes() {}

  /// Has the voters from one number up to another vote in a session.
  static void put(
      Storage.Opened database,
      long session,
      List<Long> choices,
      Arrival arrival,
      int from,
      int to) {
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size = -" + CACHE_KIB);
      statement.execute("PRAGMA synchronous = OFF");
      connection.setAutoCommit(false);
      try (PreparedStatement vote =
          connection.prepareStatement(
              "INSERT INTO vote (session_id, voter_id, choice_id, cast_at) VALUES (?, ?, ?, ?)")) {
        long now = System.currentTimeMillis();
        for (int i = from; i < to; i++) {
          vote.setLong(1, session);
          vote.setLong(2, arrival.voter(i));
          vote.setLong(3, choices.get(i % choices.size()));
          vote.setLong(4, now);
          vote.addBatch();
          if (i % AT_A_TIME == AT_A_TIME - 1 || i == to - 1) {
            vote.executeBatch();
          }
        }
      }
      statement.execute("DELETE FROM tally WHERE session_id = " + session);
      statement.execute(
          """
          INSERT INTO tally (session_id, cell, node, n)
          SELECT session_id, choice_id, 0, count(*) FROM vote WHERE session_id = %d
          GROUP BY session_id, choice_id
          """
              .formatted(session));
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot fill the database", e);
    }
  }
}
