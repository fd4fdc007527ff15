package org.pollard.store.poll;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.pollard.people.Quota;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore.ChangeableOutcome;
import org.pollard.poll.PollStore.NewSession;
import org.pollard.poll.PollStore.Setting;
import org.pollard.poll.SessionId;
import org.pollard.store.ChangeCounts;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.webhook.WebhookEvents;

/// Makes, changes, opens, closes and deletes poll sessions. Thread-safe.
///
/// Locks are taken in this order: poll, its sessions by id, votes, tally, change counts.
public final class SessionChanges {

  private final Database database;

  public SessionChanges(Database database) {
    this.database = database;
  }

  Optional<PollSession> add(NewSession session, Instant now) {
    return database.write(
        handle -> {
          if (!PollRows.share(handle, database.dialect(), session.poll())) {
            return Optional.empty();
          }
          checkQuota(handle, session);
          Optional<Long> id =
              SessionColumns.bind(
                      handle.createQuery(
                          """
                          INSERT INTO poll_session (poll_id, course_id, section_id,
                            meeting_session_id, is_open, is_anonymous, visibility,
                            planned_visibility, shows_voters, changeable, created_at)
                          SELECT :poll, CAST(:course AS bigint), CAST(:section AS bigint),
                            CAST(:meeting_session AS bigint), FALSE, :is_anonymous, :visibility,
                            :visibility, :shows_voters, :changeable, :created_at
                          WHERE CAST(:section AS bigint) IS NULL OR EXISTS (
                            SELECT 1 FROM section
                            WHERE id = CAST(:section AS bigint)
                              AND course_id = CAST(:course AS bigint))
                          RETURNING id
                          """),
                      session.audience())
                  .bind("poll", session.poll().value())
                  .bind("is_anonymous", session.anonymous())
                  .bind("visibility", session.visibility().name())
                  .bind("shows_voters", session.showsVoters())
                  .bind("changeable", session.changeable())
                  .bind("created_at", now.toEpochMilli())
                  .mapTo(Long.class)
                  .findOne();
          return id.flatMap(added -> SessionRows.find(handle, added));
        });
  }

  private static void checkQuota(Handle handle, NewSession session) {
    if (session.audience() instanceof AudienceRef.InMeetingSession(long meetingSession)) {
      Quota.MEETING_POLLS.check(count(handle, "meeting_session_id", meetingSession));
    }
    Quota.SESSIONS.check(count(handle, "poll_id", session.poll().value()));
  }

  private static long count(Handle handle, String column, long key) {
    return handle
        .createQuery("SELECT count(*) FROM poll_session WHERE %s = :key".formatted(column))
        .bind("key", key)
        .mapTo(long.class)
        .one();
  }

  Optional<PollSession> change(SessionId id, UnaryOperator<Setting> change) {
    return database.write(
        handle -> {
          lockWhere(handle, database.dialect(), "id = :key", id.value());
          return SessionRows.find(handle, id.value())
              .map(now -> change.apply(new Setting(now.audience(), now.visibility())))
              .flatMap(wanted -> update(handle, id, wanted));
        });
  }

  /// In another room a session is new, stands at the end, and was not presented unless it is open.
  private Optional<PollSession> update(Handle handle, SessionId id, Setting wanted) {
    var _ =
        SessionColumns.bind(
                handle.createUpdate(
                    """
                    UPDATE poll_session
                    SET place = CASE WHEN course_id = :course THEN place END,
                      presented = presented AND (
                        is_open OR course_id IS NOT DISTINCT FROM CAST(:course AS bigint)),
                      course_id = :course, section_id = :section,
                      meeting_session_id = :meeting_session, visibility = :visibility,
                      planned_visibility =
                        CASE WHEN opened THEN planned_visibility ELSE :visibility END
                    WHERE id = :id
                    """),
                wanted.audience())
            .bind("visibility", wanted.visibility().name())
            .bind("id", id.value())
            .execute();
    ChangeCounts.add(handle, database.node(), id.value());
    return SessionRows.find(handle, id.value());
  }

  /// Waits for the votes that hold the session, and votes that come wait for it.
  ChangeableOutcome setChangeable(SessionId id, boolean changeable) {
    return database.write(
        handle -> {
          lockWhere(handle, database.dialect(), "id = :key", id.value());
          Optional<PollSession> session = SessionRows.find(handle, id.value());
          if (session.isEmpty()) {
            return ChangeableOutcome.GONE;
          }
          if (session.get().changeable() == changeable) {
            return ChangeableOutcome.CHANGED;
          }
          if (session.get().anonymous()) {
            return ChangeableOutcome.ANONYMOUS;
          }
          if (hasVotes(handle, id)) {
            return ChangeableOutcome.HAS_VOTES;
          }
          handle
              .createUpdate("UPDATE poll_session SET changeable = :changeable WHERE id = :id")
              .bind("changeable", changeable)
              .bind("id", id.value())
              .execute();
          ChangeCounts.add(handle, database.node(), id.value());
          return ChangeableOutcome.CHANGED;
        });
  }

