package org.pollard.store.poll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.poll.Cell;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.PollId;
import org.pollard.poll.PollStore.ChoiceDeletion;
import org.pollard.poll.Question;
import org.pollard.store.ChangeCounts;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;

/// Choices. Thread-safe.
///
/// Every change first locks the poll, then (deletions) its sessions by id: a session that is being
/// added waits for it, so each change is counted in every session of the poll.
public final class ChoiceRows {

  /// Of a vote `v`: that it does not fall with a choice that is gone.
  public static final String STANDS =
      "(v.choice_id = 0 OR EXISTS (SELECT 1 FROM choice c WHERE c.id = v.choice_id))";

  static final String COLUMNS = "id, poll_id, text, position, correct";

  public static final String ORDER = "position ASC NULLS LAST, id";

  private final Database database;

  ChoiceRows(Database database) {
    this.database = database;
  }

  Optional<Choice> add(PollId poll, String text, @Nullable Integer position, boolean correct) {
    return database.write(
        handle -> {
          if (!PollRows.lock(handle, database.dialect(), poll)) {
            return Optional.empty();
          }
          Quota.CHOICES.check(count(handle, poll));
          Choice added =
              handle
                  .createQuery(
                      """
                      INSERT INTO choice (poll_id, text, position, correct)
                      VALUES (:poll, :text, :position, :correct)
                      RETURNING %s
                      """
                          .formatted(COLUMNS))
                  .bind("poll", poll.value())
                  .bind("text", text)
                  .bind("position", position)
                  .bind("correct", correct)
                  .map(ChoiceRows::toChoice)
                  .one();
          PollRows.revise(handle, poll);
          ChangeCounts.addToSessionsOf(handle, database.node(), poll.value());
          return Optional.of(added);
        });
  }

  private static long count(Handle handle, PollId poll) {
    return handle
        .createQuery("SELECT count(*) FROM choice WHERE poll_id = :poll")
        .bind("poll", poll.value())
        .mapTo(long.class)
        .one();
  }

