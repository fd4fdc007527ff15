package org.pollard.store.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.AppId;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore.Leave;
import org.pollard.meeting.MeetingSessionStore.PeerFilter;
import org.pollard.meeting.MeetingSessionStore.PeerKey;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Peer;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Conditions;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;
import org.pollard.store.webhook.WebhookEvents;
import org.pollard.webhook.WebhookEvent;

/// Connections: who is and was in a session. Thread-safe.
final class PeerRows {

  private static final String COLUMNS =
      """
      e.session_id, e.id AS peer_id, e.voter_id, p.id AS participant_id, p.custom_id,
      e.display_name, e.preset_name, e.joined_at, e.left_at""";

  private static final String FROM = "peer e JOIN participant p ON p.voter_id = e.voter_id";

  private final Database database;

  PeerRows(Database database) {
    this.database = database;
  }

  static int beat(Handle handle, String holder, Instant now) {
    return handle
        .createUpdate(
            """
            INSERT INTO presence_beat (held_by, at) VALUES (:holder, :at)
            ON CONFLICT (held_by) DO UPDATE SET at = excluded.at
            """)
        .bind("holder", holder)
        .bind("at", now.toEpochMilli())
        .execute();
  }

  /// Brings up to date what a session's row says of its connections, after some came or left.
  static void recount(Handle handle, long session, Instant now) {
    int present =
        handle
            .createQuery(
                """
                SELECT count(DISTINCT voter_id) FROM peer
                WHERE session_id = :session AND left_at IS NULL
                """)
            .bind("session", session)
            .mapTo(int.class)
            .one();
    handle
        .createUpdate(
            """
            UPDATE meeting_session
            SET most_participants =
                CASE WHEN most_participants < :present THEN :present ELSE most_participants END,
              last_left_at =
                CASE WHEN :present > 0 THEN NULL ELSE coalesce(last_left_at, :now) END,
              updated_at = :now
            WHERE id = :session
            """)
        .bind("present", present)
        .bind("now", now.toEpochMilli())
        .bind("session", session)
        .execute();
  }

  List<Peer> leave(List<Leave> leaves, Instant now) {
    if (leaves.isEmpty()) {
      return List.of();
    }
    return database.write(
        handle -> {
          lock(handle, leaves.stream().map(each -> each.peer().session().value()).toList());
          List<Peer> left = new ArrayList<>();
          for (Leave each : leaves) {
            left.addAll(
                depart(
                    handle,
                    here()
                        .and("e.session_id = :session", "session", each.peer().session().value())
                        .and("e.id = :peer", "peer", each.peer().peer())
                        .and("e.held_by = :holder", "holder", each.holder()),
                    now,
                    false));
          }
          return recounted(handle, left, now);
        });
  }

  List<Peer> kick(MeetingSessionId session, @Nullable Collection<VoterId> voters, Instant now) {
    Dialect dialect = database.dialect();
    return database.write(
        handle -> {
          lock(handle, List.of(session.value()));
          Conditions wanted = here().and("e.session_id = :session", "session", session.value());
          if (voters != null) {
            wanted.and(
                dialect.among("e.voter_id", "voters"),
                "voters",
                dialect.list(voters.stream().map(VoterId::value).toList()));
          }
          return recounted(handle, depart(handle, wanted, now, true), now);
        });
  }

  private static Conditions here() {
    return new Conditions("e.left_at IS NULL");
  }

