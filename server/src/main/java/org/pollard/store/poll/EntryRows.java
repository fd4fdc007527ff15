package org.pollard.store.poll;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pollard.poll.BlockedWords;
import org.pollard.poll.Cell;
import org.pollard.poll.Entry;
import org.pollard.poll.EntryId;
import org.pollard.poll.EntryState;
import org.pollard.poll.SessionId;
import org.pollard.store.ChangeCounts;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.poll.KnownSpellings.Meaning;

/// What people wrote in sessions, and who sees it. Made by [WrittenCells]. Thread-safe.
public final class EntryRows {

  private static final String BETWEEN_WORDS = "\n";

  private final Database database;

  EntryRows(Database database) {
    this.database = database;
  }

  /// The entries of these sessions that still count. Reads no text that is known already.
  ///
  /// @param counts how many people are counted in each cell
  static Map<SessionId, List<Entry>> of(
      Handle handle,
      Dialect dialect,
      Map<SessionId, Map<Cell, Long>> counts,
      KnownSpellings known) {
    Map<SessionId, Map<Cell, Meaning>> meanings = meanings(handle, dialect, counts, known);
    Map<SessionId, Map<EntryId, EntryState>> states = states(handle, dialect, counts.keySet());
    Map<SessionId, List<Entry>> entries = new HashMap<>();
    counts.forEach(
        (session, people) -> {
          Map<EntryId, List<Entry.Spelling>> spellings = new LinkedHashMap<>();
          meanings
              .getOrDefault(session, Map.of())
              .forEach(
                  (cell, meaning) ->
                      spellings
                          .computeIfAbsent(meaning.entry(), _ -> new ArrayList<>())
                          .add(new Entry.Spelling(meaning.text(), people.getOrDefault(cell, 0L))));
          Map<EntryId, EntryState> others = states.getOrDefault(session, Map.of());
          List<Entry> all = new ArrayList<>();
          spellings.forEach(
              (id, each) ->
                  all.add(new Entry(id, others.getOrDefault(id, EntryState.SHOWN), each)));
          entries.put(session, all);
        });
    return entries;
  }

  private static Map<SessionId, Map<Cell, Meaning>> meanings(
      Handle handle,
      Dialect dialect,
      Map<SessionId, Map<Cell, Long>> counts,
      KnownSpellings known) {
    List<long[]> wanted = new ArrayList<>();
    Map<SessionId, Map<Cell, Meaning>> meanings = new HashMap<>();
    counts.forEach(
        (session, people) -> {
          Map<Cell, Meaning> there = known.meanings(session, people.keySet());
          meanings.put(session, there);
          for (Cell each : people.keySet()) {
            if (!there.containsKey(each)) {
              wanted.add(new long[] {session.value(), each.number()});
            }
          }
        });
    if (wanted.isEmpty()) {
      return meanings;
    }
    Map<SessionId, Map<Cell, Meaning>> read = new HashMap<>();
    dialect
        .bindTable(
            handle.createQuery(
                """
                SELECT w.session_id, w.cell, w.text, w.entry_id
                FROM %s
                JOIN spelling w ON w.session_id = wanted.session AND w.cell = wanted.cell
                """
                    .formatted(dialect.table("wanted", "session", "cell"))),
            "wanted",
            2,
            wanted)
        .map(
            (row, _) ->
                read.computeIfAbsent(new SessionId(row.getLong("session_id")), _ -> new HashMap<>())
                    .put(
                        new Cell(row.getLong("cell")),
                        new Meaning(new EntryId(row.getLong("entry_id")), row.getString("text"))))
        .list();
    read.forEach(
        (session, fresh) -> {
          known.keep(session, fresh);
          meanings.computeIfAbsent(session, _ -> new HashMap<>()).putAll(fresh);
        });
    return meanings;
  }

