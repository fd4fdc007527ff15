package org.pollard.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Dead rows tell which transaction wrote them, and so which belong together. They can be removed
/// as soon as nobody may still see them: no transaction here, also none that was prepared and left,
/// no standby that tells what is looked at there (`hot_standby_feedback`), and no replication slot
/// that keeps what a standby looked at, whether that ever comes back or not. Thread-safe.
///
/// Whether they were removed is judged by what PostgreSQL says that it did, since it does not show
/// everything that may look at them to everybody. A moment is the number of a transaction.
final class PostgresTraces implements Traces {

  private static final System.Logger LOG = System.getLogger(PostgresTraces.class.getName());
  private static final Duration STEP = Duration.ofMillis(25);
  private static final int MOST_STEPS = 20;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final List<String> TABLES =
      List.of("participation", "tally", "entry", "spelling", "change_count", "unscrubbed");

  /// When it began that something looks back; null while nothing does. In nanoseconds.
  private volatile @Nullable Long heldSince;

  private volatile boolean said;

  @Override
  public long moment(Handle handle) {
    return handle
        .createQuery("SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)")
        .mapTo(long.class)
        .one();
  }

  @Override
  public long erase(Handle handle) {
    long now = moment(handle);
    List<String> looking = waitForThoseBefore(handle, now);
    // The usual limit is meant for requests; a large table takes its time.
    handle.execute("SET statement_timeout = 0");
    try {
      // Freezing has it say how far it came. Of a few dead rows among very many it would otherwise
      // leave the places, and in the index which voter was at which of them.
      TABLES.forEach(
          table -> handle.execute("VACUUM (FREEZE, INDEX_CLEANUP TRUE, TRUNCATE FALSE) " + table));
    } finally {
      handle.execute(Postgres.SETTINGS);
    }
    long erased = erased(handle);
    tell(erased >= now, looking);
    return erased;
  }

  /// After it has frozen a table PostgreSQL notes the oldest transaction that may still be found
  /// there, which is never younger than what anybody looks at.
  private static long erased(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)
              - max(age(relfrozenxid))
            FROM pg_class WHERE oid = ANY (CAST(:tables AS regclass[]))
            """)
        .bind("tables", "{" + String.join(",", TABLES) + "}")
        .mapTo(long.class)
        .one();
  }

  private static List<String> waitForThoseBefore(Handle handle, long moment) {
    List<String> looking = lookingBehind(handle, moment);
    for (int i = 0; i < MOST_STEPS && !looking.isEmpty(); i++) {
      LockSupport.parkNanos(STEP.toNanos());
      looking = lookingBehind(handle, moment);
    }
    return looking;
  }

  /// Who may still see what was removed before this moment, as far as this user is shown it.
  private static List<String> lookingBehind(Handle handle, long moment) {
    return handle
        .createQuery(
            """
            WITH next AS (SELECT age(CAST(CAST(CAST(:moment AS text) AS xid8) AS xid)) AS age)
            SELECT 'the process ' || pid FROM pg_stat_activity, next
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND (age(backend_xmin) > next.age OR age(backend_xid) > next.age)
            UNION ALL
            SELECT 'the prepared transaction ' || gid FROM pg_prepared_xacts, next
            WHERE database = current_database() AND age(transaction) > next.age
            UNION ALL
            SELECT 'the standby ' || application_name FROM pg_stat_replication, next
            WHERE age(backend_xmin) > next.age
            UNION ALL
            SELECT 'the replication slot ' || slot_name FROM pg_replication_slots, next
            WHERE age(xmin) > next.age
            """)
        .bind("moment", moment)
        .mapTo(String.class)
        .list();
  }

  /// Once when it takes long, and once when it is over.
  private void tell(boolean done, List<String> looking) {
    Long since = heldSince;
    if (done) {
      heldSince = null;
      if (said) {
        said = false;
        LOG.log(System.Logger.Level.INFO, "Traces of anonymous votes can be removed again");
      }
    } else if (since == null) {
      heldSince = System.nanoTime();
    } else if (!said && System.nanoTime() - since > LONG.toNanos()) {
      said = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "Traces of anonymous votes cannot be removed, since something still looks at them: {0}",
          looking.isEmpty()
              ? "this user of the database is not shown what it is"
              : String.join(", ", looking));
    }
  }
}
