package org.pollard.server;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.pollard.store.TestPostgres;

/// The databases on which the packaged server is tested.
@NullMarked
enum Storage {
  SQLITE,
  POSTGRESQL;

  /// The environment of servers that work on one new database.
  Map<String, String> fresh(String name) throws SQLException {
    return switch (this) {
      case SQLITE -> Map.of();
      case POSTGRESQL -> Map.of("POLLARD_DATABASE_URL", TestPostgres.fresh(name));
    };
  }
}
