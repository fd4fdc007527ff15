package org.pollard.realtimekit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingSessionStore.PeerFilter;
import org.pollard.meeting.Peer;
import org.pollard.people.Slice;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.webhook.Drawing;
import org.pollard.webhook.Happening;
import org.pollard.webhook.WebhookEvent;

/// What webhooks of apps are told, in the published shapes. Thread-safe; may wait for the database.
///
/// What was asked anonymously is told without anybody in it, not even who took part.
@ApplicationScoped
public class WebhookPayloads implements Drawing {

  private final AppStore apps;
  private final MeetingSessionStore sessions;
  private final SinglePolls polls;
  private final PollDrawing drawing;

  WebhookPayloads(
      AppStore apps, MeetingSessionStore sessions, SinglePolls polls, PollDrawing drawing) {
    this.apps = apps;
    this.sessions = sessions;
    this.polls = polls;
    this.drawing = drawing;
  }

  @Override
  public Optional<String> draw(Happening happening) {
    Optional<MeetingSession> session =
        Optional.ofNullable(happening.meetingSession())
            .flatMap(each -> sessions.session(new MeetingSessionId(each)));
    Optional<App> app = session.flatMap(each -> apps.app(each.app()));
    if (session.isEmpty() || app.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode body = RealtimeKitJson.object().put("event", happening.event().word());
    // Of what began or came in, the end is not known when it happens.
    boolean past =
        happening.event() != WebhookEvent.MEETING_STARTED
            && happening.event() != WebhookEvent.PARTICIPANT_JOINED
            && happening.event() != WebhookEvent.POLL_CREATED;
    body.set("meeting", meeting(app.get(), session.get(), past));
    return switch (happening.event()) {
      case MEETING_STARTED -> Optional.of(text(body));
      case MEETING_ENDED ->
          Optional.of(
              text(
                  body.put(
                      "reason",
                      happening.byHost() ? "HOST_ENDED_MEETING" : "ALL_PARTICIPANTS_LEFT")));
      case PARTICIPANT_JOINED, PARTICIPANT_LEFT ->
          participant(happening, session.get())
              .map(each -> text(body.<ObjectNode>set("participant", each)));
      case POLL_CREATED, POLL_RESULTS ->
          poll(happening).map(each -> text(body.<ObjectNode>set("poll", each)));
      case CHAT_SYNCED,
          RECORDING_STATUS,
          LIVESTREAMING_STATUS,
          TRANSCRIPT,
          SUMMARY,
          SESSION_OPENED,
          SESSION_CLOSED ->
          Optional.empty();
    };
  }

  /// With camelCase names and the status of a living meeting always, as published.
  private static ObjectNode meeting(App app, MeetingSession session, boolean past) {
    String id = session.meeting().value().toString();
    ObjectNode meeting =
        RealtimeKitJson.object()
            .put("id", id)
            .put("sessionId", session.publicId().toString())
            .put("title", session.title() == null ? "" : session.title())
            .put("roomName", id)
            .put("status", "LIVE")
            .put("createdAt", RealtimeKitJson.time(session.startedAt()))
            .put("startedAt", RealtimeKitJson.time(session.startedAt()));
    if (past && session.endedAt() != null) {
      meeting.put("endedAt", RealtimeKitJson.time(session.endedAt()));
    }
    meeting.putObject("organizedBy").put("id", app.id().value()).put("name", app.name());
    return meeting;
  }

  private Optional<ObjectNode> participant(Happening happening, MeetingSession session) {
    return peer(session, happening.peer())
        .map(
            peer -> {
              ObjectNode participant =
                  RealtimeKitJson.object()
                      .put("peerId", peer.id())
                      .put("userDisplayName", peer.displayName())
                      .put("customParticipantId", peer.customId())
                      .put("clientSpecificId", peer.customId())
                      .put("joinedAt", RealtimeKitJson.time(peer.joinedAt()));
              if (happening.event() == WebhookEvent.PARTICIPANT_LEFT) {
                participant.put("leftAt", RealtimeKitJson.time(happening.at()));
              }
              return participant;
            });
  }

  private Optional<Peer> peer(MeetingSession session, @Nullable String id) {
    return sessions
        .peers(session.id(), new PeerFilter(null, null, id, false, false), Slice.first(1))
        .items()
        .stream()
        .findFirst();
  }

  private Optional<ObjectNode> poll(Happening happening) {
    return Optional.ofNullable(happening.session())
        .flatMap(each -> polls.session(new SessionId(each)))
        .flatMap(
            session ->
                happening.event() == WebhookEvent.POLL_CREATED
                    ? drawing.many(List.of(session), true, new Recipient.Voting()).stream()
                        .findFirst()
                    : drawing.outcome(session))
        .map(drawn -> RealtimeKitJson.tree(PollWire.of(drawn)));
  }

  /// As `JSON.stringify` writes it: receivers are known that verify what they have read and written
  /// again.
  private static String text(ObjectNode body) {
    return new String(RealtimeKitJson.bytes(body), UTF_8);
  }
}
