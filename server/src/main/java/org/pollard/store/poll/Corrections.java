package org.pollard.store.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.pollard.people.Quota;
import org.pollard.poll.Cell;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Correction;
import org.pollard.poll.PollId;
import org.pollard.poll.SessionId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;

/// What texts said before they were corrected, so that nobody's answer changes its meaning unseen.
/// Kept for each session by itself: who is asked later saw only what is said now.
final class Corrections {

  /// Ids begin at 1.
  static final long QUESTION = 0;

  private Corrections() {}

  /// Keeps what the text of a choice said, in sessions that are open or have votes for it. The
  /// caller has locked the poll; its sessions are locked here, so that no vote is missed.
  ///
  /// @param cells those of the choice
  static void keepOfChoice(
      Handle handle,
      Dialect dialect,
      long poll,
      long choice,
      Cell.Span cells,
      String text,
      Instant now) {
    keep(
        handle,
        dialect,
        poll,
        choice,
        """
        s.is_open OR (SELECT coalesce(sum(t.n), 0) FROM tally t
          WHERE t.session_id = s.id AND t.cell BETWEEN %d AND %d) > 0
        """
            .formatted(cells.first(), cells.last()),
        text,
        now);
  }

  /// Keeps what the question said, in sessions that are open or have votes.
  static void keepOfQuestion(Handle handle, Dialect dialect, long poll, String text, Instant now) {
    keep(
        handle,
        dialect,
        poll,
        QUESTION,
        """
        s.is_open OR (SELECT coalesce(sum(t.n), 0) FROM tally t WHERE t.session_id = s.id) > 0
        """,
        text,
        now);
  }

  private static void keep(
      Handle handle,
      Dialect dialect,
      long poll,
      long choice,
      String answered,
      String text,
      Instant now) {
    SessionChanges.lockSessionsOf(handle, dialect, new PollId(poll));
    List<Integer> places =
        handle
            .createQuery(
                """
                INSERT INTO correction (session_id, choice_id, place, text, corrected_at)
                SELECT s.id, CAST(:choice AS bigint),
                  (SELECT count(*) FROM correction c
                    WHERE c.session_id = s.id AND c.choice_id = :choice),
                  CAST(:text AS text), CAST(:now AS bigint)
                FROM poll_session s
                WHERE s.poll_id = :poll AND (%s)
                RETURNING place
                """
                    .formatted(answered))
            .bind("choice", choice)
            .bind("poll", poll)
            .bind("text", text)
            .bind("now", now.toEpochMilli())
            .mapTo(Integer.class)
            .list();
    places.forEach(Quota.CORRECTIONS::check);
    if (!places.isEmpty()) {
      handle
          .createUpdate(
              """
              UPDATE poll_session SET corrected = TRUE
              WHERE poll_id = :poll AND NOT corrected
                AND EXISTS (SELECT 1 FROM correction c WHERE c.session_id = poll_session.id)
              """)
          .bind("poll", poll)
          .execute();
    }
  }

  static Map<SessionId, List<Correction>> of(Database database, Collection<SessionId> sessions) {
    Dialect dialect = database.dialect();
    Map<SessionId, List<Correction>> corrections = new LinkedHashMap<>();
    if (sessions.isEmpty()) {
      return corrections;
    }
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT session_id, choice_id, text, corrected_at FROM correction
                    WHERE %s
                    ORDER BY session_id, corrected_at, choice_id, place
                    """
                        .formatted(dialect.among("session_id", "sessions")))
                .bind("sessions", dialect.list(sessions.stream().map(SessionId::value).toList()))
                .map(
                    (row, _) ->
                        corrections
                            .computeIfAbsent(
                                new SessionId(row.getLong("session_id")), _ -> new ArrayList<>())
                            .add(
                                new Correction(
                                    row.getLong("choice_id") == QUESTION
                                        ? null
                                        : new ChoiceId(row.getLong("choice_id")),
                                    row.getString("text"),
                                    Columns.instant(row, "corrected_at"))))
                .list());
    return corrections;
  }
}
