package org.pollard.store.voting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.KeptAnswer;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.poll.ChoiceRows;
import org.pollard.store.poll.SessionChanges;
import org.pollard.store.poll.SessionRows;
import org.pollard.voting.CountedVote;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;
import org.pollard.voting.VoteStore;

/// Votes and participations. Thread-safe.
///
/// Rows of deleted sessions and votes for deleted choices stay until they are swept: every query
/// here looks up the session and the choice as well.
public final class VoteRows implements VoteStore {

  private final Database database;
  private final SessionRows sessions;
  private final SessionChanges changes;
  private final Sweeping sweeping;
  private final Scrubbing scrubbing;
  private final AskedQuestions questions;

  public VoteRows(Database database) {
    this.database = database;
    this.sessions = new SessionRows(database);
    this.changes = new SessionChanges(database);
    this.sweeping = new Sweeping(database);
    this.scrubbing = new Scrubbing(database);
    this.questions = new AskedQuestions();
    database.onTurn(questions::forgetAll);
  }

  @Override
  public List<VoteOutcome> cast(List<Vote> votes, Instant now) {
    if (votes.isEmpty()) {
      return List.of();
    }
    return database.cast(
        handle ->
            new Casting(handle, database.dialect(), database.node(), questions, now).cast(votes));
  }

  @Override
  public Optional<PollSession> setOpen(SessionId session, boolean open) {
    return changes.setOpen(session, open);
  }

  @Override
  public Optional<CountedVote> vote(SessionId session, VoterId voter) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT v.session_id, v.voter_id, v.choice_id, v.answer, v.cast_at
                    FROM vote v
                    JOIN poll_session s ON s.id = v.session_id
                    WHERE v.session_id = :session AND v.voter_id = :voter AND %s
                    UNION ALL
                    SELECT p.session_id, p.voter_id, NULL, NULL, NULL
                    FROM participation p JOIN poll_session s ON s.id = p.session_id
                    WHERE p.session_id = :session AND p.voter_id = :voter
                    """
                        .formatted(ChoiceRows.STANDS))
                .bind("session", session.value())
                .bind("voter", voter.value())
                .map(VoteRows::toVote)
                .findOne());
  }

  @Override
  public Set<SessionId> votedIn(VoterId voter, Collection<SessionId> sessions) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT s.id
                    FROM poll_session s
                    WHERE %s AND (
                      EXISTS (
                        SELECT 1 FROM vote v
                        WHERE v.session_id = s.id AND v.voter_id = :voter AND %s)
                      OR EXISTS (
                        SELECT 1 FROM participation p
                        WHERE p.session_id = s.id AND p.voter_id = :voter))
                    """
                        .formatted(dialect.among("s.id", "sessions"), ChoiceRows.STANDS))
                .bind("sessions", dialect.list(sessions.stream().map(SessionId::value).toList()))
                .bind("voter", voter.value())
                .map((row, context) -> new SessionId(row.getLong("id")))
                .collectIntoSet());
  }

  @Override
  public List<PollSession> sessionsVotedIn(PollId poll, VoterId voter) {
    return sessions.votedIn(poll, voter);
  }

  @Override
  public List<CountedVote> votes(SessionId session, @Nullable VoterId after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT v.session_id, v.voter_id, v.choice_id, v.answer, v.cast_at
                    FROM vote v
                    JOIN poll_session s ON s.id = v.session_id
                    WHERE v.session_id = :session AND v.voter_id > :after AND %s
                    ORDER BY v.voter_id LIMIT :limit
                    """
                        .formatted(ChoiceRows.STANDS))
                .bind("session", session.value())
                .bind("after", after == null ? Long.MIN_VALUE : after.value())
                .bind("limit", limit)
                .map(VoteRows::toVote)
                .list());
  }

  @Override
  public List<VoterId> voters(SessionId session, @Nullable VoterId after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT v.voter_id
                    FROM vote v
                    JOIN poll_session s ON s.id = v.session_id
                    WHERE v.session_id = :session AND v.voter_id > :after AND %s
                    UNION ALL
                    SELECT p.voter_id
                    FROM participation p JOIN poll_session s ON s.id = p.session_id
                    WHERE p.session_id = :session AND p.voter_id > :after AND NOT s.is_open
                    ORDER BY voter_id LIMIT :limit
                    """
                        .formatted(ChoiceRows.STANDS))
                .bind("session", session.value())
                .bind("after", after == null ? Long.MIN_VALUE : after.value())
                .bind("limit", limit)
                .map((row, _) -> new VoterId(row.getLong("voter_id")))
                .list());
  }

  @Override
  public Set<VoterId> votedAmong(SessionId session, Collection<VoterId> voters) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT v.voter_id
                    FROM vote v
                    WHERE v.session_id = :session AND %1$s AND %2$s
                    UNION ALL
                    SELECT v.voter_id FROM participation v WHERE v.session_id = :session AND %1$s
                    """
                        .formatted(dialect.among("v.voter_id", "voters"), ChoiceRows.STANDS))
                .bind("session", session.value())
                .bind("voters", dialect.list(voters.stream().map(VoterId::value).toList()))
                .map((row, _) -> new VoterId(row.getLong("voter_id")))
                .collectIntoSet());
  }

  @Override
  public int sweep(int limit) {
    return sweeping.sweep(limit);
  }

  @Override
  public int scrub() {
    return scrubbing.scrub();
  }

  private static CountedVote toVote(ResultSet row, StatementContext context) throws SQLException {
    Long choice = Columns.maybeLong(row, "choice_id");
    return new CountedVote(
        new SessionId(row.getLong("session_id")),
        new VoterId(row.getLong("voter_id")),
        choice == null ? null : new KeptAnswer(choice, row.getString("answer")).answer(),
        Columns.maybeInstant(row, "cast_at"));
  }
}
