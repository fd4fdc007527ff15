package org.pollard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The time of one primary of PostgreSQL, from its start or its promotion until another one takes
/// over. Whoever has met one believes none that was before it.
///
/// The timeline grows with every promotion, but two standbys that were promoted apart have the same
/// one; and a database that was restored elsewhere has another system. So the first node that meets
/// a primary writes that down in a row of its own (`generation`), with a mark that is drawn.
///
/// @param system which cluster of files it is
/// @param number of the row, one more for each primary that was met
record Era(String system, long timeline, long number, String mark) {

  /// PostgreSQL, Appendix A: cannot_connect_now, which standbys would say if they took nobody.
  private static final String NOT_NOW = "57P03";

  /// PostgreSQL, Appendix A: not supported, not allowed, no such function.
  private static final Set<String> WITHOUT_WORD = Set.of("0A000", "42501", "42883");

  private record Place(String system, long timeline) {}

  /// Whether it is over for somebody who knows this one.
  boolean isBefore(Era known) {
    return !equals(known) && !isAfter(known);
  }

  /// Whether whoever knows that one has to turn to this one.
  boolean isAfter(Era known) {
    boolean promoted = system.equals(known.system) && timeline != known.timeline;
    return promoted ? timeline > known.timeline : number > known.number;
  }

  /// In which era this connection is; begins one if nobody has met this primary yet.
  ///
  /// @throws SQLException when it is a standby, or does not answer
  static Era of(Connection connection) throws SQLException {
    Place place = place(connection);
    Era written = written(connection);
    if (written == null || !written.isAt(place)) {
      begin(connection, place);
      written = written(connection);
    }
    if (written == null || !written.isAt(place)) {
      throw new SQLException("the primary changes its generation at this moment", NOT_NOW);
    }
    return written;
  }

  /// 0 when whoever runs the database does not tell.
  ///
  /// @throws SQLException when it is a standby, or does not answer
  static long timeline(Connection connection) throws SQLException {
    return place(connection).timeline;
  }

  private boolean isAt(Place place) {
    return system.equals(place.system) && timeline == place.timeline;
  }

  /// The name of the file that is written to begins with the timeline. The control file would tell
  /// of a promotion only after the next checkpoint.
  private static Place place(Connection connection) throws SQLException {
    try {
      return askedPlace(connection);
    } catch (SQLException e) {
      if (WITHOUT_WORD.contains(String.valueOf(e.getSQLState()))) {
        // Whoever runs the database does not tell; the row is left, which goes with the data.
        return new Place("untold", 0);
      }
      throw e;
    }
  }

  private static Place askedPlace(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT CAST(system_identifier AS text) AS system,
                  CASE WHEN NOT pg_is_in_recovery()
                    THEN substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END AS timeline
                FROM pg_control_system()
                """)) {
      row.next();
      String timeline = row.getString("timeline");
      if (timeline == null) {
        throw new SQLException("this is a standby and not the primary", NOT_NOW);
      }
      return new Place(row.getString("system"), Long.parseLong(timeline, 16));
    }
  }

  private static @Nullable Era written(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT system, timeline, number, mark FROM generation")) {
      return row.next()
          ? new Era(
              row.getString("system"),
              row.getLong("timeline"),
              row.getLong("number"),
              row.getString("mark"))
          : null;
    }
  }

  /// Nobody waits for a standby here: that may be the machine that was lost, and reading is to go
  /// on without it. Of several nodes one writes, and the others find what it wrote.
  private static void begin(Connection connection, Place place) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = local");
      try (PreparedStatement row =
          connection.prepareStatement(
              """
              INSERT INTO generation (id, system, timeline, number, mark) VALUES (1, ?, ?, 1, ?)
              ON CONFLICT (id) DO UPDATE
              SET system = excluded.system, timeline = excluded.timeline,
                number = generation.number + 1, mark = excluded.mark
              WHERE generation.system <> excluded.system
                OR generation.timeline <> excluded.timeline
              """)) {
        row.setString(1, place.system);
        row.setLong(2, place.timeline);
        row.setString(3, UUID.randomUUID().toString());
        row.executeUpdate();
      } finally {
        statement.execute("SET synchronous_commit = on");
      }
    }
  }
}
