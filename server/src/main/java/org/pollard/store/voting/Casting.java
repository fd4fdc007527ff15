package org.pollard.store.voting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.Answer;
import org.pollard.poll.Cell;
import org.pollard.poll.Judgement;
import org.pollard.poll.KeptAnswer;
import org.pollard.poll.Wording;
import org.pollard.store.Dialect;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// Casts one batch of votes, inside one transaction. Confined to it.
///
/// It knows sessions, voters and cells; what an answer counts as, its question says. The session
/// rows are locked first, by id, so a close or a deletion comes wholly before or wholly after:
/// under READ COMMITTED a condition in the insertion alone would let a vote land after an
/// acknowledged close. What is asked is read after that, since whoever deletes a choice locks the
/// poll's sessions too. Votes go in by (session, voter), so two batches cannot lock each other out.
public final class Casting {

  private static final Comparator<Incoming> BY_KEY =
      Comparator.<Incoming>comparingLong(each -> each.vote.session().value())
          .thenComparingLong(each -> each.vote.voter().value());

  private final Handle handle;
  private final Dialect dialect;
  private final int node;
  private final AskedQuestions questions;
  private final long now;

  /// There once somebody writes.
  private @Nullable WrittenBallots writing;

  /// A vote with its place in the batch.
  private record Incoming(int place, Vote vote) {}

  /// A vote that may count.
  record Ballot(int place, Session in, long voter, Counting as, boolean replaces) {

    long session() {
      return in.id;
    }

    Key key() {
      return new Key(in.id, voter);
    }

    boolean writes() {
      return !as.written.isEmpty();
    }
  }

  /// Where an answer counts, and how it is kept.
  record Counting(Answer answer, KeptAnswer kept, List<Cell> cells, List<Wording> written) {

    static Counting of(Judgement.Counts counts) {
      return new Counting(
          counts.answer(), KeptAnswer.of(counts.answer()), counts.cells(), counts.written());
    }
  }

  record Session(
      long id, long poll, long course, boolean open, boolean anonymous, boolean changeable) {}

  private record Earlier(Answer answer, long castAt) {}

  record Key(long session, long voter) {}

