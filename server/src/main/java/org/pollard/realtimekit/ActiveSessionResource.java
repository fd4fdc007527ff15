package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.Peer;
import org.pollard.meeting.Presence;
import org.pollard.people.VoterId;

/// The live session of a meeting, and who is put out of it.
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/active-session")
@RunOnVirtualThread
@Tag(name = "RealtimeKit active session")
public class ActiveSessionResource {

  private final Presence presence;
  private final MeetingStore meetings;
  private final RealtimeKitLookup lookup;

  ActiveSessionResource(Presence presence, MeetingStore meetings, RealtimeKitLookup lookup) {
    this.presence = presence;
    this.meetings = meetings;
    this.lookup = lookup;
  }

  @GET
  @Operation(summary = "Get the live session of a meeting")
  public Success<SessionWire> show(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId) {
    Meeting meeting = lookup.meeting(lookup.app(account, appId), meetingId);
    return Success.of(SessionWire.of(lookup.active(meeting)));
  }

  @POST
  @Path("/kick")
  @Operation(summary = "Put participants out of the live session")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = KickWire.Request.class)))
  public Success<KickWire> kick(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId) {
    Meeting meeting = lookup.meeting(lookup.app(account, appId), meetingId);
    MeetingSession session = lookup.active(meeting);
    Given given = RealtimeKitCall.of(http).given();
    List<String> ids = Optional.ofNullable(given.texts("participant_ids")).orElse(List.of());
    List<String> customIds =
        Optional.ofNullable(given.texts("custom_participant_ids")).orElse(List.of());
    given.check();
    if (ids.isEmpty() && customIds.isEmpty()) {
      // What clients send when they name nobody.
      return Success.of(KickWire.of(List.of()));
    }
    Map<VoterId, Participant> named = new LinkedHashMap<>();
    named(meeting, ids, customIds).forEach(each -> named.put(each.voter(), each));
    List<Peer> gone = named.isEmpty() ? List.of() : presence.kick(session.id(), named.keySet());
    named.keySet().retainAll(gone.stream().map(Peer::voter).toList());
    if (named.isEmpty()) {
      String first = ids.isEmpty() ? customIds.getFirst() : ids.getFirst();
      throw new Refusal(RealtimeKitErrors.noUser(first));
    }
    return Success.of(KickWire.of(named.values()));
  }

  private List<Participant> named(Meeting meeting, List<String> ids, List<String> customIds) {
    List<ParticipantId> known = new ArrayList<>();
    ids.forEach(
        id ->
            RealtimeKitLookup.uuid(id, uuid -> Optional.of(new ParticipantId(uuid)))
                .ifPresent(known::add));
    List<Participant> found =
        new ArrayList<>(
            meetings.participants(known).values().stream()
                .filter(each -> each.meeting().equals(meeting.id()))
                .toList());
    found.addAll(meetings.participantsNamed(meeting.id(), customIds));
    return found;
  }

  @POST
  @Path("/kick-all")
  @Operation(summary = "Put everybody out of the live session")
  public Success<KickWire.KickAll> kickAll(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId) {
    Meeting meeting = lookup.meeting(lookup.app(account, appId), meetingId);
    List<Peer> gone = presence.kick(lookup.active(meeting).id(), null);
    return Success.of(
        new KickWire.KickAll("kick_all", gone.stream().map(Peer::voter).distinct().count()));
  }
}
