package org.pollard.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.PollId;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// Reads tallies. Costs the number of choices and nodes, whatever the number of votes. Thread-safe.
final class TallyRows {

  private final Database database;

  private record Versions(long stateChanges, long changes) {}

  TallyRows(Database database) {
    this.database = database;
  }

  /// The version comes from the same statement as the counts, so it is theirs.
  Map<SessionId, Tally> of(Collection<SessionId> sessions) {
    Dialect dialect = database.dialect();
    Map<SessionId, Versions> versions = new LinkedHashMap<>();
    Map<SessionId, Map<ChoiceId, Long>> counts = new LinkedHashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT s.id, c.id AS choice_id,
                      (SELECT coalesce(sum(changes), 0) FROM change_count
                        WHERE session_id = s.id) AS changes,
                      (SELECT coalesce(sum(state_changes), 0) FROM change_count
                        WHERE session_id = s.id) AS state_changes,
                      (SELECT coalesce(sum(n), 0) FROM tally
                        WHERE session_id = s.id AND choice_id = c.id) AS n
                    FROM poll_session s LEFT JOIN choice c ON c.poll_id = s.poll_id
                    WHERE %s
                    ORDER BY s.id, c.position ASC NULLS LAST, c.id
                    """
                        .formatted(dialect.among("s.id", "sessions")))
                .bind("sessions", dialect.list(sessions.stream().map(SessionId::value).toList()))
                .map(
                    (row, context) -> {
                      SessionId session = new SessionId(row.getLong("id"));
                      versions.put(
                          session,
                          new Versions(row.getLong("state_changes"), row.getLong("changes")));
                      Map<ChoiceId, Long> ofSession =
                          counts.computeIfAbsent(session, s -> new LinkedHashMap<>());
                      Long choice = Columns.maybeLong(row, "choice_id");
                      if (choice != null) {
                        ofSession.put(new ChoiceId(choice), row.getLong("n"));
                      }
                      return session;
                    })
                .list());
    Map<SessionId, Tally> tallies = new LinkedHashMap<>();
    versions.forEach(
        (session, version) ->
            tallies.put(
                session,
                Tally.of(
                    version.stateChanges(),
                    version.changes(),
                    counts.getOrDefault(session, Map.of()))));
    return tallies;
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
                        JOIN tally t ON t.session_id = s.id AND t.choice_id = c.id
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