  /// Of those that are not simply shown.
  private static Map<SessionId, Map<EntryId, EntryState>> states(
      Handle handle, Dialect dialect, Collection<SessionId> sessions) {
    Map<SessionId, Map<EntryId, EntryState>> states = new HashMap<>();
    handle
        .createQuery(
            "SELECT session_id, id, state FROM entry WHERE %s AND state <> :shown"
                .formatted(dialect.among("session_id", "sessions")))
        .bind("shown", EntryState.SHOWN.name())
        .bind("sessions", dialect.list(sessions.stream().map(SessionId::value).toList()))
        .map(
            (row, _) ->
                states
                    .computeIfAbsent(new SessionId(row.getLong("session_id")), _ -> new HashMap<>())
                    .put(
                        new EntryId(row.getLong("id")), EntryState.valueOf(row.getString("state"))))
        .list();
    return states;
  }

  /// Locks the session, so that the scrubber does not take the row out at this moment. For those
  /// who see no results nothing has changed.
  Optional<Entry> set(SessionId session, EntryId entry, EntryState state) {
    return database.write(
        handle -> {
          SessionChanges.lockWhere(handle, database.dialect(), "id = :key", session.value());
          Optional<Entry> found = find(handle, session, entry);
          if (found.isPresent()) {
            if (state == EntryState.LARGE) {
              makeSmall(handle, session);
            }
            handle
                .createUpdate(
                    """
                    UPDATE entry SET state = :state, decided = TRUE
                    WHERE session_id = :session AND id = :entry
                    """)
                .bind("state", state.name())
                .bind("session", session.value())
                .bind("entry", entry.value())
                .execute();
            ChangeCounts.addUnseen(handle, database.node(), session.value());
          }
          return found.map(each -> new Entry(each.id(), state, each.spellings()));
        });
  }

  private static void makeSmall(Handle handle, SessionId session) {
    handle
        .createUpdate(
            "UPDATE entry SET state = :shown WHERE session_id = :session AND state = :large")
        .bind("shown", EntryState.SHOWN.name())
        .bind("large", EntryState.LARGE.name())
        .bind("session", session.value())
        .execute();
  }

  private static Optional<Entry> find(Handle handle, SessionId session, EntryId entry) {
    List<Entry.Spelling> spellings = new ArrayList<>();
    List<EntryState> states =
        handle
            .createQuery(
                """
                SELECT e.state, w.text,
                  (SELECT coalesce(sum(t.n), 0) FROM tally t
                    WHERE t.session_id = w.session_id AND t.cell = w.cell) AS n
                FROM entry e JOIN spelling w ON w.session_id = e.session_id AND w.entry_id = e.id
                WHERE e.session_id = :session AND e.id = :entry
                  AND EXISTS (SELECT 1 FROM poll_session s WHERE s.id = e.session_id)
                """)
            .bind("session", session.value())
            .bind("entry", entry.value())
            .map(
                (row, _) -> {
                  if (row.getLong("n") > 0) {
                    spellings.add(new Entry.Spelling(row.getString("text"), row.getLong("n")));
                  }
                  return EntryState.valueOf(row.getString("state"));
                })
            .list();
    return spellings.isEmpty()
        ? Optional.empty()
        : Optional.of(new Entry(entry, states.getFirst(), spellings));
  }

  BlockedWords blocked(long course) {
    Dialect dialect = database.dialect();
    return database
        .read(handle -> blocked(handle, dialect, List.of(course)))
        .getOrDefault(course, BlockedWords.NONE);
  }

  /// Those of courses that have any.
  public static Map<Long, BlockedWords> blocked(
      Handle handle, Dialect dialect, Collection<Long> courses) {
    Map<Long, BlockedWords> blocked = new HashMap<>();
    handle
        .createQuery(
            "SELECT course_id, words FROM blocked_words WHERE "
                + dialect.among("course_id", "courses"))
        .bind("courses", dialect.list(courses))
        .map(
            (row, _) ->
                blocked.put(
                    row.getLong("course_id"),
                    new BlockedWords(List.of(row.getString("words").split(BETWEEN_WORDS, -1)))))
        .list();
    return blocked;
  }

