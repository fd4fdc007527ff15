package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.Peer;

/// One connection that a participant had in a session. What there is no value for is left out.
///
/// @param duration in minutes
/// @param peerEvents only when they were asked for
@Schema(name = "KitSessionParticipant")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionParticipantWire(
    String id,
    String userId,
    String customParticipantId,
    String displayName,
    String presetName,
    Instant joinedAt,
    @Nullable Instant leftAt,
    double duration,
    Instant createdAt,
    Instant updatedAt,
    @Nullable List<PeerEventWire> peerEvents) {

  private static final double MILLIS_OF_MINUTE = 60_000;

  public SessionParticipantWire {
    peerEvents = peerEvents == null ? null : List.copyOf(peerEvents);
  }

  /// @param session null when no events of the connection are wanted
  static SessionParticipantWire of(Peer peer, Instant now, @Nullable MeetingSession session) {
    Instant left = peer.leftAt();
    return new SessionParticipantWire(
        peer.id(),
        peer.participant().value().toString(),
        peer.customId(),
        peer.displayName(),
        peer.presetName(),
        peer.joinedAt(),
        left,
        minutes(peer, now),
        peer.joinedAt(),
        left == null ? peer.joinedAt() : left,
        session == null ? null : PeerEventWire.of(peer, session));
  }

  static double minutes(Peer peer, Instant now) {
    return SessionWire.minutes(peer.duration(now).toMillis() / MILLIS_OF_MINUTE);
  }

  /// A list of them.
  @Schema(name = "KitSessionParticipants")
  public record Participants(List<SessionParticipantWire> participants) {

    public Participants {
      participants = List.copyOf(participants);
    }
  }

  /// One of them.
  @Schema(name = "KitSessionParticipantFound")
  public record ParticipantFound(SessionParticipantWire participant) {}

  /// What is known of a connection by its own id. Nothing is measured of media, of which there are
  /// none, nor of devices and addresses, which are nobody's business.
  @Schema(name = "KitPeerReport")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Report(
      String id,
      String userId,
      String customParticipantId,
      String displayName,
      String role,
      String sessionId,
      Instant joinedAt,
      @Nullable Instant leftAt,
      double duration,
      Instant createdAt,
      Instant updatedAt,
      @Nullable List<PeerEventWire> peerEvents,
      Map<String, Map<String, String>> peerReport) {

    private static final Map<String, Map<String, String>> NOTHING =
        Map.of("metadata", Map.of(), "quality", Map.of());

    public Report {
      peerEvents = peerEvents == null ? null : List.copyOf(peerEvents);
      peerReport = Map.copyOf(peerReport);
    }

    static Report of(Peer peer, Instant now, MeetingSession session, boolean events) {
      SessionParticipantWire shown = SessionParticipantWire.of(peer, now, events ? session : null);
      return new Report(
          shown.id,
          shown.userId,
          shown.customParticipantId,
          shown.displayName,
          shown.presetName,
          session.publicId().toString(),
          shown.joinedAt,
          shown.leftAt,
          shown.duration,
          shown.createdAt,
          shown.updatedAt,
          shown.peerEvents,
          NOTHING);
    }
  }

  /// One of these.
  @Schema(name = "KitPeerReportFound")
  public record ReportFound(Report participant) {}
}
