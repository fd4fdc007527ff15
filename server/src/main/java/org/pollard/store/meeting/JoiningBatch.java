package org.pollard.store.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.Joining;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore.Join;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Peer;
import org.pollard.meeting.PollPermissions;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.webhook.WebhookEvents;
import org.pollard.webhook.WebhookEvent;

/// Lets many connections in, inside one transaction. Confined to it.
///
/// The rows of the meetings are locked first, by id, then their live sessions: whoever begins a
/// session holds the one, whoever leaves or ends it the other.
final class JoiningBatch {

  private final Database database;
  private final Handle handle;
  private final Dialect dialect;
  private final Instant now;

  /// What webhooks want to know, by session.
  private final Map<Long, Set<WebhookEvent>> wanted = new HashMap<>();

  /// Somebody who got in.
  private record In(long session, Join join, Participant participant, Instant at) {}

  JoiningBatch(Database database, Handle handle, Instant now) {
    this.database = database;
    this.handle = handle;
    this.dialect = database.dialect();
    this.now = now;
  }

  List<Joining> join(List<Join> joins) {
    Map<ParticipantId, Participant> participants =
        ParticipantRows.of(handle, dialect, joins.stream().map(Join::participant).toList());
    participants.values().removeIf(Participant::deleted);
    joins.stream().map(Join::holder).distinct().forEach(each -> PeerRows.beat(handle, each, now));

    Map<String, Optional<Long>> sessions = new TreeMap<>();
    participants.values().forEach(each -> sessions.put(meeting(each), Optional.empty()));
    sessions.replaceAll((meeting, _) -> liveSession(meeting));

    Map<Integer, In> in = new HashMap<>();
    List<@Nullable Joining> outcomes = new ArrayList<>(joins.size());
    for (Join join : joins) {
      Participant participant = participants.get(join.participant());
      Optional<Long> session =
          participant == null
              ? Optional.empty()
              : Objects.requireNonNull(sessions.get(meeting(participant)));
      if (participant == null) {
        outcomes.add(new Joining.Unknown());
      } else if (session.isEmpty()) {
        outcomes.add(new Joining.Inactive());
      } else {
        Optional<Instant> at = enter(session.get(), join, participant);
        at.ifPresent(
            since -> in.put(outcomes.size(), new In(session.get(), join, participant, since)));
        outcomes.add(at.isPresent() ? null : new Joining.PeerTaken());
      }
    }

    Map<Long, MeetingSession> read = new HashMap<>();
    for (In each : in.values()) {
      read.computeIfAbsent(each.session(), this::recounted);
    }
    in.forEach(
        (place, each) ->
            outcomes.set(place, joined(each, Objects.requireNonNull(read.get(each.session())))));
    return outcomes.stream().map(Objects::requireNonNull).toList();
  }

  private static String meeting(Participant participant) {
    return participant.meeting().value().toString();
  }

  /// The live session of this meeting, begun if there is none; empty when the meeting takes nobody
  /// in.
  private Optional<Long> liveSession(String meeting) {
    boolean active =
        handle
            .createQuery("SELECT is_active FROM meeting WHERE id = :id " + dialect.forUpdate())
            .bind("id", meeting)
            .mapTo(boolean.class)
            .one();
    if (!active) {
      return Optional.empty();
    }
    return handle
        .createQuery(
            """
            SELECT id FROM meeting_session WHERE meeting_id = :meeting AND ended_at IS NULL %s
            """
                .formatted(dialect.forUpdate()))
        .bind("meeting", meeting)
        .mapTo(Long.class)
        .findOne()
        .filter(id -> MeetingSessionRows.endIfDue(database, handle, id, now).isEmpty())
        .or(() -> Optional.of(begin(meeting)));
  }

