package org.pollard.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;

/// Dead rows tell which transaction wrote them, and so which belong together. They can be removed
/// as soon as nobody may still see them, which is when all transactions have ended that were there
/// when they died.
final class PostgresTraces implements Traces {

  private static final Duration STEP = Duration.ofMillis(25);
  private static final int MOST_STEPS = 20;
  private static final List<String> TABLES =
      List.of("participation", "tally", "change_count", "unscrubbed");

  @Override
  public boolean erase(Handle handle) {
    boolean nobodyLooksBack = waitForThoseBefore(handle);
    // The usual limit is meant for requests; a large table takes its time.
    handle.execute("SET statement_timeout = 0");
    try {
      TABLES.forEach(table -> handle.execute("VACUUM (TRUNCATE FALSE) " + table));
    } finally {
      handle.execute(Postgres.SETTINGS);
    }
    return nobodyLooksBack;
  }

  private static boolean waitForThoseBefore(Handle handle) {
    String next =
        handle
            .createQuery("SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)")
            .mapTo(String.class)
            .one();
    for (int i = 0; i < MOST_STEPS; i++) {
      if (nobodyLooksBehind(handle, next)) {
        return true;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    return false;
  }

  private static boolean nobodyLooksBehind(Handle handle, String next) {
    return handle
        .createQuery(
            """
            SELECT pg_snapshot_xmin(pg_current_snapshot()) >= CAST(:next AS xid8)
              AND NOT EXISTS (
                SELECT 1 FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                  AND age(backend_xmin) > age(CAST(CAST(:next AS xid8) AS xid)))
            """)
        .bind("next", next)
        .mapTo(Boolean.class)
        .one();
  }
}
