package org.pollard.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.ChoiceId;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// Casts one batch of votes, inside one transaction. Confined to it.
///
/// The session rows are locked first, by id, so a close or a deletion comes wholly before or wholly
/// after: under READ COMMITTED a condition in the insertion alone would let a vote land after an
/// acknowledged close. Choices are read after that, since whoever deletes a choice locks the poll's
/// sessions too. Votes go in by (session, voter), so two batches cannot lock each other out.
final class Casting {

  private static final Comparator<Ballot> BY_KEY =
      Comparator.comparingLong(Ballot::session).thenComparingLong(Ballot::voter);

  private final Handle handle;
  private final Dialect dialect;
  private final int node;
  private final long now;

  /// A vote on its way, with its place in the batch.
  private record Ballot(int place, long session, long voter, long choice, boolean replaces) {}

  private record SessionState(long poll, boolean open, boolean anonymous, boolean changeable) {}

  private record Earlier(long choice, long castAt) {}

  private record Key(long session, long voter) {}

  private record Pair(long session, long choice) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int bySession = Long.compare(session, other.session);
      return bySession != 0 ? bySession : Long.compare(choice, other.choice);
    }
  }

  Casting(Handle handle, Dialect dialect, int node, Instant now) {
    this.handle = handle;
    this.dialect = dialect;
    this.node = node;
    this.now = now.toEpochMilli();
  }

  List<VoteOutcome> cast(List<Vote> votes) {
    List<Ballot> ballots = ballots(votes);
    @Nullable VoteOutcome[] outcomes = new VoteOutcome[votes.size()];
    Map<Long, SessionState> sessions = lockSessions(ballots);
    Map<Long, Long> pollsOfChoices = pollsOfChoices(ballots);

    List<Ballot> named = new ArrayList<>();
    List<Ballot> anonymous = new ArrayList<>();
    for (Ballot ballot : ballots) {
      SessionState session = sessions.get(ballot.session);
      if (session == null) {
        outcomes[ballot.place] = new VoteOutcome.UnknownSession();
      } else if (!Long.valueOf(session.poll).equals(pollsOfChoices.get(ballot.choice))) {
        outcomes[ballot.place] = new VoteOutcome.UnknownChoice();
      } else if (!session.open) {
        outcomes[ballot.place] = new VoteOutcome.Closed();
      } else {
        (session.anonymous ? anonymous : named).add(ballot);
      }
    }

    Map<Pair, Long> counted = new TreeMap<>();
    castNamed(named, sessions, outcomes, counted);
    castAnonymous(anonymous, outcomes, counted);
    count(counted);
    return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
  }

  /// @throws IllegalArgumentException when two votes are of one voter in one session
  private static List<Ballot> ballots(List<Vote> votes) {
    List<Ballot> ballots = new ArrayList<>(votes.size());
    for (Vote vote : votes) {
      switch (vote.answer()) {
        case SingleChoice(ChoiceId choice) ->
            ballots.add(
                new Ballot(
                    ballots.size(),
                    vote.session().value(),
                    vote.voter().value(),
                    choice.value(),
                    vote.replaces()));
      }
    }
    ballots.sort(BY_KEY);
    for (int i = 1; i < ballots.size(); i++) {
      if (BY_KEY.compare(ballots.get(i - 1), ballots.get(i)) == 0) {
        throw new IllegalArgumentException("two votes of one voter in one session in one batch");
      }
    }
    return ballots;
  }

  private Map<Long, SessionState> lockSessions(List<Ballot> ballots) {
    Collection<Long> ids = new TreeSet<>();
    ballots.forEach(ballot -> ids.add(ballot.session));
    Map<Long, SessionState> sessions = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT id, poll_id, is_open, is_anonymous, changeable FROM poll_session
            WHERE %s
            ORDER BY id %s
            """
                .formatted(dialect.among("id", "ids"), dialect.forShare()))
        .bind("ids", dialect.list(ids))
        .map(
            (row, context) ->
                sessions.put(
                    row.getLong("id"),
                    new SessionState(
                        row.getLong("poll_id"),
                        row.getBoolean("is_open"),
                        row.getBoolean("is_anonymous"),
                        row.getBoolean("changeable"))))
        .list();
    return sessions;
  }

  private Map<Long, Long> pollsOfChoices(List<Ballot> ballots) {
    Collection<Long> ids = new TreeSet<>();
    ballots.forEach(ballot -> ids.add(ballot.choice));
    Map<Long, Long> polls = new HashMap<>();
    handle
        .createQuery("SELECT id, poll_id FROM choice WHERE " + dialect.among("id", "ids"))
        .bind("ids", dialect.list(ids))
        .map((row, context) -> polls.put(row.getLong("id"), row.getLong("poll_id")))
        .list();
    return polls;
  }

  /// A vote for a choice that was deleted meanwhile counts no more: a new one takes its place. The
  /// insertion locks the votes that were there before, so whoever takes another answer after it
  /// finds the newest one.
  private void castNamed(
      List<Ballot> ballots,
      Map<Long, SessionState> sessions,
      @Nullable VoteOutcome[] outcomes,
      Map<Pair, Long> counted) {
    if (ballots.isEmpty()) {
      return;
    }
    Query insertion =
        handle
            .createQuery(
                """
                INSERT INTO vote (session_id, voter_id, choice_id, cast_at)
                SELECT session, voter, choice, :now FROM %s WHERE TRUE
                ON CONFLICT (session_id, voter_id) DO UPDATE
                SET choice_id = excluded.choice_id, cast_at = excluded.cast_at
                WHERE NOT EXISTS (SELECT 1 FROM choice WHERE choice.id = vote.choice_id)
                RETURNING session_id, voter_id
                """
                    .formatted(dialect.table("ballot", "session", "voter", "choice")))
            .bind("now", now);
    Collection<Key> landed = landed(insertion, ballots);
    VoteOutcome outcome = new VoteOutcome.Counted(Instant.ofEpochMilli(now));
    List<Ballot> refused = settle(ballots, landed, outcome, outcomes, counted);
    if (refused.isEmpty()) {
      return;
    }
    Map<Key, Earlier> earlier = earlier(refused);
    List<Ballot> changed = new ArrayList<>();
    for (Ballot ballot : refused) {
      Earlier vote = earlier.get(new Key(ballot.session, ballot.voter));
      SessionState session = sessions.get(ballot.session);
      if (vote == null) {
        outcomes[ballot.place] = new VoteOutcome.AlreadyVoted(null, null);
      } else if (ballot.replaces
          && session != null
          && session.changeable
          && vote.choice != ballot.choice) {
        changed.add(ballot);
        counted.merge(new Pair(ballot.session, vote.choice), -1L, Long::sum);
        counted.merge(new Pair(ballot.session, ballot.choice), 1L, Long::sum);
        outcomes[ballot.place] = new VoteOutcome.Counted(Instant.ofEpochMilli(now), true);
      } else {
        outcomes[ballot.place] =
            new VoteOutcome.AlreadyVoted(
                new SingleChoice(new ChoiceId(vote.choice)), Instant.ofEpochMilli(vote.castAt));
      }
    }
    change(changed);
  }

  private void change(List<Ballot> changed) {
    if (changed.isEmpty()) {
      return;
    }
    dialect
        .bindTable(
            handle.createUpdate(
                """
                UPDATE vote SET choice_id = ballot.choice, cast_at = :now FROM %s
                WHERE vote.session_id = ballot.session AND vote.voter_id = ballot.voter
                """
                    .formatted(dialect.table("ballot", "session", "voter", "choice"))),
            "ballot",
            3,
            rows(changed))
        .bind("now", now)
        .execute();
  }

  private void castAnonymous(
      List<Ballot> ballots, @Nullable VoteOutcome[] outcomes, Map<Pair, Long> counted) {
    if (ballots.isEmpty()) {
      return;
    }
    Query insertion =
        handle.createQuery(
            """
            INSERT INTO participation (session_id, voter_id)
            SELECT session, voter FROM %s WHERE TRUE
            ON CONFLICT (session_id, voter_id) DO NOTHING
            RETURNING session_id, voter_id
            """
                .formatted(dialect.table("ballot", "session", "voter", "choice")));
    Collection<Key> landed = landed(insertion, ballots);
    List<Ballot> refused =
        settle(ballots, landed, new VoteOutcome.Counted(null), outcomes, counted);
    if (!landed.isEmpty()) {
      leaveToScrub(landed);
    }
    refused.forEach(ballot -> outcomes[ballot.place] = new VoteOutcome.AlreadyVoted(null, null));
  }

  /// Beneath the tables it can be seen, for a moment, which rows were written together.
  private void leaveToScrub(Collection<Key> landed) {
    Collection<Long> sessions = new TreeSet<>();
    landed.forEach(key -> sessions.add(key.session));
    Scrubbing.mark(
        handle, dialect, sessions.stream().map(session -> new long[] {session}).toList());
  }

  private Collection<Key> landed(Query insertion, List<Ballot> ballots) {
    return dialect
        .bindTable(insertion, "ballot", 3, rows(ballots))
        .map((row, context) -> new Key(row.getLong(1), row.getLong(2)))
        .collectIntoSet();
  }

  private static List<long[]> rows(List<Ballot> ballots) {
    return ballots.stream()
        .map(ballot -> new long[] {ballot.session, ballot.voter, ballot.choice})
        .toList();
  }

  /// Gives those that did not land.
  private static List<Ballot> settle(
      List<Ballot> ballots,
      Collection<Key> landed,
      VoteOutcome outcome,
      @Nullable VoteOutcome[] outcomes,
      Map<Pair, Long> counted) {
    boolean all = landed.size() == ballots.size();
    List<Ballot> refused = new ArrayList<>();
    for (Ballot ballot : ballots) {
      if (all || landed.contains(new Key(ballot.session, ballot.voter))) {
        outcomes[ballot.place] = outcome;
        counted.merge(new Pair(ballot.session, ballot.choice), 1L, Long::sum);
      } else {
        refused.add(ballot);
      }
    }
    return refused;
  }

  private Map<Key, Earlier> earlier(List<Ballot> refused) {
    Map<Key, Earlier> earlier = new HashMap<>();
    Query query =
        handle.createQuery(
            """
            SELECT v.session_id, v.voter_id, v.choice_id, v.cast_at
            FROM %s JOIN vote v ON v.session_id = ballot.session AND v.voter_id = ballot.voter
            """
                .formatted(dialect.table("ballot", "session", "voter", "choice")));
    dialect
        .bindTable(query, "ballot", 3, rows(refused))
        .map(
            (row, context) ->
                earlier.put(
                    new Key(row.getLong("session_id"), row.getLong("voter_id")),
                    new Earlier(row.getLong("choice_id"), row.getLong("cast_at"))))
        .list();
    return earlier;
  }

  private void count(Map<Pair, Long> counted) {
    if (counted.isEmpty()) {
      return;
    }
    List<long[]> additions = new ArrayList<>();
    Collection<Long> sessions = new TreeSet<>();
    counted.forEach(
        (pair, n) -> {
          additions.add(new long[] {pair.session, pair.choice, n});
          sessions.add(pair.session);
        });
    dialect
        .bindTable(
            handle.createUpdate(
                """
                INSERT INTO tally (session_id, choice_id, node, n)
                SELECT session, choice, :node, n FROM %s WHERE TRUE
                ON CONFLICT (session_id, choice_id, node) DO UPDATE SET n = tally.n + excluded.n
                """
                    .formatted(dialect.table("addition", "session", "choice", "n"))),
            "addition",
            3,
            additions)
        .bind("node", node)
        .execute();
    dialect
        .bindTable(
            handle.createUpdate(
                """
                INSERT INTO change_count (session_id, node, changes, state_changes)
                SELECT session, :node, 1, 0 FROM %s WHERE TRUE
                ON CONFLICT (session_id, node) DO UPDATE SET changes = change_count.changes + 1
                """
                    .formatted(dialect.table("changed", "session"))),
            "changed",
            1,
            sessions.stream().map(session -> new long[] {session}).toList())
        .bind("node", node)
        .execute();
  }
}
