package org.pollard.store.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.pollard.poll.Cell;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.KeptAnswer;
import org.pollard.poll.Kind;
import org.pollard.poll.PollId;
import org.pollard.store.Dialect;

/// Ballots of which nothing is left, since whatever they named was deleted: they go, and whose they
/// were may answer again. A ballot that is one choice alone falls with it and needs none of this.
/// Confined to a transaction that holds the poll and its sessions, so that nobody answers or
/// changes an answer meanwhile.
///
/// Of anonymous sessions nobody knows what belongs to one ballot: there all stay.
final class EmptiedBallots {

  private static final int AT_ONCE = 2_000;

  private final Handle handle;
  private final Dialect dialect;
  private final int node;

  private record Kept(long voter, String answer) {}

  EmptiedBallots(Handle handle, Dialect dialect, int node) {
    this.handle = handle;
    this.dialect = dialect;
    this.node = node;
  }

  /// Called after choices of the poll were deleted.
  void remove(PollId poll, Kind kind) {
    switch (kind) {
      case SEVERAL, RATING, RANKING -> removeWithout(poll, left(poll));
      case SINGLE, NUMBER, WORDS, TEXT -> {}
    }
  }

  private List<ChoiceId> left(PollId poll) {
    return handle
        .createQuery("SELECT id FROM choice WHERE poll_id = :poll")
        .bind("poll", poll.value())
        .map((row, _) -> new ChoiceId(row.getLong("id")))
        .list();
  }

  private void removeWithout(PollId poll, List<ChoiceId> left) {
    handle
        .createQuery(
            """
            SELECT id FROM poll_session WHERE poll_id = :poll AND NOT is_anonymous
            UNION ALL SELECT id FROM discarded_session WHERE poll_id = :poll AND NOT is_anonymous
            """)
        .bind("poll", poll.value())
        .mapTo(Long.class)
        .list()
        .forEach(session -> removeWithout(session, left));
  }

  private void removeWithout(long session, List<ChoiceId> left) {
    long after = Long.MIN_VALUE;
    List<Long> emptied = new ArrayList<>();
    for (List<Kept> some = next(session, after); !some.isEmpty(); some = next(session, after)) {
      for (Kept each : some) {
        if (new KeptAnswer(0, each.answer).answer().isEmptied(left)) {
          emptied.add(each.voter);
        }
      }
      after = some.getLast().voter;
    }
    if (emptied.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            "DELETE FROM vote WHERE session_id = :session AND "
                + dialect.among("voter_id", "voters"))
        .bind("session", session)
        .bind("voters", dialect.list(emptied))
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO tally (session_id, cell, node, n) VALUES (:session, :cell, :node, :n)
            ON CONFLICT (session_id, cell, node) DO UPDATE SET n = tally.n + excluded.n
            """)
        .bind("session", session)
        .bind("cell", Cell.PEOPLE.number())
        .bind("node", node)
        .bind("n", -emptied.size())
        .execute();
  }

  private List<Kept> next(long session, long after) {
    return handle
        .createQuery(
            """
            SELECT voter_id, answer FROM vote
            WHERE session_id = :session AND voter_id > :after AND answer IS NOT NULL
            ORDER BY voter_id LIMIT :most
            """)
        .bind("session", session)
        .bind("after", after)
        .bind("most", AT_ONCE)
        .map(
            (row, _) ->
                new Kept(row.getLong("voter_id"), Objects.requireNonNull(row.getString("answer"))))
        .list();
  }
}