  void setBlocked(long course, BlockedWords words) {
    database.write(
        handle ->
            words.words().isEmpty()
                ? handle
                    .createUpdate("DELETE FROM blocked_words WHERE course_id = :course")
                    .bind("course", course)
                    .execute()
                : handle
                    .createUpdate(
                        """
                        INSERT INTO blocked_words (course_id, words) VALUES (:course, :words)
                        ON CONFLICT (course_id) DO UPDATE SET words = excluded.words
                        """)
                    .bind("course", course)
                    .bind("words", String.join(BETWEEN_WORDS, words.words()))
                    .execute());
  }

  /// Takes the rows of a session out and puts them back in the order of their numbers, which were
  /// drawn. The caller has locked it.
  public static void rewrite(Handle handle, Dialect dialect, long session) {
    List<Object[]> entries =
        handle
            .createQuery(
                """
                DELETE FROM entry WHERE session_id = :session
                RETURNING id, digest, state, CASE WHEN decided THEN 1 ELSE 0 END AS decided
                """)
            .bind("session", session)
            .map(
                (row, _) ->
                    new Object[] {
                      row.getLong("id"),
                      row.getString("digest"),
                      row.getString("state"),
                      row.getLong("decided")
                    })
            .list();
    if (entries.isEmpty()) {
      return;
    }
    List<Object[]> spellings =
        handle
            .createQuery(
                """
                DELETE FROM spelling WHERE session_id = :session
                RETURNING cell, entry_id, digest, text
                """)
            .bind("session", session)
            .map(
                (row, _) ->
                    new Object[] {
                      row.getLong("cell"),
                      row.getLong("entry_id"),
                      row.getString("digest"),
                      row.getString("text")
                    })
            .list();
    Comparator<Object[]> byNumber = Comparator.comparingLong(each -> (Long) each[0]);
    dialect
        .bindRows(
            handle.createUpdate(
                """
                INSERT INTO entry (session_id, id, digest, state, decided)
                SELECT :session, id, digest, state, decided = 1 FROM %s WHERE TRUE
                """
                    .formatted(
                        dialect.rows("again", "id", "digest text", "state text", "decided"))),
            "again",
            entries.stream().sorted(byNumber).toList())
        .bind("session", session)
        .execute();
    dialect
        .bindRows(
            handle.createUpdate(
                """
                INSERT INTO spelling (session_id, cell, entry_id, digest, text)
                SELECT :session, cell, entry, digest, words FROM %s WHERE TRUE
                """
                    .formatted(
                        dialect.rows("again", "cell", "entry", "digest text", "words text"))),
            "again",
            spellings.stream().sorted(byNumber).toList())
        .bind("session", session)
        .execute();
  }

  /// Removes what is left of a session that is gone; there is a bound to it.
  public static int remove(Handle handle, long session) {
    int removed = 0;
    for (String table : List.of("spelling", "entry", "taken_back")) {
      removed +=
          handle
              .createUpdate("DELETE FROM %s WHERE session_id = :session".formatted(table))
              .bind("session", session)
              .execute();
    }
    return removed;
  }

  /// Removes what nobody says any more, but for what a host has decided on. The caller has locked
  /// the session against votes.
  public static int removeUnsaid(Handle handle, long session) {
    int removed = 0;
    for (String step :
        List.of(
            """
            DELETE FROM spelling
            WHERE session_id = :session AND NOT EXISTS (
              SELECT 1 FROM tally t WHERE t.session_id = spelling.session_id
                AND t.cell = spelling.cell GROUP BY t.cell HAVING sum(t.n) > 0)
            """,
            """
            DELETE FROM tally
            WHERE session_id = :session AND cell > 0
              AND EXISTS (SELECT 1 FROM entry e WHERE e.session_id = tally.session_id)
              AND NOT EXISTS (SELECT 1 FROM spelling w
                WHERE w.session_id = tally.session_id AND w.cell = tally.cell)
            """,
            """
            DELETE FROM entry
            WHERE session_id = :session AND NOT decided AND NOT EXISTS (
              SELECT 1 FROM spelling w
              WHERE w.session_id = entry.session_id AND w.entry_id = entry.id)
            """)) {
      removed += handle.createUpdate(step).bind("session", session).execute();
    }
    return removed;
  }
}