  private static boolean hasVotes(Handle handle, SessionId id) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM vote v WHERE v.session_id = :id AND %s LIMIT 1
            """
                .formatted(ChoiceRows.STANDS))
        .bind("id", id.value())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  /// Tells the audience which choices are correct, or no longer; false when the session is gone, or
  /// would tell while it takes votes or before it ever did.
  boolean showCorrect(SessionId id, boolean shows) {
    return database.write(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      UPDATE poll_session SET shows_correct = :shows
                      WHERE id = :id AND NOT (:shows AND (is_open OR NOT opened))
                      """)
                  .bind("shows", shows)
                  .bind("id", id.value())
                  .execute();
          if (changed > 0) {
            ChangeCounts.add(handle, database.node(), id.value());
          }
          return changed > 0;
        });
  }

  /// An anonymous session in which somebody has taken part stays closed: who took part is told
  /// then, and what came after a second opening would be theirs who were not in the list before.
  ///
  /// On PostgreSQL the change of the row waits for the votes that hold it, and votes that come wait
  /// for the change.
  public Optional<PollSession> setOpen(SessionId id, boolean open) {
    return database.write(
        handle -> {
          Instant now = Instant.now();
          int changed =
              handle
                  .createUpdate(
                      """
                      UPDATE poll_session
                      SET is_open = :open, shows_correct = shows_correct AND NOT :open,
                        presented = presented OR :open, opened = opened OR :open,
                        opened_at = CASE WHEN :open AND NOT opened THEN CAST(:now AS bigint)
                          ELSE opened_at END
                      WHERE id = :id AND is_open <> :open
                        AND NOT (:open AND is_anonymous AND EXISTS (
                          SELECT 1 FROM participation p WHERE p.session_id = poll_session.id))
                      """)
                  .bind("open", open)
                  .bind("now", now.toEpochMilli())
                  .bind("id", id.value())
                  .execute();
          Optional<PollSession> session = SessionRows.find(handle, id.value());
          if (changed > 0) {
            ChangeCounts.add(handle, database.node(), id.value());
            session.ifPresent(turned -> WebhookEvents.turned(handle, turned, open, now));
            if (open) {
              session.ifPresent(opened -> AgendaRows.put(handle, opened.audience(), id.value()));
            }
          }
          return session;
        });
  }

  boolean delete(SessionId id) {
    return database.write(
        handle -> removeWhere(handle, database.dialect(), "id = :key", id.value()) > 0);
  }

  /// Closes what is open before this meeting session, in the transaction that ends it.
  public static void closeAllBefore(Handle handle, Dialect dialect, int node, long meetingSession) {
    lockWhere(handle, dialect, "meeting_session_id = :key AND is_open", meetingSession);
    handle
        .createQuery(
            """
            UPDATE poll_session SET is_open = FALSE
            WHERE meeting_session_id = :meeting_session AND is_open
            RETURNING id
            """)
        .bind("meeting_session", meetingSession)
        .mapTo(Long.class)
        .list()
        .forEach(id -> ChangeCounts.add(handle, node, id));
  }

  /// Locks the sessions of a poll, against votes too.
  static void lockSessionsOf(Handle handle, Dialect dialect, PollId poll) {
    lockWhere(handle, dialect, "poll_id = :key", poll.value());
  }

  /// Deletes the sessions of a poll but for their votes, which the sweeper removes later.
  static void removeSessionsOf(Handle handle, Dialect dialect, PollId poll) {
    removeWhere(handle, dialect, "poll_id = :key", poll.value());
  }

  public static void lockWhere(Handle handle, Dialect dialect, String condition, long key) {
    handle
        .createQuery(
            "SELECT id FROM poll_session WHERE %s ORDER BY id %s"
                .formatted(condition, dialect.forUpdate()))
        .bind("key", key)
        .mapTo(long.class)
        .list();
  }

  private static int removeWhere(Handle handle, Dialect dialect, String condition, long key) {
    lockWhere(handle, dialect, condition, key);
    List<String> steps =
        List.of(
            "INSERT INTO deleted_session (session_id) SELECT id FROM poll_session WHERE %s",
            "DELETE FROM tally WHERE session_id IN (SELECT id FROM poll_session WHERE %s)",
            "DELETE FROM change_count WHERE session_id IN (SELECT id FROM poll_session WHERE %s)",
            "DELETE FROM correction WHERE session_id IN (SELECT id FROM poll_session WHERE %s)",
            // What is gone is told to nobody any more.
            "DELETE FROM webhook_event WHERE poll_session_id IN (SELECT id FROM poll_session WHERE %s)",
            "DELETE FROM poll_session WHERE %s");
    int removed = 0;
    for (String step : steps) {
      removed = handle.createUpdate(step.formatted(condition)).bind("key", key).execute();
    }
    return removed;
  }
}
