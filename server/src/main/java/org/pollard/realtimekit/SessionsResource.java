package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingSessionStore.SessionFilter;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// The sessions that an app's meetings have and had.
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/sessions")
@RunOnVirtualThread
@Tag(name = "RealtimeKit sessions")
public class SessionsResource {

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})?:([0-9]{1,9})?");

  private final MeetingSessionStore store;
  private final RealtimeKitLookup lookup;
  private final PollDrawing drawing;
  private final SessionPeople people;

  SessionsResource(
      MeetingSessionStore store,
      RealtimeKitLookup lookup,
      PollDrawing drawing,
      SessionPeople people) {
    this.store = store;
    this.lookup = lookup;
    this.drawing = drawing;
    this.people = people;
  }

  @GET
  @Operation(summary = "List the sessions of an app's meetings")
  @Extension(
      name = "x-kit-list",
      value = "search,associated_id,status,participants,start_time,end_time,sort_by,sort_order")
  public Success<SessionWire.Sessions> index(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId) {
    RealtimeKitCall call = RealtimeKitCall.of(http);
    App app = lookup.app(account, appId);
    Slice page = call.page();
    String associated = call.parameter("associated_id");
    Optional<MeetingId> meeting =
        associated == null
            ? Optional.empty()
            : RealtimeKitLookup.uuid(associated, each -> Optional.of(new MeetingId(each)));
    SessionFilter filter = filter(call, app, meeting.orElse(null));
    Listing<MeetingSession> found =
        associated != null && meeting.isEmpty()
            ? new Listing<>(List.of(), 0)
            : store.sessions(filter, page);
    return Success.of(
        new SessionWire.Sessions(found.items().stream().map(SessionWire::of).toList()),
        PagingWire.of(page, found));
  }

  private static SessionFilter filter(RealtimeKitCall call, App app, @Nullable MeetingId meeting) {
    String status = call.parameter("status");
    Boolean live =
        status == null
            ? null
            : Parameters.choice("status", status, List.of("LIVE", "ENDED")).equals("LIVE");
    String range = Optional.ofNullable(call.parameter("participants")).orElse(":");
    Matcher bounds = RANGE.matcher(range);
    if (!bounds.matches()) {
      throw new Refusal(RealtimeKitErrors.invalid("participants must be a range such as 1:10."));
    }
    return new SessionFilter(
        app.id(),
        call.parameter("search"),
        meeting,
        live,
        Parameters.time("start_time", call.parameter("start_time")),
        Parameters.time("end_time", call.parameter("end_time")),
        bounds.group(1) == null ? null : Integer.valueOf(bounds.group(1)),
        bounds.group(2) == null ? null : Integer.valueOf(bounds.group(2)),
        Parameters.choice(
                "sort_by", call.parameter("sort_by"), List.of("createdAt", "minutesConsumed"))
            .equals("minutesConsumed"),
        Parameters.descending(call.parameter("sort_order")));
  }

  @GET
  @Path("/{session_id}")
  @Operation(summary = "Get a session")
  public Success<SessionWire> show(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id) {
    return Success.of(SessionWire.of(lookup.session(lookup.app(account, appId), id)));
  }

  @GET
  @Path("/{session_id}/participants")
  @Operation(summary = "List the connections of a session: one record for each")
  @Extension(name = "x-kit-list", value = "search,sort_by,sort_order,view,include_peer_events")
  public Success<SessionParticipantWire.Participants> participants(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id) {
    return people.list(lookup.session(lookup.app(account, appId), id), RealtimeKitCall.of(http));
  }

  @GET
  @Path("/{session_id}/participants/{participant_id}")
  @Operation(summary = "Get the latest connection of a participant, or one by its own id")
  @Parameter(
      name = "include_peer_events",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.BOOLEAN))
  public Success<SessionParticipantWire.ParticipantFound> participant(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id,
      @PathParam("participant_id") String participantId) {
    MeetingSession session = lookup.session(lookup.app(account, appId), id);
    return people.one(session, participantId, RealtimeKitCall.of(http));
  }

  @GET
  @Path("/peer-report/{peer_id}")
  @Operation(summary = "Get the latest connection with an id, in whatever session it was")
  @Parameter(
      name = "include_peer_events",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.BOOLEAN))
  public Success<SessionParticipantWire.ReportFound> peerReport(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("peer_id") String id) {
    return people.report(lookup.app(account, appId), id, RealtimeKitCall.of(http));
  }

  @GET
  @Path("/{session_id}/chat")
  @Operation(summary = "Where to get the chat of a session: nowhere, since there is none")
  public Success<Map<String, String>> chat(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id) {
    MeetingSession _ = lookup.session(lookup.app(account, appId), id);
    return Success.of(Map.of());
  }

  @GET
  @Path("/{session_id}/transcript")
  @Operation(summary = "Where to get the transcript of a session: nowhere, since there is none")
  public Success<Map<String, String>> transcript(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id) {
    return nothingOf(lookup.session(lookup.app(account, appId), id));
  }

  @GET
  @Path("/{session_id}/summary")
  @Operation(summary = "Where to get the summary of a session: nowhere, since there is none")
  public Success<Map<String, String>> summary(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id) {
    return nothingOf(lookup.session(lookup.app(account, appId), id));
  }

  /// Without the members that would say where to get it.
  private static Success<Map<String, String>> nothingOf(MeetingSession session) {
    // So it is published: not in snake_case.
    return Success.of(Map.of("sessionId", session.publicId().toString()));
  }

  @POST
  @Path("/{session_id}/summary")
  @Operation(hidden = true)
  public Success<Void> summarize(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id) {
    MeetingSession _ = lookup.session(lookup.app(account, appId), id);
    throw new Refusal(
        RealtimeKitErrors.notDone("Nothing is transcribed here, so nothing can be summarized."));
  }

  @GET
  @Path("/{session_id}/livestream-sessions")
  @Operation(summary = "List the livestreams of a session: there are none")
  @Extension(name = "x-kit-list", value = "")
  public Success<LivestreamWire.Sessions> livestreamSessions(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id) {
    MeetingSession _ = lookup.session(lookup.app(account, appId), id);
    Slice page = RealtimeKitCall.of(http).page();
    return Success.of(
        new LivestreamWire.Sessions(List.of(), PagingWire.of(page, new Listing<>(List.of(), 0))));
  }

  @GET
  @Path("/{session_id}/polls")
  @Operation(summary = "List the polls of a session with their results, also after its end")
  @Extension(name = "x-kit-list", value = "")
  public Success<PollWire.Polls> polls(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("session_id") String id) {
    MeetingSession session = lookup.session(lookup.app(account, appId), id);
    return drawing.list(session, RealtimeKitCall.of(http).page());
  }
}
