package org.pollard.store.poll;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.pollard.poll.Cell;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Entry;
import org.pollard.poll.Kind;
import org.pollard.poll.PollId;
import org.pollard.poll.Results;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;

/// Reads tallies. Costs the number of cells and nodes, whatever the number of votes. Thread-safe.
final class TallyRows {

  /// Some 12 MB.
  private static final long CHARACTERS_KNOWN = 6_000_000;

  private final Database database;
  private final KnownSpellings known = new KnownSpellings(CHARACTERS_KNOWN);

  private record Versions(long era, long stateChanges, long changes) {}

  TallyRows(Database database) {
    this.database = database;
  }

  /// The version comes from the same statement as the counts, so it is theirs. What was written
  /// never changes, and who sees it may be newer than the version, with one of its own to come.
  ///
  /// So does the era, which the first connection to a new primary wrote there before anything was
  /// read. The timeline counts twice: it grows with every promotion, while the number of one that
  /// was lost at once may be lost with it.
  Map<SessionId, Tally> of(Collection<SessionId> sessions) {
    Dialect dialect = database.dialect();
    Map<SessionId, Versions> versions = new LinkedHashMap<>();
    Map<SessionId, Map<Cell, Long>> cells = new LinkedHashMap<>();
    Map<SessionId, Map<Cell, Long>> written = new LinkedHashMap<>();
    Map<SessionId, List<Entry>> entries = new LinkedHashMap<>();
    database.read(
        handle -> {
          read(handle, dialect, sessions, versions, cells, written);
          if (!written.isEmpty()) {
            entries.putAll(EntryRows.of(handle, dialect, written, known));
          }
          return versions.size();
        });
    Map<SessionId, Tally> tallies = new LinkedHashMap<>();
    versions.forEach(
        (session, version) ->
            tallies.put(
                session,
                Tally.of(
                    version.era(),
                    version.stateChanges(),
                    version.changes(),
                    new Results(
                        cells.getOrDefault(session, Map.of()),
                        entries.getOrDefault(session, List.of())))));
    return tallies;
  }

  private static void read(
      Handle handle,
      Dialect dialect,
      Collection<SessionId> sessions,
      Map<SessionId, Versions> versions,
      Map<SessionId, Map<Cell, Long>> cells,
      Map<SessionId, Map<Cell, Long>> written) {
    handle
        .createQuery(
            """
            SELECT s.id, p.kind, coalesce(v.changes, 0) AS changes,
              coalesce(v.state_changes, 0) AS state_changes, t.cell, t.n,
              coalesce((SELECT number + 2 * timeline FROM generation), 0) AS era
            FROM poll_session s
            JOIN poll p ON p.id = s.poll_id
            LEFT JOIN (
              SELECT session_id, sum(changes) AS changes, sum(state_changes) AS state_changes
              FROM change_count WHERE %2$s GROUP BY session_id) v ON v.session_id = s.id
            LEFT JOIN (
              SELECT session_id, cell, sum(n) AS n
              FROM tally WHERE %2$s GROUP BY session_id, cell) t ON t.session_id = s.id
            WHERE %1$s
            ORDER BY s.id
            """
                .formatted(
                    dialect.among("s.id", "sessions"), dialect.among("session_id", "sessions")))
        .bind("sessions", dialect.list(sessions.stream().map(SessionId::value).toList()))
        .map(
            (row, context) -> {
              SessionId session = new SessionId(row.getLong("id"));
              Kind kind = Kind.named(row.getString("kind")).orElse(null);
              if (kind == null) {
                return session;
              }
              versions.put(
                  session,
                  new Versions(
                      row.getLong("era"), row.getLong("state_changes"), row.getLong("changes")));
              Long cell = Columns.maybeLong(row, "cell");
              if (cell != null && row.getLong("n") > 0) {
                boolean fixed = cell < 0 || kind.hasChoices();
                (fixed ? cells : written)
                    .computeIfAbsent(session, _ -> new LinkedHashMap<>())
                    .put(new Cell(cell), row.getLong("n"));
              }
              return session;
            })
        .list();
  }

  /// Of polls for one choice all cells together are the people.
  Map<SessionId, Long> people(Collection<SessionId> sessions) {
    Dialect dialect = database.dialect();
    Map<SessionId, Long> people = new LinkedHashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT s.id, (
                      SELECT coalesce(sum(t.n), 0) FROM tally t
                      WHERE t.session_id = s.id AND (p.kind = :single OR t.cell = :people)) AS n
                    FROM poll_session s JOIN poll p ON p.id = s.poll_id
                    WHERE %s
                    """
                        .formatted(dialect.among("s.id", "sessions")))
                .bind("single", Kind.SINGLE.name())
                .bind("people", Cell.PEOPLE.number())
                .bind("sessions", dialect.list(sessions.stream().map(SessionId::value).toList()))
                .map((row, _) -> people.put(new SessionId(row.getLong("id")), row.getLong("n")))
                .list());
    return people;
  }

  Map<PollId, Map<ChoiceId, Long>> totals(Collection<PollId> polls) {
    Dialect dialect = database.dialect();
    Map<PollId, Map<ChoiceId, Long>> totals = new LinkedHashMap<>();
    polls.forEach(poll -> totals.put(poll, new LinkedHashMap<>()));
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT c.poll_id, c.id,
                      (SELECT coalesce(sum(t.n), 0)
                        FROM poll_session s
                        JOIN tally t ON t.session_id = s.id AND t.cell = c.id
                        WHERE s.poll_id = c.poll_id) AS n
                    FROM choice c
                    WHERE %s
                    ORDER BY c.position ASC NULLS LAST, c.id
                    """
                        .formatted(dialect.among("c.poll_id", "polls")))
                .bind("polls", dialect.list(polls.stream().map(PollId::value).toList()))
                .map(
                    (row, context) ->
                        totals
                            .computeIfAbsent(
                                new PollId(row.getLong("poll_id")), p -> new LinkedHashMap<>())
                            .put(new ChoiceId(row.getLong("id")), row.getLong("n")))
                .list());
    return totals;
  }
}
