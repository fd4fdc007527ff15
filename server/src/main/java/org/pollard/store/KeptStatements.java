package org.pollard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Keeps the prepared statements of one long-lived connection, the most recently used ones:
/// SQLite's driver prepares anew each time, which costs more than most of the statements
/// themselves. Confined to whoever has the connection.
final class KeptStatements extends DefaultStatementBuilder {

  private static final int MOST_KEPT = 256;

  private final LinkedHashMap<String, PreparedStatement> kept =
      new LinkedHashMap<>(64, 0.75f, true);

  /// The text under which a statement was asked for; when it comes back Jdbi names the one before
  /// its parsing.
  private final IdentityHashMap<Statement, String> lent = new IdentityHashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement found = kept.remove(sql);
    PreparedStatement statement = found != null ? found : super.create(connection, sql, context);
    lent.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    String asked = lent.remove(statement);
    if (asked == null
        || !(statement instanceof PreparedStatement prepared)
        || kept.containsKey(asked)) {
      super.close(connection, sql, statement);
      return;
    }
    prepared.clearParameters();
    kept.put(asked, prepared);
    if (kept.size() > MOST_KEPT) {
      kept.pollFirstEntry().getValue().close();
    }
  }

  @Override
  public void close(Connection connection) {
    kept.values().forEach(KeptStatements::closeQuietly);
    kept.clear();
  }

  private static void closeQuietly(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException e) {
      // The connection goes in the next moment and takes its statements with it.
    }
  }
}
