package org.pollard.store.poll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.pollard.people.VoterId;
import org.pollard.poll.Discard;
import org.pollard.poll.DiscardId;
import org.pollard.poll.DiscardStore;
import org.pollard.poll.PollId;
import org.pollard.poll.SessionId;
import org.pollard.store.ChangeCounts;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;

/// What was deleted and can be taken back. Thread-safe.
///
/// The rows of a poll, its choices and its sessions move to tables of their own, and back. Votes,
/// participations, tallies and corrections stay where they are: every query looks up the session
/// and the choice as well, as it does for what is yet to be swept. So a poll with a million votes
/// comes back as fast as it went.
public final class DiscardRows implements DiscardStore {

  private static final int MOST_SHOWN = 100;
  private static final int MOST_FORGOTTEN = 100;

  public static final String POLL =
      "id, owner_id, question, description, created_at, kind, settings, revision";

  public static final String CHOICE = "id, poll_id, text, position, correct";

  public static final String SESSION =
      """
      id, poll_id, course_id, section_id, meeting_session_id, is_open, is_anonymous, visibility,
      shows_voters, created_at, shows_correct, place, presented, opened, changeable, corrected,
      planned_visibility, opened_at\
      """;

  private final Database database;

  public DiscardRows(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Discard> discardSession(SessionId session, VoterId by, Instant endsAt) {
    Dialect dialect = database.dialect();
    return database.write(
        handle -> {
          Optional<PollId> poll =
              handle
                  .createQuery(
                      """
                      SELECT poll_id FROM poll_session
                      WHERE id = :id AND course_id IS NOT NULL
                      """)
                  .bind("id", session.value())
                  .map((row, _) -> new PollId(row.getLong("poll_id")))
                  .findOne();
          if (poll.isEmpty() || !PollRows.share(handle, dialect, poll.get())) {
            return Optional.empty();
          }
          SessionChanges.lockWhere(handle, dialect, "id = :key", session.value());
          Discard discard = add(handle, poll.get(), "s.id = :key", session.value(), by, endsAt);
          int moved =
              move(
                  handle,
                  "poll_session",
                  "discarded_session",
                  SESSION,
                  "id",
                  session.value(),
                  discard);
          if (moved == 0) {
            forget(handle, discard.id());
            return Optional.empty();
          }
          return Optional.of(discard);
        });
  }

  @Override
  public Optional<Discard> discardPoll(PollId poll, VoterId by, Instant endsAt) {
    Dialect dialect = database.dialect();
    return database.write(
        handle -> {
          if (!PollRows.lock(handle, dialect, poll)) {
            return Optional.empty();
          }
          SessionChanges.lockSessionsOf(handle, dialect, poll);
          Discard discard = add(handle, poll, "s.poll_id = :key", poll.value(), by, endsAt);
          long key = poll.value();
          move(handle, "poll_session", "discarded_session", SESSION, "poll_id", key, discard);
          move(handle, "choice", "discarded_choice", CHOICE, "poll_id", key, discard);
          move(handle, "poll", "discarded_poll", POLL, "id", key, discard);
          return Optional.of(discard);
        });
  }

  private static int move(
      Handle handle,
      String from,
      String to,
      String columns,
      String key,
      long value,
      Discard discard) {
    handle
        .createUpdate(
            """
            INSERT INTO %2$s (discard_id, %3$s)
            SELECT CAST(:discard AS bigint), %3$s FROM %1$s WHERE %4$s = :key
            """
                .formatted(from, to, columns, key))
        .bind("discard", discard.id().value())
        .bind("key", value)
        .execute();
    return handle
        .createUpdate("DELETE FROM %s WHERE %s = :key".formatted(from, key))
        .bind("key", value)
        .execute();
  }

  private static Discard add(
      Handle handle, PollId poll, String sessions, long key, VoterId by, Instant endsAt) {
    return handle
        .createQuery(
            """
            INSERT INTO discard (by_id, course_id, question, ends_at)
            SELECT CAST(:by AS bigint),
              coalesce((SELECT max(s.course_id) FROM poll_session s WHERE %s), 0),
              p.question, CAST(:ends_at AS bigint)
            FROM poll p WHERE p.id = :poll
            RETURNING id, course_id, question, ends_at
            """
                .formatted(sessions))
        .bind("by", by.value())
        .bind("ends_at", endsAt.toEpochMilli())
        .bind("poll", poll.value())
        .bind("key", key)
        .map(DiscardRows::toDiscard)
        .one();
  }

  /// A session comes back changed, so that whoever knew it before sees it anew.
  @Override
  public Optional<PollId> restore(DiscardId id, VoterId by, Instant now) {
    return database.write(
        handle -> {
          if (!lock(handle, id, by, now)) {
            return Optional.empty();
          }
          Optional<PollId> poll = pollOf(handle, id);
          put(handle, "discarded_poll", "poll", POLL, id);
          put(handle, "discarded_choice", "choice", CHOICE, id);
          // Its key is what a poll that is deleted at this moment fails on.
          if (poll.isEmpty() || !PollRows.share(handle, database.dialect(), poll.get())) {
            return Optional.empty();
          }
          closeBesideOpen(handle, id);
          put(handle, "discarded_session", "poll_session", SESSION, id);
          handle
              .createQuery("SELECT id FROM discarded_session WHERE discard_id = :id ORDER BY id")
              .bind("id", id.value())
              .mapTo(Long.class)
              .list()
              .forEach(session -> ChangeCounts.add(handle, database.node(), session));
          forget(handle, id);
          return poll;
        });
  }

  private boolean lock(Handle handle, DiscardId id, VoterId by, Instant now) {
    return handle
        .createQuery(
            """
            SELECT id FROM discard WHERE id = :id AND by_id = :by AND ends_at > :now %s
            """
                .formatted(database.dialect().forUpdate()))
        .bind("id", id.value())
        .bind("by", by.value())
        .bind("now", now.toEpochMilli())
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /// A room asks one poll at a time: what was open comes back closed where another one is by now.
  private static void closeBesideOpen(Handle handle, DiscardId id) {
    handle
        .createUpdate(
            """
            UPDATE discarded_session SET is_open = FALSE
            WHERE discard_id = :id AND is_open AND EXISTS (
              SELECT 1 FROM poll_session o
              WHERE o.is_open AND o.course_id = discarded_session.course_id)
            """)
        .bind("id", id.value())
        .execute();
  }

  private static Optional<PollId> pollOf(Handle handle, DiscardId id) {
    return handle
        .createQuery(
            """
            SELECT id AS poll_id FROM discarded_poll WHERE discard_id = :id
            UNION
            SELECT poll_id FROM discarded_session WHERE discard_id = :id
            """)
        .bind("id", id.value())
        .map((row, _) -> new PollId(row.getLong("poll_id")))
        .findOne();
  }

  private static void put(Handle handle, String from, String to, String columns, DiscardId id) {
    handle
        .createUpdate(
            "INSERT INTO %2$s (%3$s) SELECT %3$s FROM %1$s WHERE discard_id = :id"
                .formatted(from, to, columns))
        .bind("id", id.value())
        .execute();
  }

  /// What is not restored by now stays deleted.
  private static void forget(Handle handle, DiscardId id) {
    for (String table : List.of("discarded_poll", "discarded_choice", "discarded_session")) {
      handle
          .createUpdate("DELETE FROM %s WHERE discard_id = :id".formatted(table))
          .bind("id", id.value())
          .execute();
    }
    handle.createUpdate("DELETE FROM discard WHERE id = :id").bind("id", id.value()).execute();
  }

  @Override
  public List<Discard> of(VoterId person, Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, course_id, question, ends_at FROM discard
                    WHERE by_id = :by AND ends_at > :now
                    ORDER BY id DESC LIMIT :most
                    """)
                .bind("by", person.value())
                .bind("now", now.toEpochMilli())
                .bind("most", MOST_SHOWN)
                .map(DiscardRows::toDiscard)
                .list());
  }

  @Override
  public int forget(Instant now) {
    return database.write(
        handle -> {
          List<DiscardId> ended =
              handle
                  .createQuery(
                      """
                      SELECT id FROM discard WHERE ends_at <= :now
                      ORDER BY id LIMIT :most %s
                      """
                          .formatted(database.dialect().forUpdate()))
                  .bind("now", now.toEpochMilli())
                  .bind("most", MOST_FORGOTTEN)
                  .map((row, _) -> new DiscardId(row.getLong("id")))
                  .list();
          for (DiscardId each : ended) {
            leaveToSweep(handle, each);
            handle
                .createUpdate(
                    """
                    DELETE FROM picture
                    WHERE poll_id IN (SELECT id FROM discarded_poll WHERE discard_id = :id)
                    """)
                .bind("id", each.value())
                .execute();
            forget(handle, each);
          }
          return ended.size();
        });
  }

  private static void leaveToSweep(Handle handle, DiscardId id) {
    String sessions = "SELECT id FROM discarded_session WHERE discard_id = :id";
    for (String step :
        List.of(
            "INSERT INTO deleted_session (session_id) %s",
            "DELETE FROM tally WHERE session_id IN (%s)",
            "DELETE FROM change_count WHERE session_id IN (%s)",
            "DELETE FROM correction WHERE session_id IN (%s)")) {
      handle.createUpdate(step.formatted(sessions)).bind("id", id.value()).execute();
    }
  }

  private static Discard toDiscard(ResultSet row, StatementContext context) throws SQLException {
    return new Discard(
        new DiscardId(row.getLong("id")),
        row.getLong("course_id"),
        row.getString("question"),
        Columns.instant(row, "ends_at"));
  }
}