  private Long begin(String meeting) {
    Long begun =
        handle
            .createQuery(
                """
            INSERT INTO meeting_session (public_id, meeting_id, most_participants, started_at,
              updated_at)
            VALUES (:public_id, :meeting, 0, :now, :now)
            RETURNING id
            """)
            .bind("public_id", UUID.randomUUID().toString())
            .bind("meeting", meeting)
            .bind("now", now.toEpochMilli())
            .mapTo(Long.class)
            .one();
    Set<WebhookEvent> wantedNow = WebhookEvents.wantedOf(handle, begun);
    wanted.put(begun, wantedNow);
    WebhookEvents.inMeeting(
        handle, wantedNow, WebhookEvent.MEETING_STARTED, begun, null, false, now);
    return begun;
  }

  /// Connects a peer, and webhooks are told, but not of one that was there and is taken over. Gives
  /// the same as [#connect].
  private Optional<Instant> enter(long session, Join join, Participant participant) {
    Set<WebhookEvent> events =
        wanted.computeIfAbsent(session, id -> WebhookEvents.wantedOf(handle, id));
    boolean comes =
        events.contains(WebhookEvent.PARTICIPANT_JOINED)
            && handle
                    .createQuery(
                        """
                    SELECT count(*) FROM peer
                    WHERE session_id = :session AND id = :id AND left_at IS NULL
                    """)
                    .bind("session", session)
                    .bind("id", join.peer())
                    .mapTo(int.class)
                    .one()
                == 0;
    Optional<Instant> at = connect(session, join, participant);
    if (at.isPresent() && comes) {
      WebhookEvents.inMeeting(
          handle, events, WebhookEvent.PARTICIPANT_JOINED, session, join.peer(), false, now);
    }
    return at;
  }

  /// Gives since when the peer has been in the session; empty when it is somebody else's.
  private Optional<Instant> connect(long session, Join join, Participant participant) {
    Optional<Instant> at =
        handle
            .createQuery(
                """
                INSERT INTO peer (session_id, id, voter_id, display_name, preset_name, held_by,
                  joined_at, was_kicked)
                VALUES (:session, :id, :voter, :display_name, :preset_name, :holder, :now, FALSE)
                ON CONFLICT (session_id, id) DO UPDATE
                SET held_by = excluded.held_by, display_name = excluded.display_name,
                  preset_name = excluded.preset_name, left_at = NULL, was_kicked = FALSE
                WHERE peer.voter_id = excluded.voter_id
                RETURNING joined_at
                """)
            .bind("session", session)
            .bind("id", join.peer())
            .bind("voter", participant.voter().value())
            .bind("display_name", participant.displayName())
            .bind("preset_name", participant.presetName())
            .bind("holder", join.holder())
            .bind("now", now.toEpochMilli())
            .map((row, context) -> Columns.instant(row, "joined_at"))
            .findOne();
    if (at.isPresent()) {
      permit(session, participant);
    }
    return at;
  }

  private void permit(long session, Participant participant) {
    PollPermissions polls = participant.permissions().polls();
    handle
        .createUpdate(
            """
            INSERT INTO session_member (session_id, voter_id, can_create_polls, can_vote, can_view,
              was_changed)
            VALUES (:session, :voter, :create, :vote, :view, FALSE)
            ON CONFLICT (session_id, voter_id) DO UPDATE
            SET can_create_polls = excluded.can_create_polls, can_vote = excluded.can_vote,
              can_view = excluded.can_view
            WHERE NOT session_member.was_changed
            """)
        .bind("session", session)
        .bind("voter", participant.voter().value())
        .bind("create", polls.create())
        .bind("vote", polls.vote())
        .bind("view", polls.view())
        .execute();
  }

  private MeetingSession recounted(Long session) {
    PeerRows.recount(handle, session, now);
    return MeetingSessionRows.find(handle, session).orElseThrow();
  }

  private Joining joined(In in, MeetingSession session) {
    Participant participant = in.participant();
    PollPermissions polls =
        StandingRows.member(handle, in.session(), participant.voter())
            .orElse(participant.permissions().polls());
    return new Joining.Joined(
        session,
        new Peer(
            new MeetingSessionId(in.session()),
            in.join().peer(),
            participant.voter(),
            participant.id(),
            participant.customId(),
            participant.displayName(),
            participant.presetName(),
            in.at(),
            null),
        polls);
  }
}
