package org.pollard.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;

/// Runs work in transactions. Thread-safe.
///
/// What the database has certainly undone because of its neighbours (a deadlock, a serialization
/// failure) is run again a few times. Nothing else is: a commit that failed in another way may be
/// stored. Nor is every commit that succeeded durable: PostgreSQL stores it on its own disk, and
/// says with a mere warning that it has stopped waiting for the standby that was to have it too.
final class Transactions {

  private static final int MOST_ATTEMPTS = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  /// PostgreSQL, Appendix A: deadlock_detected, serialization_failure.
  private static final Set<String> CERTAINLY_UNDONE = Set.of("40P01", "40001");

  /// SQLite's primary result codes for a failing disk and a full one.
  private static final int SQLITE_IOERR = 10;

  private static final int SQLITE_FULL = 13;

  /// PostgreSQL, Appendix A: shutting down, starting, and a session that was ended for its
  /// idleness; and that it takes nothing that is written, since it is a standby now.
  private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25006");

  /// PostgreSQL, Appendix A: a wait for a lock, a statement, or a transaction that took too long.
  private static final Set<String> TOO_LONG = Set.of("55P03", "57014", "25P03", "25P04");

  private static final String CONNECTION_EXCEPTION = "08";

  /// PostgreSQL, Appendix A: no room, no memory, no more connections; and a failing disk.
  private static final String INSUFFICIENT_RESOURCES = "53";

  private static final String SYSTEM_ERROR = "58";

  /// PostgreSQL, Appendix A: the class of successful completion, which notices have.
  private static final String NO_WARNING = "00";

  private final Door door;
  private volatile @Nullable Instant lastCommit;
  private volatile @Nullable RuntimeException brokenBy;

  Transactions(Door door) {
    this.door = door;
  }

  /// When a transaction was last committed; empty when none was, or when the disk has failed since.
  Optional<Instant> lastCommit() {
    return brokenBy == null ? Optional.ofNullable(lastCommit) : Optional.empty();
  }

  <T extends @Nullable Object> T run(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return door.with(handle -> once(handle, work));
      } catch (RuntimeException e) {
        if (attempt == MOST_ATTEMPTS || !certainlyUndone(e)) {
          throw e;
        }
        LockSupport.parkNanos(
            ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos() * attempt));
      }
    }
  }

  private <T extends @Nullable Object> T once(Handle handle, Work<T> work) {
    refuseIfBroken();
    T result;
    handle.begin();
    try {
      result = work.in(handle);
    } catch (Throwable e) {
      rollBack(handle, e);
      throw e;
    }
    SQLWarning doubt;
    try {
      doubt = commit(handle, door);
    } catch (RuntimeException e) {
      rollBack(handle, e);
      if (certainlyUndone(e)) {
        throw e;
      }
      UnknownCommitException unknown = new UnknownCommitException(e);
      if (diskFailed(e)) {
        brokenBy = unknown;
      }
      throw unknown;
    }
    if (doubt != null) {
      throw new UnknownCommitException(doubt);
    }
    lastCommit = Instant.now();
    return result;
  }

  /// Gives what the database warned of. Only the commit itself is meant: a new connection may have
  /// been warned of something else, such as another version of a collation.
  private static @Nullable SQLWarning commit(Handle handle, Door door) {
    try {
      handle.getConnection().clearWarnings();
      door.commit(handle);
      SQLWarning told = handle.getConnection().getWarnings();
      while (told != null && isNotice(told)) {
        told = told.getNextWarning();
      }
      return told;
    } catch (SQLException e) {
      throw new TransactionException(e);
    }
  }

  private static boolean isNotice(SQLWarning told) {
    return told.getSQLState() != null && told.getSQLState().startsWith(NO_WARNING);
  }

  /// After a failed flush the operating system may take the lost pages for written, so a second try
  /// could succeed without anything being on disk: no more writing until somebody has looked and
  /// started again.
  private void refuseIfBroken() {
    RuntimeException cause = brokenBy;
    if (cause != null) {
      throw new StoreUnavailableException(
          new IllegalStateException(
              "a commit failed on the disk; nothing is written until the server is started again",
              cause));
    }
  }

  private static void rollBack(Handle handle, Throwable because) {
    try {
      handle.rollback();
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  static boolean certainlyUndone(Throwable failure) {
    SQLException sql = sqlCause(failure);
    return sql != null && sql.getSQLState() != null && CERTAINLY_UNDONE.contains(sql.getSQLState());
  }

  private static boolean diskFailed(Throwable failure) {
    return sqliteCode(failure) == SQLITE_IOERR;
  }

  /// Whether the connection to the database is of no use any more, or the database is none to write
  /// to, and nothing of the work is stored.
  static boolean wentAway(Throwable failure) {
    if (failure instanceof FormerPrimaryException) {
      return true;
    }
    SQLException sql = failure instanceof UnknownCommitException ? null : sqlCause(failure);
    return sql instanceof SQLTransientConnectionException
        || (sql != null
            && sql.getSQLState() != null
            && (sql.getSQLState().startsWith(CONNECTION_EXCEPTION)
                || AWAY.contains(sql.getSQLState())));
  }

  /// Whether the world failed and not the work: the same again may succeed later.
  static boolean unavailable(Throwable failure) {
    SQLException sql = sqlCause(failure);
    if (sql == null) {
      return false;
    }
    String state = sql.getSQLState();
    int code = sqliteCode(failure);
    return wentAway(failure)
        || (state != null
            && (TOO_LONG.contains(state)
                || state.startsWith(INSUFFICIENT_RESOURCES)
                || state.startsWith(SYSTEM_ERROR)))
        || code == SQLITE_IOERR
        || code == SQLITE_FULL;
  }

  /// 0 when SQLite has nothing to do with it.
  private static int sqliteCode(Throwable failure) {
    return sqlCause(failure) instanceof org.sqlite.SQLiteException sqlite
        ? sqlite.getResultCode().code & 0xff
        : 0;
  }

  private static @Nullable SQLException sqlCause(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
