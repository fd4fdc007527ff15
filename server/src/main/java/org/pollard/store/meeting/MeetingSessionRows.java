package org.pollard.store.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.AppId;
import org.pollard.meeting.Joining;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.MeetingPoll;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.Peer;
import org.pollard.meeting.SessionsOfDay;
import org.pollard.meeting.Standing;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;
import org.pollard.store.Columns;
import org.pollard.store.Conditions;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;
import org.pollard.store.poll.SessionChanges;
import org.pollard.store.webhook.WebhookEvents;

/// Meeting sessions and their polls, and the front of connections and standings. Thread-safe.
///
/// Locks are taken in this order: meetings by id, meeting sessions.
public final class MeetingSessionRows implements MeetingSessionStore {

  private static final String COLUMNS =
      """
      s.id, s.public_id, m.app_id, s.meeting_id, m.title, s.most_participants, s.started_at,
      s.updated_at, s.ended_at,
      (SELECT count(DISTINCT p.voter_id) FROM peer p
        WHERE p.session_id = s.id AND p.left_at IS NULL) AS participants,
      (SELECT coalesce(sum(coalesce(p.left_at, clock.now) - p.joined_at), 0) FROM peer p
        WHERE p.session_id = s.id) AS millis""";

  private static final String FROM =
      """
      (SELECT CAST(:now AS bigint) AS now) clock CROSS JOIN meeting_session s
      JOIN meeting m ON m.id = s.meeting_id""";

  private final Database database;
  private final PeerRows peers;
  private final StandingRows standings;

  public MeetingSessionRows(Database database) {
    this.database = database;
    this.peers = new PeerRows(database);
    this.standings = new StandingRows(database);
  }

  @Override
  public List<Joining> join(List<Join> joins, Instant now) {
    return joins.isEmpty()
        ? List.of()
        : database.write(handle -> new JoiningBatch(database, handle, now).join(joins));
  }

  @Override
  public List<Peer> leave(List<Leave> leaves, Instant now) {
    return peers.leave(leaves, now);
  }

  @Override
  public List<Peer> kick(
      MeetingSessionId session, @Nullable Collection<VoterId> voters, Instant now) {
    return peers.kick(session, voters, now);
  }

  @Override
  public void beat(String holder, Instant now) {
    database.write(handle -> PeerRows.beat(handle, holder, now));
  }

  @Override
  public List<Peer> dropSilent(Instant since) {
    return peers.dropSilent(since);
  }

  @Override
  public Map<PeerKey, Boolean> held(String holder, Instant kickedSince) {
    return peers.held(holder, kickedSince);
  }

