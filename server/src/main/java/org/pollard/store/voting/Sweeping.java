package org.pollard.store.voting;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.poll.EntryRows;
import org.pollard.store.poll.SessionChanges;

/// Removes what deleted sessions and choices left behind, in transactions short enough for votes to
/// go in between. Thread-safe; of several nodes one sweeps a session or choice at a time.
final class Sweeping {

  private static final int MOST_ROWS_A_TRANSACTION = 2_000;

  private final Database database;

  /// A deleted choice, and how far its poll's sessions have been looked through.
  private record DeletedChoice(long choice, long poll, long session, long voter) {}

  Sweeping(Database database) {
    this.database = database;
  }

  /// Removes up to `limit` rows; gives how many.
  int sweep(int limit) {
    int removed = 0;
    while (removed < limit) {
      int slice = Math.min(limit - removed, MOST_ROWS_A_TRANSACTION);
      OptionalInt step = database.write(handle -> step(handle, slice));
      if (step.isEmpty()) {
        break;
      }
      removed += step.getAsInt();
    }
    return removed;
  }

  /// Empty when there is nothing left to do.
  private OptionalInt step(Handle handle, int slice) {
    Optional<Long> session =
        handle
            .createQuery(
                "SELECT session_id FROM deleted_session ORDER BY session_id LIMIT 1 "
                    + database.dialect().forUpdate())
            .mapTo(Long.class)
            .findOne();
    if (session.isPresent()) {
      return OptionalInt.of(sweepSession(handle, session.get(), slice));
    }
    return handle
        .createQuery(
            """
            SELECT choice_id, poll_id, after_session, after_voter FROM deleted_choice
            ORDER BY choice_id LIMIT 1 %s
            """
                .formatted(database.dialect().forUpdate()))
        .map(
            (row, context) ->
                new DeletedChoice(
                    row.getLong("choice_id"),
                    row.getLong("poll_id"),
                    row.getLong("after_session"),
                    row.getLong("after_voter")))
        .findOne()
        .map(choice -> OptionalInt.of(sweepChoice(handle, choice, slice)))
        .orElseGet(() -> sweepTakenBack(handle));
  }

  /// Remembers, in the transaction that casts, that somebody took back what they wrote there.
  static void lookAtWhatWasTakenBack(Handle handle, Dialect dialect, Collection<Long> sessions) {
    dialect
        .bindTable(
            handle.createUpdate(
                """
                INSERT INTO taken_back (session_id) SELECT session FROM %s WHERE TRUE
                ON CONFLICT (session_id) DO NOTHING
                """
                    .formatted(dialect.table("touched", "session"))),
            "touched",
            1,
            sessions.stream().map(each -> new long[] {each}).toList())
        .execute();
  }

  /// Locks the session against votes, one of which might write the same again at this moment.
  private OptionalInt sweepTakenBack(Handle handle) {
    Optional<Long> session =
        handle
            .createQuery("SELECT session_id FROM taken_back ORDER BY session_id LIMIT 1")
            .mapTo(Long.class)
            .findOne();
    if (session.isEmpty()) {
      return OptionalInt.empty();
    }
    SessionChanges.lockWhere(handle, database.dialect(), "id = :key", session.get());
    handle
        .createUpdate("DELETE FROM taken_back WHERE session_id = :session")
        .bind("session", session.get())
        .execute();
    return OptionalInt.of(EntryRows.removeUnsaid(handle, session.get()));
  }

  private static int sweepSession(Handle handle, long session, int slice) {
    int removed = removeSome(handle, "vote", session, slice);
    if (removed == 0) {
      removed = removeSome(handle, "participation", session, slice);
    }
    if (removed == 0) {
      removed = EntryRows.remove(handle, session);
    }
    if (removed == 0) {
      handle
          .createUpdate("DELETE FROM deleted_session WHERE session_id = :session")
          .bind("session", session)
          .execute();
    }
    return removed;
  }

  private static int removeSome(Handle handle, String table, long session, int slice) {
    Long last = lastOfSlice(handle, table, session, Long.MIN_VALUE, slice);
    return last == null
        ? 0
        : handle
            .createUpdate(
                "DELETE FROM %s WHERE session_id = :session AND voter_id <= :last".formatted(table))
            .bind("session", session)
            .bind("last", last)
            .execute();
  }

  /// Looks through the next votes of the poll's sessions. There is no index by choice: that would
  /// cost every vote.
  private static int sweepChoice(Handle handle, DeletedChoice deleted, int slice) {
    Optional<Long> session =
        handle
            .createQuery(
                """
                SELECT id FROM poll_session
                WHERE poll_id = :poll AND id >= :session AND NOT is_anonymous
                ORDER BY id LIMIT 1
                """)
            .bind("poll", deleted.poll)
            .bind("session", deleted.session)
            .mapTo(Long.class)
            .findOne();
    if (session.isEmpty()) {
      handle
          .createUpdate("DELETE FROM deleted_choice WHERE choice_id = :choice")
          .bind("choice", deleted.choice)
          .execute();
      return 0;
    }
    long after = session.get() == deleted.session ? deleted.voter : Long.MIN_VALUE;
    Long last = lastOfSlice(handle, "vote", session.get(), after, slice);
    if (last == null) {
      remember(handle, deleted.choice, session.get() + 1, Long.MIN_VALUE);
      return 0;
    }
    remember(handle, deleted.choice, session.get(), last);
    return handle
        .createUpdate(
            """
            DELETE FROM vote
            WHERE session_id = :session AND voter_id > :after AND voter_id <= :last
              AND choice_id = :choice
            """)
        .bind("session", session.get())
        .bind("after", after)
        .bind("last", last)
        .bind("choice", deleted.choice)
        .execute();
  }

  private static @Nullable Long lastOfSlice(
      Handle handle, String table, long session, long after, int slice) {
    return handle
        .createQuery(
            """
            SELECT max(voter_id) AS last FROM (
              SELECT voter_id FROM %s
              WHERE session_id = :session AND voter_id > :after
              ORDER BY voter_id LIMIT :slice) AS slice_of_votes
            """
                .formatted(table))
        .bind("session", session)
        .bind("after", after)
        .bind("slice", slice)
        .map((row, context) -> Optional.ofNullable(Columns.maybeLong(row, "last")))
        .one()
        .orElse(null);
  }

  private static void remember(Handle handle, long choice, long session, long voter) {
    handle
        .createUpdate(
            """
            UPDATE deleted_choice SET after_session = :session, after_voter = :voter
            WHERE choice_id = :choice
            """)
        .bind("session", session)
        .bind("voter", voter)
        .bind("choice", choice)
        .execute();
  }
}