  /// Looks without a transaction first: mostly there is nobody.
  List<Peer> dropSilent(Instant since) {
    List<String> silent =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT DISTINCT e.held_by
                        FROM peer e LEFT JOIN presence_beat b ON b.held_by = e.held_by
                        WHERE e.left_at IS NULL AND coalesce(b.at, 0) < :since
                        """)
                    .bind("since", since.toEpochMilli())
                    .mapTo(String.class)
                    .list());
    return silent.stream()
        .flatMap(holder -> database.write(handle -> dropIfSilent(handle, holder, since)).stream())
        .toList();
  }

  private List<Peer> dropIfSilent(Handle handle, String holder, Instant since) {
    List<Long> sessions =
        handle
            .createQuery(
                "SELECT DISTINCT session_id FROM peer WHERE held_by = :holder AND left_at IS NULL")
            .bind("holder", holder)
            .mapTo(Long.class)
            .list();
    lock(handle, sessions);
    Instant heard =
        handle
            .createQuery("SELECT at FROM presence_beat WHERE held_by = :holder")
            .bind("holder", holder)
            .map((row, context) -> Columns.instant(row, "at"))
            .findOne()
            .orElse(since);
    if (heard.isAfter(since)) {
      return List.of();
    }
    return recounted(
        handle,
        depart(handle, here().and("e.held_by = :holder", "holder", holder), heard, false),
        heard);
  }

  private void lock(Handle handle, Collection<Long> sessions) {
    Dialect dialect = database.dialect();
    handle
        .createQuery(
            "SELECT id FROM meeting_session WHERE %s ORDER BY id %s"
                .formatted(dialect.among("id", "sessions"), dialect.forUpdate()))
        .bind("sessions", dialect.list(new TreeSet<>(sessions)))
        .mapTo(Long.class)
        .list();
  }

  /// Has the connections leave that fulfil a condition on `e`; gives them as they are then. The
  /// caller has locked their sessions.
  private static List<Peer> depart(Handle handle, Conditions wanted, Instant at, boolean kicked) {
    Query query =
        handle.createQuery("SELECT %s FROM %s WHERE %s".formatted(COLUMNS, FROM, wanted.text()));
    wanted.bind(query);
    List<Peer> gone = new ArrayList<>();
    for (Peer each : query.map(PeerRows::toPeer).list()) {
      Instant left = each.joinedAt().isAfter(at) ? each.joinedAt() : at;
      handle
          .createUpdate(
              """
              UPDATE peer SET left_at = :left_at, was_kicked = :kicked
              WHERE session_id = :session AND id = :id
              """)
          .bind("left_at", left.toEpochMilli())
          .bind("kicked", kicked)
          .bind("session", each.session().value())
          .bind("id", each.id())
          .execute();
      gone.add(
          new Peer(
              each.session(),
              each.id(),
              each.voter(),
              each.participant(),
              each.customId(),
              each.displayName(),
              each.presetName(),
              each.joinedAt(),
              left));
    }
    return gone;
  }

  private static List<Peer> recounted(Handle handle, List<Peer> gone, Instant now) {
    gone.stream()
        .map(each -> each.session().value())
        .distinct()
        .sorted()
        .forEach(session -> recount(handle, session, now));
    tell(handle, gone);
    return gone;
  }

  private static void tell(Handle handle, List<Peer> gone) {
    Map<Long, Set<WebhookEvent>> wanted = new HashMap<>();
    for (Peer each : gone) {
      long session = each.session().value();
      WebhookEvents.inMeeting(
          handle,
          wanted.computeIfAbsent(session, id -> WebhookEvents.wantedOf(handle, id)),
          WebhookEvent.PARTICIPANT_LEFT,
          session,
          each.id(),
          false,
          each.leftAt() == null ? each.joinedAt() : each.leftAt());
    }
  }

  Map<PeerKey, Boolean> held(String holder, Instant kickedSince) {
    Map<PeerKey, Boolean> held = new HashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT session_id, id, was_kicked FROM peer
                    WHERE held_by = :holder AND left_at IS NULL
                    UNION ALL
                    SELECT session_id, id, was_kicked FROM peer
                    WHERE held_by = :holder AND was_kicked AND left_at >= :since
                    """)
                .bind("holder", holder)
                .bind("since", kickedSince.toEpochMilli())
                .map(
                    (row, context) ->
                        held.put(
                            new PeerKey(
                                new MeetingSessionId(row.getLong("session_id")),
                                row.getString("id")),
                            row.getBoolean("was_kicked")))
                .list());
    return held;
  }

  List<Peer> present(MeetingSessionId session) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s FROM %s
                    WHERE e.session_id = :session AND e.left_at IS NULL
                    ORDER BY e.joined_at, e.id
                    """
                        .formatted(COLUMNS, FROM))
                .bind("session", session.value())
                .map(PeerRows::toPeer)
                .list());
  }

  Map<MeetingSessionId, Long> count(Collection<MeetingSessionId> sessions) {
    Dialect dialect = database.dialect();
    Map<MeetingSessionId, Long> counts = new HashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT session_id, count(*) AS connections FROM peer
                    WHERE left_at IS NULL AND %s GROUP BY session_id
                    """
                        .formatted(dialect.among("session_id", "sessions")))
                .bind(
                    "sessions",
                    dialect.list(sessions.stream().map(MeetingSessionId::value).toList()))
                .map(
                    (row, context) ->
                        counts.put(
                            new MeetingSessionId(row.getLong("session_id")),
                            row.getLong("connections")))
                .list());
    return counts;
  }

  Listing<Peer> list(MeetingSessionId session, PeerFilter filter, Slice slice) {
    Dialect dialect = database.dialect();
    Conditions wanted =
        new Conditions("TRUE").and("e.session_id = :session", "session", session.value());
    if (filter.search() != null) {
      wanted.and(
          "(%s OR %s)"
              .formatted(
                  dialect.contains("lower(e.display_name)", "search"),
                  dialect.contains("lower(p.custom_id)", "search")),
          "search",
          Columns.findable(Columns.folded(filter.search())));
    }
    if (filter.participant() != null) {
      wanted.and("p.id = :participant", "participant", filter.participant().value().toString());
    }
    if (filter.peer() != null) {
      wanted.and("e.id = :peer", "peer", Columns.findable(filter.peer()));
    }
    String by =
        filter.byDuration()
            ? "coalesce(e.left_at, %d) - e.joined_at".formatted(Long.MAX_VALUE / 2)
            : "e.joined_at";
    Listed<Peer> peers =
        new Listed<>(
            COLUMNS,
            FROM + " WHERE " + wanted.text(),
            by + (filter.descending() ? " DESC" : "") + ", e.id",
            PeerRows::toPeer);
    return database.read(handle -> peers.read(handle, slice, wanted::bind));
  }

  Optional<Peer> latest(AppId app, String id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s FROM %s JOIN meeting m ON m.id = p.meeting_id
                    WHERE e.id = :peer AND m.app_id = :app
                    ORDER BY e.joined_at DESC, e.session_id DESC LIMIT 1
                    """
                        .formatted(COLUMNS, FROM))
                .bind("peer", Columns.findable(id))
                .bind("app", app.value())
                .map(PeerRows::toPeer)
                .findOne());
  }

  private static Peer toPeer(ResultSet row, StatementContext context) throws SQLException {
    return peer(
        row,
        new ParticipantId(UUID.fromString(row.getString("participant_id"))),
        row.getString("custom_id"));
  }

  private static Peer peer(ResultSet row, ParticipantId participant, String customId)
      throws SQLException {
    return new Peer(
        new MeetingSessionId(row.getLong("session_id")),
        row.getString("peer_id"),
        new VoterId(row.getLong("voter_id")),
        participant,
        customId,
        row.getString("display_name"),
        row.getString("preset_name"),
        Columns.instant(row, "joined_at"),
        Columns.maybeInstant(row, "left_at"));
  }
}
