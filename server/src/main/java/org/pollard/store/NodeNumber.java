package org.pollard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A number that no other node holds, for as long as the connection lives on which it was taken.
/// When that breaks it is taken anew, the same if that is free; until then two nodes may count
/// under one number: slower, since they then wait for each other, but right, since they only ever
/// add.
record NodeNumber(int value) {

  /// First key of the advisory locks by which nodes take their numbers: "Poll" in ASCII.
  private static final int NODE_NUMBERS = 0x506f6c6c;

  private static final int MOST_NODES = 1_000;

  /// @param before the number that this node had; null: it had none
  static NodeNumber take(Connection connection, @Nullable NodeNumber before) throws SQLException {
    try (PreparedStatement tryLock =
        connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
      if (before != null && isFree(tryLock, before.value)) {
        return before;
      }
      for (int n = 0; n < MOST_NODES; n++) {
        if (isFree(tryLock, n)) {
          return new NodeNumber(n);
        }
      }
    }
    throw new IllegalStateException(MOST_NODES + " nodes share this database already");
  }

  private static boolean isFree(PreparedStatement tryLock, int number) throws SQLException {
    tryLock.setInt(1, NODE_NUMBERS);
    tryLock.setInt(2, number);
    try (ResultSet taken = tryLock.executeQuery()) {
      return taken.next() && taken.getBoolean(1);
    }
  }
}