  private record Pair(long session, long cell) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int bySession = Long.compare(session, other.session);
      return bySession != 0 ? bySession : Long.compare(cell, other.cell);
    }
  }

  public Casting(Handle handle, Dialect dialect, int node, AskedQuestions questions, Instant now) {
    this.handle = handle;
    this.dialect = dialect;
    this.node = node;
    this.questions = questions;
    this.now = now.toEpochMilli();
  }

  public List<VoteOutcome> cast(List<Vote> votes) {
    List<Incoming> incoming = sorted(votes);
    @Nullable VoteOutcome[] outcomes = new VoteOutcome[votes.size()];
    Map<Long, Session> sessions = lockSessions(incoming);
    Map<Long, AskedQuestions.Asked> asked =
        questions.of(
            handle, dialect, new TreeSet<>(sessions.values().stream().map(Session::poll).toList()));

    List<Ballot> ballots = new ArrayList<>();
    for (Incoming each : incoming) {
      Session session = sessions.get(each.vote.session().value());
      AskedQuestions.Asked poll = session == null ? null : asked.get(session.poll);
      if (session == null || poll == null) {
        // No poll goes while one of its sessions is held.
        outcomes[each.place] =
            session == null ? new VoteOutcome.UnknownSession() : new VoteOutcome.Newer();
        continue;
      }
      switch (poll.question().judge(each.vote.answer(), poll.choices())) {
        case Judgement.UnknownChoice() -> outcomes[each.place] = new VoteOutcome.UnknownChoice();
        case Judgement.Invalid(String detail) ->
            outcomes[each.place] = new VoteOutcome.Invalid(detail);
        case Judgement.Counts counts when session.open ->
            ballots.add(
                new Ballot(
                    each.place,
                    session,
                    each.vote.voter().value(),
                    Counting.of(counts),
                    each.vote.replaces()));
        case Judgement.Counts _ -> outcomes[each.place] = new VoteOutcome.Closed();
      }
    }

    boolean anyWrites = ballots.stream().anyMatch(Ballot::writes);
    List<Ballot> fitting = anyWrites ? writing().fitting(ballots, outcomes) : ballots;
    List<Ballot> landed = new ArrayList<>();
    Map<Ballot, Counting> replaced = new LinkedHashMap<>();
    castNamed(
        fitting.stream().filter(each -> !each.in.anonymous).toList(),
        asked,
        outcomes,
        landed,
        replaced);
    castAnonymous(fitting.stream().filter(each -> each.in.anonymous).toList(), outcomes, landed);
    count(landed, replaced, asked);
    for (Ballot each : landed) {
      outcomes[each.place] = rounded(each, votes.get(each.place), outcomes[each.place]);
    }
    return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
  }

  private WrittenBallots writing() {
    WrittenBallots there = writing;
    if (there == null) {
      there = new WrittenBallots(handle, dialect);
      writing = there;
    }
    return there;
  }

  /// Says as what a vote counts when that is not what was given.
  private static @Nullable VoteOutcome rounded(
      Ballot ballot, Vote vote, @Nullable VoteOutcome outcome) {
    return outcome instanceof VoteOutcome.Counted(var at, var changed, _)
            && !ballot.as.answer.equals(vote.answer())
        ? new VoteOutcome.Counted(at, changed, ballot.as.answer)
        : outcome;
  }

  /// @throws IllegalArgumentException when two votes are of one voter in one session
  private static List<Incoming> sorted(List<Vote> votes) {
    List<Incoming> sorted = new ArrayList<>(votes.size());
    votes.forEach(each -> sorted.add(new Incoming(sorted.size(), each)));
    sorted.sort(BY_KEY);
    for (int i = 1; i < sorted.size(); i++) {
      if (BY_KEY.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        throw new IllegalArgumentException("two votes of one voter in one session in one batch");
      }
    }
    return sorted;
  }

  private Map<Long, Session> lockSessions(List<Incoming> incoming) {
    Collection<Long> ids = new TreeSet<>();
    incoming.forEach(each -> ids.add(each.vote.session().value()));
    Map<Long, Session> sessions = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT id, poll_id, coalesce(course_id, 0) AS course, is_open, is_anonymous, changeable
            FROM poll_session
            WHERE %s
            ORDER BY id %s
            """
                .formatted(dialect.among("id", "ids"), dialect.forShare()))
        .bind("ids", dialect.list(ids))
        .map(
            (row, context) ->
                sessions.put(
                    row.getLong("id"),
                    new Session(
                        row.getLong("id"),
                        row.getLong("poll_id"),
                        row.getLong("course"),
                        row.getBoolean("is_open"),
                        row.getBoolean("is_anonymous"),
                        row.getBoolean("changeable"))))
        .list();
    return sessions;
  }

  private void castNamed(
      List<Ballot> ballots,
      Map<Long, AskedQuestions.Asked> asked,
      @Nullable VoteOutcome[] outcomes,
      List<Ballot> landed,
      Map<Ballot, Counting> replaced) {
    if (ballots.isEmpty()) {
      return;
    }
    VoteOutcome outcome = new VoteOutcome.Counted(Instant.ofEpochMilli(now));
    List<Ballot> refused = settle(ballots, insert(ballots), outcome, outcomes, landed);
    if (refused.isEmpty()) {
      return;
    }
    Map<Key, Earlier> earlier = earlier(refused);
    List<Ballot> changed = new ArrayList<>();
    for (Ballot ballot : refused) {
      Earlier vote = earlier.get(ballot.key());
      if (vote == null) {
        outcomes[ballot.place] = new VoteOutcome.AlreadyVoted(null, null);
      } else if (ballot.replaces
          && ballot.in.changeable
          && !ballot.as.answer.matches(vote.answer)) {
        changed.add(ballot);
        landed.add(ballot);
        AskedQuestions.Asked poll = Objects.requireNonNull(asked.get(ballot.in.poll));
        replaced.put(ballot, Counting.of(poll.question().counted(vote.answer, poll.choices())));
        outcomes[ballot.place] = new VoteOutcome.Counted(Instant.ofEpochMilli(now), true);
      } else {
        outcomes[ballot.place] =
            new VoteOutcome.AlreadyVoted(vote.answer, Instant.ofEpochMilli(vote.castAt));
      }
    }
    change(changed);
  }

  /// A vote for a choice that was deleted meanwhile counts no more: a new one takes its place. The
  /// insertion locks the votes that were there before, so whoever takes another answer after it
  /// finds the newest one. Answers that are a choice alone go in as numbers, which costs least.
  private Collection<Key> insert(List<Ballot> ballots) {
    List<Ballot> plain = ballots.stream().filter(each -> each.as.kept.text() == null).toList();
    List<Ballot> told = ballots.stream().filter(each -> each.as.kept.text() != null).toList();
    String insertion =
        """
        INSERT INTO vote (session_id, voter_id, choice_id, answer, cast_at)
        SELECT session, voter, choice, %s, :now FROM %s WHERE TRUE
        ON CONFLICT (session_id, voter_id) DO UPDATE
        SET choice_id = excluded.choice_id, answer = excluded.answer, cast_at = excluded.cast_at
        WHERE vote.choice_id <> 0
          AND NOT EXISTS (SELECT 1 FROM choice WHERE choice.id = vote.choice_id)
        RETURNING session_id, voter_id
        """;
    Collection<Key> landed = new HashSet<>();
    if (!plain.isEmpty()) {
      landed.addAll(
          keys(
              dialect.bindTable(
                  handle
                      .createQuery(
                          insertion.formatted(
                              "CAST(NULL AS text)",
                              dialect.table("ballot", "session", "voter", "choice")))
                      .bind("now", now),
                  "ballot",
                  3,
                  rows(plain))));
    }
    if (!told.isEmpty()) {
      landed.addAll(
          keys(
              dialect.bindRows(
                  handle.createQuery(insertion.formatted("answer", toldTable())).bind("now", now),
                  "ballot",
                  toldRows(told))));
    }
    return landed;
  }

  private String toldTable() {
    return dialect.rows("ballot", "session", "voter", "choice", "answer text");
  }

  private static List<Object[]> toldRows(List<Ballot> ballots) {
    return ballots.stream()
        .map(
            each ->
                new Object[] {
                  each.session(), each.voter, each.as.kept.choice(), each.as.kept.text()
                })
        .toList();
  }

  private void change(List<Ballot> changed) {
    if (changed.isEmpty()) {
      return;
    }
    dialect
        .bindRows(
            handle.createUpdate(
                """
                UPDATE vote SET choice_id = ballot.choice, answer = ballot.answer, cast_at = :now
                FROM %s
                WHERE vote.session_id = ballot.session AND vote.voter_id = ballot.voter
                """
                    .formatted(toldTable())),
            "ballot",
            toldRows(changed))
        .bind("now", now)
        .execute();
  }

  private void castAnonymous(
      List<Ballot> ballots, @Nullable VoteOutcome[] outcomes, List<Ballot> landed) {
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
    Collection<Key> inserted = keys(dialect.bindTable(insertion, "ballot", 3, rows(ballots)));
    List<Ballot> refused =
        settle(ballots, inserted, new VoteOutcome.Counted(null), outcomes, landed);
    if (!inserted.isEmpty()) {
      leaveToScrub(inserted);
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

  /// Read as they come: with a mapper and a stream reading a key costs more than inserting the
  /// vote.
  private static Collection<Key> keys(Query insertion) {
    return insertion.reduceResultSet(
        new HashSet<>(),
        (keys, row, _) -> {
          keys.add(new Key(row.getLong(1), row.getLong(2)));
          return keys;
        });
  }

  private static List<long[]> rows(List<Ballot> ballots) {
    return ballots.stream()
        .map(each -> new long[] {each.session(), each.voter, each.as.kept.choice()})
        .toList();
  }

  /// Gives those that did not land.
  private static List<Ballot> settle(
      List<Ballot> ballots,
      Collection<Key> inserted,
      VoteOutcome outcome,
      @Nullable VoteOutcome[] outcomes,
      List<Ballot> landed) {
    boolean all = inserted.size() == ballots.size();
    List<Ballot> refused = new ArrayList<>();
    for (Ballot ballot : ballots) {
      if (all || inserted.contains(ballot.key())) {
        outcomes[ballot.place] = outcome;
        landed.add(ballot);
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
            SELECT v.session_id, v.voter_id, v.choice_id, v.answer, v.cast_at
            FROM %s JOIN vote v ON v.session_id = ballot.session AND v.voter_id = ballot.voter
            """
                .formatted(dialect.table("ballot", "session", "voter", "choice")));
    dialect
        .bindTable(query, "ballot", 3, rows(refused))
        .map(
            (row, context) ->
                earlier.put(
                    new Key(row.getLong("session_id"), row.getLong("voter_id")),
                    new Earlier(
                        new KeptAnswer(row.getLong("choice_id"), row.getString("answer")).answer(),
                        row.getLong("cast_at"))))
        .list();
    return earlier;
  }

  private void count(
      List<Ballot> landed, Map<Ballot, Counting> replaced, Map<Long, AskedQuestions.Asked> asked) {
    if (landed.isEmpty()) {
      return;
    }
    boolean anyWritten =
        landed.stream().anyMatch(Ballot::writes)
            || replaced.values().stream().anyMatch(each -> !each.written.isEmpty());
    if (anyWritten) {
      writing().make(landed, replaced, asked);
    }
    Map<Pair, Long> counted = new TreeMap<>();
    for (Ballot each : landed) {
      add(counted, each.session(), each.as, 1);
    }
    Set<Long> takenBack = new TreeSet<>();
    replaced.forEach(
        (ballot, before) -> {
          add(counted, ballot.session(), before, -1);
          if (!before.written.isEmpty()) {
            takenBack.add(ballot.session());
          }
        });
    if (!takenBack.isEmpty()) {
      Sweeping.lookAtWhatWasTakenBack(handle, dialect, takenBack);
    }
    add(counted);
  }

  private void add(Map<Pair, Long> counted, long session, Counting as, long n) {
    as.cells.forEach(each -> counted.merge(new Pair(session, each.number()), n, Long::sum));
    if (!as.written.isEmpty()) {
      writing()
          .cells(session, as.written)
          .forEach(each -> counted.merge(new Pair(session, each), n, Long::sum));
    }
  }

  private void add(Map<Pair, Long> counted) {
    List<long[]> additions = new ArrayList<>();
    Collection<Long> sessions = new TreeSet<>();
    counted.forEach(
        (pair, n) -> {
          sessions.add(pair.session);
          if (n != 0) {
            additions.add(new long[] {pair.session, pair.cell, n});
          }
        });
    dialect
        .bindTable(
            handle.createUpdate(
                """
                INSERT INTO tally (session_id, cell, node, n)
                SELECT session, cell, :node, n FROM %s WHERE TRUE
                ON CONFLICT (session_id, cell, node) DO UPDATE SET n = tally.n + excluded.n
                """
                    .formatted(dialect.table("addition", "session", "cell", "n"))),
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
