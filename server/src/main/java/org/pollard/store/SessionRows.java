package org.pollard.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore.NewSession;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;

/// Poll sessions. Thread-safe.
///
/// Locks are taken in this order: poll, its sessions by id, votes, tally, change counts.
final class SessionRows {

  private static final String COLUMNS =
      """
      s.id, s.poll_id, s.course_id, s.section_id, s.meeting_session_id, s.is_open, s.is_anonymous,
      s.visibility, s.shows_voters, s.shows_correct, s.created_at""";

  /// Ids begin at 1, so 0 stands for a whole course, and for what an audience of another kind does
  /// not have, where audiences are compared.
  private static final long NONE = 0;

  private final Database database;

  SessionRows(Database database) {
    this.database = database;
  }

  Optional<PollSession> add(NewSession session, Instant now) {
    return database.write(
        handle -> {
          if (!PollRows.share(handle, database.dialect(), session.poll())) {
            return Optional.empty();
          }
          Optional<Long> id =
              bind(
                      handle.createQuery(
                          """
                          INSERT INTO poll_session (poll_id, course_id, section_id,
                            meeting_session_id, is_open, is_anonymous, visibility, shows_voters,
                            created_at)
                          SELECT :poll, CAST(:course AS bigint), CAST(:section AS bigint),
                            CAST(:meeting_session AS bigint), FALSE, :is_anonymous, :visibility,
                            :shows_voters, :created_at
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
                  .bind("created_at", now.toEpochMilli())
                  .mapTo(Long.class)
                  .findOne();
          return id.flatMap(added -> find(handle, added));
        });
  }

  Optional<PollSession> find(SessionId id) {
    return database.read(handle -> find(handle, id.value()));
  }

  /// The sessions of a poll in which this voter has a vote that counts.
  List<PollSession> votedIn(PollId poll, VoterId voter) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s
                    FROM poll_session s
                    WHERE s.poll_id = :poll AND (
                      EXISTS (
                        SELECT 1 FROM vote v JOIN choice c ON c.id = v.choice_id
                        WHERE v.session_id = s.id AND v.voter_id = :voter)
                      OR EXISTS (
                        SELECT 1 FROM participation p
                        WHERE p.session_id = s.id AND p.voter_id = :voter))
                    """
                        .formatted(COLUMNS))
                .bind("poll", poll.value())
                .bind("voter", voter.value())
                .map(SessionRows::toSession)
                .list());
  }

  private static Optional<PollSession> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM poll_session s WHERE s.id = :id")
        .bind("id", id)
        .map(SessionRows::toSession)
        .findOne();
  }

  Listing<PollSession> of(PollId poll, Slice slice) {
    Listed<PollSession> sessions =
        new Listed<>(
            COLUMNS, "poll_session s WHERE s.poll_id = :poll", "s.id", SessionRows::toSession);
    return database.read(
        handle -> sessions.read(handle, slice, query -> query.bind("poll", poll.value())));
  }

  Listing<PollSession> before(Collection<AudienceRef> audiences, boolean open, Slice slice) {
    Dialect dialect = database.dialect();
    List<long[]> wanted = audiences.stream().distinct().map(SessionRows::key).toList();
    String from =
        """
        %s
        JOIN poll_session s ON (s.course_id = wanted.course
            AND coalesce(s.section_id, 0) = wanted.section)
          OR s.meeting_session_id = wanted.meeting_session
        WHERE s.is_open = :open
        """
            .formatted(dialect.table("wanted", "course", "section", "meeting_session"));
    Listed<PollSession> sessions = new Listed<>(COLUMNS, from, "s.id", SessionRows::toSession);
    return database.read(
        handle ->
            sessions.read(
                handle,
                slice,
                query -> dialect.bindTable(query, "wanted", 3, wanted).bind("open", open)));
  }

  Listing<PollSession> before(AudienceRef audience, Slice slice) {
    String where =
        switch (audience) {
          case AudienceRef.InCourse _ ->
              "s.course_id = :one AND coalesce(s.section_id, 0) = :other";
          case AudienceRef.InMeetingSession _ -> "s.meeting_session_id = :one AND 0 = :other";
        };
    long[] key = key(audience);
    Listed<PollSession> sessions =
        new Listed<>(COLUMNS, "poll_session s WHERE " + where, "s.id", SessionRows::toSession);
    return database.read(
        handle ->
            sessions.read(
                handle, slice, query -> query.bind("one", key[0] + key[2]).bind("other", key[1])));
  }

  Optional<PollSession> change(SessionId id, AudienceRef audience, ResultsVisibility visibility) {
    return database.write(
        handle -> {
          int changed =
              bind(
                      handle.createUpdate(
                          """
                          UPDATE poll_session
                          SET course_id = :course, section_id = :section,
                            meeting_session_id = :meeting_session, visibility = :visibility
                          WHERE id = :id
                          """),
                      audience)
                  .bind("visibility", visibility.name())
                  .bind("id", id.value())
                  .execute();
          if (changed == 0) {
            return Optional.empty();
          }
          ChangeCounts.add(handle, database.node(), id.value());
          return find(handle, id.value());
        });
  }

  /// Tells the audience which choices are correct, or no longer; false when the session is gone, or
  /// takes votes and would tell.
  boolean showCorrect(SessionId id, boolean shows) {
    return database.write(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      UPDATE poll_session SET shows_correct = :shows
                      WHERE id = :id AND NOT (:shows AND is_open)
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
  Optional<PollSession> setOpen(SessionId id, boolean open) {
    return database.write(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      UPDATE poll_session
                      SET is_open = :open, shows_correct = shows_correct AND NOT :open
                      WHERE id = :id AND is_open <> :open
                        AND NOT (:open AND is_anonymous AND EXISTS (
                          SELECT 1 FROM participation p WHERE p.session_id = poll_session.id))
                      """)
                  .bind("open", open)
                  .bind("id", id.value())
                  .execute();
          Optional<PollSession> session = find(handle, id.value());
          if (changed > 0) {
            ChangeCounts.add(handle, database.node(), id.value());
            if (open) {
              session.ifPresent(opened -> putOnShow(handle, opened.audience(), id.value()));
            }
          }
          return session;
        });
  }

  Map<SessionId, PollSession> of(Collection<SessionId> ids) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM poll_session s WHERE "
                        + dialect.among("s.id", "ids"))
                .bind("ids", dialect.list(ids.stream().map(SessionId::value).toList()))
                .map(SessionRows::toSession)
                .collect(Collectors.toMap(PollSession::id, session -> session)));
  }

  /// The session that the room of this audience presents, unless it is gone.
  Optional<SessionId> onShow(AudienceRef audience) {
    return switch (audience) {
      case AudienceRef.InMeetingSession _ -> Optional.empty();
      case AudienceRef.InCourse in ->
          database.read(
              handle ->
                  handle
                      .createQuery(
                          """
                          SELECT s.id FROM on_show o JOIN poll_session s ON s.id = o.session_id
                          WHERE o.course_id = :course
                          """)
                      .bind("course", in.courseId())
                      .map((row, context) -> new SessionId(row.getLong("id")))
                      .findOne());
    };
  }

  void show(AudienceRef audience, SessionId session) {
    database.write(
        handle -> {
          putOnShow(handle, audience, session.value());
          return session;
        });
  }

  /// A meeting presents all its polls at once.
  private static void putOnShow(Handle handle, AudienceRef audience, long session) {
    if (audience instanceof AudienceRef.InCourse in) {
      handle
          .createUpdate(
              """
              INSERT INTO on_show (course_id, session_id) VALUES (:course, :session)
              ON CONFLICT (course_id) DO UPDATE SET session_id = excluded.session_id
              """)
          .bind("course", in.courseId())
          .bind("session", session)
          .execute();
    }
  }

  boolean delete(SessionId id) {
    return database.write(
        handle -> removeWhere(handle, database.dialect(), "id = :key", id.value()) > 0);
  }

  Map<PollId, List<AudienceRef>> audiencesOf(Collection<PollId> polls) {
    Dialect dialect = database.dialect();
    Map<PollId, List<AudienceRef>> audiences = new LinkedHashMap<>();
    polls.forEach(poll -> audiences.put(poll, new ArrayList<>()));
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT poll_id, course_id, section_id, meeting_session_id
                    FROM poll_session
                    WHERE %s
                    ORDER BY poll_id, course_id, section_id, meeting_session_id
                    """
                        .formatted(dialect.among("poll_id", "polls")))
                .bind("polls", dialect.list(polls.stream().map(PollId::value).toList()))
                .map(
                    (row, context) ->
                        audiences
                            .computeIfAbsent(
                                new PollId(row.getLong("poll_id")), p -> new ArrayList<>())
                            .add(audience(row)))
                .list());
    return audiences;
  }

  /// Closes what is open before this meeting session, in the transaction that ends it.
  static void closeAllBefore(Handle handle, Dialect dialect, int node, long meetingSession) {
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

  private static void lockWhere(Handle handle, Dialect dialect, String condition, long key) {
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
            "DELETE FROM poll_session WHERE %s");
    int removed = 0;
    for (String step : steps) {
      removed = handle.createUpdate(step.formatted(condition)).bind("key", key).execute();
    }
    return removed;
  }

  private static <S extends SqlStatement<S>> S bind(S statement, AudienceRef audience) {
    return switch (audience) {
      case AudienceRef.InCourse(long course, @Nullable Long section) ->
          statement
              .bind("course", course)
              .bind("section", section)
              .bind("meeting_session", (Long) null);
      case AudienceRef.InMeetingSession(long session) ->
          statement
              .bind("course", (Long) null)
              .bind("section", (Long) null)
              .bind("meeting_session", session);
    };
  }

  private static long[] key(AudienceRef audience) {
    return switch (audience) {
      case AudienceRef.InCourse(long course, @Nullable Long section) ->
          new long[] {course, section == null ? NONE : section, NONE};
      case AudienceRef.InMeetingSession(long session) -> new long[] {NONE, NONE, session};
    };
  }

  private static AudienceRef audience(ResultSet row) throws SQLException {
    Long meetingSession = Columns.maybeLong(row, "meeting_session_id");
    if (meetingSession != null) {
      return new AudienceRef.InMeetingSession(meetingSession);
    }
    return new AudienceRef.InCourse(row.getLong("course_id"), Columns.maybeLong(row, "section_id"));
  }

  static PollSession toSession(ResultSet row, StatementContext context) throws SQLException {
    return new PollSession(
        new SessionId(row.getLong("id")),
        new PollId(row.getLong("poll_id")),
        audience(row),
        row.getBoolean("is_open"),
        row.getBoolean("is_anonymous"),
        ResultsVisibility.valueOf(row.getString("visibility")),
        row.getBoolean("shows_voters"),
        row.getBoolean("shows_correct"),
        Columns.instant(row, "created_at"));
  }
}