  /// Adds the choices of a poll that nobody else knows yet, in the order of these texts.
  void addAll(Handle handle, PollId poll, List<String> texts) {
    Quota.CHOICES.check(0, texts.size());
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO choice (poll_id, text, position, correct)
            VALUES (:poll, :text, :position, FALSE)
            """);
    for (int i = 0; i < texts.size(); i++) {
      batch.bind("poll", poll.value()).bind("text", texts.get(i)).bind("position", i + 1).add();
    }
    if (!texts.isEmpty()) {
      batch.execute();
    }
  }

  Optional<Choice> find(PollId poll, ChoiceId id) {
    return database.read(handle -> find(handle, poll, id));
  }

  private static Optional<Choice> find(Handle handle, PollId poll, ChoiceId id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM choice WHERE id = :id AND poll_id = :poll")
        .bind("id", id.value())
        .bind("poll", poll.value())
        .map(ChoiceRows::toChoice)
        .findOne();
  }

  Listing<Choice> list(PollId poll, Slice slice) {
    Listed<Choice> choices =
        new Listed<>(COLUMNS, "choice WHERE poll_id = :poll", ORDER, ChoiceRows::toChoice);
    return database.read(
        handle -> choices.read(handle, slice, query -> query.bind("poll", poll.value())));
  }

  Map<PollId, List<Choice>> of(Collection<PollId> polls) {
    Dialect dialect = database.dialect();
    List<Choice> found =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT %s FROM choice WHERE %s ORDER BY %s"
                            .formatted(COLUMNS, dialect.among("poll_id", "polls"), ORDER))
                    .bind("polls", dialect.list(polls.stream().map(PollId::value).toList()))
                    .map(ChoiceRows::toChoice)
                    .list());
    Map<PollId, List<Choice>> choices = new LinkedHashMap<>();
    polls.forEach(poll -> choices.put(poll, new ArrayList<>()));
    found.forEach(
        choice -> choices.computeIfAbsent(choice.poll(), p -> new ArrayList<>()).add(choice));
    return choices;
  }

  Optional<Choice> change(PollId poll, ChoiceId id, UnaryOperator<Choice> change, Instant now) {
    return database.write(
        handle -> {
          if (!PollRows.lock(handle, database.dialect(), poll)) {
            return Optional.empty();
          }
          Optional<Choice> was = find(handle, poll, id);
          Optional<Choice> changed = was.map(change).flatMap(each -> update(handle, each));
          if (changed.isPresent()) {
            String before = was.orElseThrow().text();
            if (!before.equals(changed.get().text())) {
              Corrections.keepOfChoice(
                  handle,
                  database.dialect(),
                  poll.value(),
                  id.value(),
                  PollRows.question(handle, poll).cellsOf(id),
                  before,
                  now);
            }
            ChangeCounts.addToSessionsOf(handle, database.node(), poll.value());
          }
          return changed;
        });
  }

  static Optional<Choice> update(Handle handle, Choice changed) {
    return handle
        .createQuery(
            """
            UPDATE choice SET text = :text, position = :position, correct = :correct
            WHERE id = :id AND poll_id = :poll
            RETURNING %s
            """
                .formatted(COLUMNS))
        .bind("text", changed.text())
        .bind("position", changed.position())
        .bind("correct", changed.correct())
        .bind("id", changed.id().value())
        .bind("poll", changed.poll().value())
        .map(ChoiceRows::toChoice)
        .findOne();
  }

  /// The choice, its counts and, by the sweeper later, the votes for it.
  ChoiceDeletion delete(PollId poll, ChoiceId id) {
    return database.write(
        handle -> {
          if (!PollRows.lock(handle, database.dialect(), poll)) {
            return ChoiceDeletion.GONE;
          }
          SessionChanges.lockSessionsOf(handle, database.dialect(), poll);
          if (!exists(handle, poll, id)) {
            return ChoiceDeletion.GONE;
          }
          Question asks = PollRows.question(handle, poll);
          Cell.Span cells = asks.cellsOf(id);
          if (hasAnonymousVotes(handle, poll, cells)) {
            return ChoiceDeletion.HAS_ANONYMOUS_VOTES;
          }
          remove(handle, poll, id, cells);
          new EmptiedBallots(handle, database.dialect(), database.node()).remove(poll, asks.kind());
          PollRows.revise(handle, poll);
          ChangeCounts.addToSessionsOf(handle, database.node(), poll.value());
          return ChoiceDeletion.DELETED;
        });
  }

  private static boolean exists(Handle handle, PollId poll, ChoiceId id) {
    return handle
        .createQuery("SELECT 1 FROM choice WHERE id = :id AND poll_id = :poll")
        .bind("id", id.value())
        .bind("poll", poll.value())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  static boolean hasAnonymousVotes(Handle handle, PollId poll, Cell.Span cells) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM (
              SELECT id, poll_id, is_anonymous FROM poll_session
              UNION ALL SELECT id, poll_id, is_anonymous FROM discarded_session) s
            JOIN tally t ON t.session_id = s.id AND t.cell BETWEEN :first AND :last
            WHERE s.poll_id = :poll AND s.is_anonymous AND t.n > 0
            LIMIT 1
            """)
        .bind("first", cells.first())
        .bind("last", cells.last())
        .bind("poll", poll.value())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  /// @param cells those of the choice
  static void remove(Handle handle, PollId poll, ChoiceId id, Cell.Span cells) {
    handle
        .createUpdate(
            """
            DELETE FROM tally
            WHERE cell BETWEEN :first AND :last
              AND session_id IN (
                SELECT id FROM poll_session WHERE poll_id = :poll
                UNION ALL SELECT id FROM discarded_session WHERE poll_id = :poll)
            """)
        .bind("first", cells.first())
        .bind("last", cells.last())
        .bind("poll", poll.value())
        .execute();
    PictureRows.removeOf(handle, poll, id);
    handle.createUpdate("DELETE FROM choice WHERE id = :id").bind("id", id.value()).execute();
    handle
        .createUpdate(
            """
            DELETE FROM correction
            WHERE choice_id = :choice
              AND session_id IN (SELECT id FROM poll_session WHERE poll_id = :poll)
            """)
        .bind("choice", id.value())
        .bind("poll", poll.value())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO deleted_choice (choice_id, poll_id, after_session, after_voter)
            VALUES (:choice, :poll, :start, :start)
            """)
        .bind("choice", id.value())
        .bind("poll", poll.value())
        .bind("start", Long.MIN_VALUE)
        .execute();
  }

  static Choice toChoice(ResultSet row, StatementContext context) throws SQLException {
    return new Choice(
        new ChoiceId(row.getLong("id")),
        new PollId(row.getLong("poll_id")),
        row.getString("text"),
        Columns.maybeInteger(row, "position"),
        row.getBoolean("correct"));
  }
}
