package org.pollard.store.voting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.poll.EntryRows;
import org.pollard.store.poll.SessionChanges;

/// Removes what anonymous votes leave beneath the tables: which rows were written together, and in
/// which order. Thread-safe; two nodes may do it at once.
///
/// Participations are written anew in the order of voters; cells, and what was written, in that of
/// their numbers, so that neither which came first nor which came together is left; change counts
/// by a transaction that is nobody's vote. Then the database forgets the rest. A session counts as
/// scrubbed only when nothing was cast in it meanwhile, so a crash at any moment leaves it to be
/// done again.
final class Scrubbing {

  private static final int MOST_SESSIONS = 100;
  private static final int MOST_ROWS_A_TRANSACTION = 2_000;
  private static final long FIRST_AT_MOST = 1L << 53;

  private final Database database;

  /// What was written anew already and only waits until nobody looks at what was before, with the
  /// moment of that. Writing it again and again would make more dead rows each time, without end
  /// where a replication slot is never used again. Only saves work: another node, and this one
  /// after a start, begins anew.
  private volatile Map<Mark, Long> rewritten = Map.of();

  /// @param batches which votes are meant: grows with each batch, from a number that no other mark
  ///   of the session began with
  private record Mark(long session, long batches) {}

  Scrubbing(Database database) {
    this.database = database;
  }

  /// Remembers, in the transaction that casts, that these sessions have to be scrubbed.
  static void mark(Handle handle, Dialect dialect, List<long[]> sessions) {
    dialect
        .bindTable(
            handle.createUpdate(
                """
                INSERT INTO unscrubbed (session_id, batches)
                SELECT session, :first FROM %s WHERE TRUE
                ON CONFLICT (session_id) DO UPDATE SET batches = unscrubbed.batches + 1
                """
                    .formatted(dialect.table("touched", "session"))),
            "touched",
            1,
            sessions)
        // Not always the same: whoever still means an earlier mark must not take this one for it.
        .bind("first", ThreadLocalRandom.current().nextLong(1, FIRST_AT_MOST))
        .execute();
  }

  /// Gives how many sessions were looked at; 0 when there was nothing to do.
  int scrub() {
    List<Mark> marks = marks();
    Map<Mark, Long> before = rewritten;
    Map<Mark, Long> moments = new LinkedHashMap<>();
    for (Mark mark : marks) {
      Long moment = before.get(mark);
      moments.put(mark, moment == null ? rewrite(mark) : moment);
    }
    rewritten = Map.copyOf(moments);
    if (marks.isEmpty()) {
      return 0;
    }
    long erased = database.eraseTraces();
    List<Mark> done = new ArrayList<>();
    moments.forEach(
        (mark, moment) -> {
          if (moment <= erased) {
            done.add(mark);
          }
        });
    if (!done.isEmpty()) {
      unmark(done);
    }
    return marks.size();
  }

  private long rewrite(Mark mark) {
    reorder(mark.session);
    rewriteCells(mark.session);
    return database.moment();
  }

  private List<Mark> marks() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT session_id, batches FROM unscrubbed ORDER BY session_id LIMIT :most")
                .bind("most", MOST_SESSIONS)
                .map((row, _) -> new Mark(row.getLong("session_id"), row.getLong("batches")))
                .list());
  }

  /// Takes the participations out and puts them back, a slice at a time: each is there at every
  /// moment for everybody else.
  private void reorder(long session) {
    Long after = Long.MIN_VALUE;
    while (after != null) {
      long from = after;
      after = database.write(handle -> reorderSlice(handle, session, from));
    }
  }

  private @Nullable Long reorderSlice(Handle handle, long session, long after) {
    Long last = endOfSlice(handle, session, after);
    if (last == null) {
      return null;
    }
    List<Long> taken =
        handle
            .createQuery(
                """
                DELETE FROM participation
                WHERE session_id = :session AND voter_id > :after AND voter_id <= :last
                RETURNING voter_id
                """)
            .bind("session", session)
            .bind("after", after)
            .bind("last", last)
            .mapTo(Long.class)
            .list();
    Dialect dialect = database.dialect();
    dialect
        .bindTable(
            handle.createUpdate(
                """
                INSERT INTO participation (session_id, voter_id)
                SELECT :session, voter FROM %s WHERE TRUE
                """
                    .formatted(dialect.table("again", "voter"))),
            "again",
            1,
            taken.stream().sorted().map(voter -> new long[] {voter}).toList())
        .bind("session", session)
        .execute();
    return last;
  }

  private static @Nullable Long endOfSlice(Handle handle, long session, long after) {
    List<Long> voters =
        handle
            .createQuery(
                """
                SELECT voter_id FROM participation
                WHERE session_id = :session AND voter_id > :after
                ORDER BY voter_id LIMIT :slice
                """)
            .bind("session", session)
            .bind("after", after)
            .bind("slice", MOST_ROWS_A_TRANSACTION)
            .mapTo(Long.class)
            .list();
    return voters.isEmpty() ? null : voters.getLast();
  }

  /// Locks the session, as casting does, so that the two take the rows in turn.
  private void rewriteCells(long session) {
    Dialect dialect = database.dialect();
    database.write(
        handle -> {
          SessionChanges.lockWhere(handle, dialect, "id = :key", session);
          rewriteTally(handle, session);
          EntryRows.rewrite(handle, dialect, session);
          return dialect.rowsNameTheirTransaction()
              ? handle
                  .createUpdate(
                      "UPDATE change_count SET changes = changes WHERE session_id = :session")
                  .bind("session", session)
                  .execute()
              : 0;
        });
  }

  private void rewriteTally(Handle handle, long session) {
    List<long[]> cells =
        handle
            .createQuery("DELETE FROM tally WHERE session_id = :session RETURNING cell, node, n")
            .bind("session", session)
            .map(
                (row, _) -> new long[] {row.getLong("cell"), row.getLong("node"), row.getLong("n")})
            .list();
    cells.sort(
        Comparator.<long[]>comparingLong(each -> each[0]).thenComparingLong(each -> each[1]));
    Dialect dialect = database.dialect();
    dialect
        .bindTable(
            handle.createUpdate(
                """
                INSERT INTO tally (session_id, cell, node, n)
                SELECT :session, cell, node, n FROM %s WHERE TRUE
                """
                    .formatted(dialect.table("again", "cell", "node", "n"))),
            "again",
            3,
            cells)
        .bind("session", session)
        .execute();
  }

  private void unmark(List<Mark> marks) {
    Dialect dialect = database.dialect();
    List<long[]> done = new ArrayList<>();
    marks.forEach(mark -> done.add(new long[] {mark.session, mark.batches}));
    database.write(
        handle ->
            dialect
                .bindTable(
                    handle.createUpdate(
                        """
                        DELETE FROM unscrubbed
                        WHERE (session_id, batches) IN (SELECT session, batches FROM %s)
                        """
                            .formatted(dialect.table("done", "session", "batches"))),
                    "done",
                    2,
                    done)
                .execute());
  }
}