  @Override
  public List<MeetingSession> endDue(Instant now) {
    List<Long> due =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT s.id FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id
                        WHERE s.ended_at IS NULL
                          AND s.last_left_at + m.keep_alive_seconds * 1000 <= :now
                        ORDER BY s.id
                        """)
                    .bind("now", now.toEpochMilli())
                    .mapTo(Long.class)
                    .list());
    return due.stream()
        .flatMap(id -> database.write(handle -> endIfDue(database, handle, id, now)).stream())
        .toList();
  }

  /// Judges again, since somebody may have come back. Its polls are closed with it. Ended when it
  /// was due, which may be long ago when no server ran.
  static Optional<MeetingSession> endIfDue(Database database, Handle handle, long id, Instant now) {
    int ended =
        handle
            .createUpdate(
                """
                UPDATE meeting_session
                SET ended_at = last_left_at
                  + 1000 * (SELECT keep_alive_seconds FROM meeting m WHERE m.id = meeting_id),
                  updated_at = :now
                WHERE id = :id AND ended_at IS NULL
                  AND last_left_at
                  + 1000 * (SELECT keep_alive_seconds FROM meeting m WHERE m.id = meeting_id)
                    <= :now
                """)
            .bind("id", id)
            .bind("now", now.toEpochMilli())
            .execute();
    if (ended == 0) {
      return Optional.empty();
    }
    SessionChanges.closeAllBefore(handle, database.dialect(), database.node(), id);
    WebhookEvents.ended(handle, id, now);
    return find(handle, id);
  }

  @Override
  public Optional<MeetingSession> active(MeetingId meeting) {
    return one("s.meeting_id = :key AND s.ended_at IS NULL", meeting.value().toString());
  }

  @Override
  public Optional<MeetingSession> session(MeetingSessionId id) {
    return one("s.id = :key", id.value());
  }

  @Override
  public Optional<MeetingSession> session(UUID publicId) {
    return one("s.public_id = :key", publicId.toString());
  }

  private Optional<MeetingSession> one(String condition, Object key) {
    return database.read(handle -> find(handle, condition, key));
  }

  static Optional<MeetingSession> find(Handle handle, long id) {
    return find(handle, "s.id = :key", id);
  }

  private static Optional<MeetingSession> find(Handle handle, String condition, Object key) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM " + FROM + " WHERE " + condition)
        .bind("now", System.currentTimeMillis())
        .bind("key", key)
        .map(MeetingSessionRows::toSession)
        .findOne();
  }

  @Override
  public Listing<MeetingSession> sessions(SessionFilter filter, Slice slice) {
    Conditions wanted = wanted(filter);
    String order =
        (filter.byMinutes() ? "millis" : "s.id") + (filter.descending() ? " DESC" : "") + ", s.id";
    Listed<MeetingSession> sessions =
        new Listed<>(
            COLUMNS, FROM + " WHERE " + wanted.text(), order, MeetingSessionRows::toSession);
    return database.read(
        handle ->
            sessions.read(
                handle,
                slice,
                query -> {
                  query.bind("now", System.currentTimeMillis());
                  wanted.bind(query);
                }));
  }

  private Conditions wanted(SessionFilter filter) {
    Conditions wanted = new Conditions("TRUE");
    if (filter.app() != null) {
      wanted.and("m.app_id = :app", "app", filter.app().value());
    }
    if (filter.search() != null) {
      Dialect dialect = database.dialect();
      wanted.and(
          "(%s OR %s)"
              .formatted(
                  dialect.contains("m.search_text", "search"),
                  dialect.contains("s.public_id", "search")),
          "search",
          Columns.findable(Columns.folded(filter.search())));
    }
    if (filter.meeting() != null) {
      wanted.and("s.meeting_id = :meeting", "meeting", filter.meeting().value().toString());
    }
    if (filter.live() != null) {
      wanted.and(filter.live() ? "s.ended_at IS NULL" : "s.ended_at IS NOT NULL");
    }
    if (filter.from() != null) {
      wanted.and("s.started_at >= :from", "from", filter.from().toEpochMilli());
    }
    if (filter.to() != null) {
      wanted.and("s.started_at <= :to", "to", filter.to().toEpochMilli());
    }
    String everybody = "(SELECT count(DISTINCT p.voter_id) FROM peer p WHERE p.session_id = s.id)";
    if (filter.fewest() != null) {
      wanted.and(everybody + " >= :fewest", "fewest", filter.fewest());
    }
    if (filter.most() != null) {
      wanted.and(everybody + " <= :most", "most", filter.most());
    }
    return wanted;
  }

  @Override
  public List<Peer> present(MeetingSessionId session) {
    return peers.present(session);
  }

  @Override
  public Map<MeetingSessionId, Long> connections(Collection<MeetingSessionId> sessions) {
    return peers.count(sessions);
  }

  @Override
  public Listing<Peer> peers(MeetingSessionId session, PeerFilter filter, Slice slice) {
    return peers.list(session, filter, slice);
  }

  @Override
  public Optional<Peer> peer(AppId app, String id) {
    return peers.latest(app, id);
  }

  @Override
  public List<SessionsOfDay> byDay(AppId app, LocalDate first, LocalDate last) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT began.day, count(*) AS sessions, sum(began.millis) AS millis
                    FROM (SELECT s.started_at / 86400000 AS day,
                        (SELECT coalesce(sum(coalesce(p.left_at, CAST(:now AS bigint))
                          - p.joined_at), 0) FROM peer p WHERE p.session_id = s.id) AS millis
                      FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id
                      WHERE m.app_id = :app AND s.started_at >= :from AND s.started_at < :to
                    ) began
                    GROUP BY began.day ORDER BY began.day
                    """)
                .bind("now", System.currentTimeMillis())
                .bind("app", app.value())
                .bind("from", millis(first))
                .bind("to", millis(last.plusDays(1)))
                .map(
                    (row, context) ->
                        new SessionsOfDay(
                            LocalDate.ofEpochDay(row.getLong("day")),
                            row.getLong("sessions"),
                            row.getDouble("millis") / 60_000.0))
                .list());
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  @Override
  public Map<Place, Standing> standings(Collection<Place> places) {
    return standings.of(places);
  }

  @Override
  public void changePermissions(
      MeetingSessionId session,
      Collection<VoterId> voters,
      @Nullable Boolean create,
      @Nullable Boolean vote,
      @Nullable Boolean view) {
    standings.change(session, voters, create, vote, view);
  }

  @Override
  public void addPoll(MeetingPoll poll) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO meeting_poll (session_id, creator_id, created_by)
                    VALUES (:session, :creator, :created_by)
                    """)
                .bind("session", poll.session().value())
                .bind("creator", poll.creator() == null ? null : poll.creator().value())
                .bind("created_by", poll.createdBy())
                .execute());
  }

  @Override
  public Map<SessionId, MeetingPoll> polls(Set<SessionId> sessions) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT session_id, creator_id, created_by FROM meeting_poll WHERE "
                        + dialect.among("session_id", "sessions"))
                .bind("sessions", dialect.list(sessions.stream().map(SessionId::value).toList()))
                .map(MeetingSessionRows::toPoll)
                .collect(Collectors.toMap(MeetingPoll::session, each -> each)));
  }

  private static MeetingPoll toPoll(ResultSet row, StatementContext context) throws SQLException {
    Long creator = Columns.maybeLong(row, "creator_id");
    return new MeetingPoll(
        new SessionId(row.getLong("session_id")),
        creator == null ? null : new VoterId(creator),
        row.getString("created_by"));
  }

  private static MeetingSession toSession(ResultSet row, StatementContext context)
      throws SQLException {
    return new MeetingSession(
        new MeetingSessionId(row.getLong("id")),
        UUID.fromString(row.getString("public_id")),
        new AppId(row.getString("app_id")),
        new MeetingId(UUID.fromString(row.getString("meeting_id"))),
        row.getString("title"),
        row.getInt("participants"),
        row.getInt("most_participants"),
        row.getLong("millis") / 60_000.0,
        Columns.instant(row, "started_at"),
        Columns.instant(row, "updated_at"),
        Columns.maybeInstant(row, "ended_at"));
  }
}
