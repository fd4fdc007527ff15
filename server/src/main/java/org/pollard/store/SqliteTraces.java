package org.pollard.store;

import org.jdbi.v3.core.Handle;

/// The journal holds the pages of each transaction beside each other: a count that rose, and who
/// had just taken part. It is written into the database file and emptied. Freed pages are
/// overwritten anyway (`secure_delete`).
final class SqliteTraces implements Traces {

  /// Readers are short; one that is not must not hold up the votes that wait for the writer.
  private static final int PATIENCE_MILLIS = 100;

  private final int usualPatienceMillis;

  SqliteTraces(int usualPatienceMillis) {
    this.usualPatienceMillis = usualPatienceMillis;
  }

  /// It is all or nothing, so one moment is like another.
  @Override
  public long moment(Handle handle) {
    return 0;
  }

  @Override
  public long erase(Handle handle) {
    handle.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
    try {
      return handle
          .createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
          .map((row, context) -> row.getInt("busy") == 0 ? Long.MAX_VALUE : Long.MIN_VALUE)
          .one();
    } finally {
      handle.execute("PRAGMA busy_timeout = " + usualPatienceMillis);
    }
  }
}
