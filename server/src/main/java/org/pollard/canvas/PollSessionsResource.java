package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.canvas.params.Fields;
import org.pollard.people.Listing;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.Polls;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.voting.Voting;

/// The sessions of a poll: rows 11 to 17 of Canvas's Poll Sessions API.
@Path("/api/v1/polls/{poll_id}/poll_sessions")
@RunOnVirtualThread
@Tag(name = "Poll sessions")
public class PollSessionsResource {

  private final SinglePolls store;
  private final Polls polls;
  private final Voting voting;
  private final PollLookup lookup;
  private final SessionDrawing drawing;
  private final SessionAudience audiences;
  private final Audience audience;
  private final SessionViewers viewers;

  PollSessionsResource(
      SinglePolls store,
      Polls polls,
      Voting voting,
      PollLookup lookup,
      SessionDrawing drawing,
      SessionAudience audiences,
      Audience audience,
      SessionViewers viewers) {
    this.store = store;
    this.polls = polls;
    this.voting = voting;
    this.lookup = lookup;
    this.drawing = drawing;
    this.audiences = audiences;
    this.audience = audience;
    this.viewers = viewers;
  }

  @GET
  @Operation(summary = "List the sessions of a poll")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<PollSessionWire.Envelope> index(
      @Context RoutingContext http, @PathParam("poll_id") String pollId) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    lookup.requireUpdate(poll, call.person());
    Paging paging = call.paging();
    Listing<PollSession> found = store.sessionsOf(poll.id(), CanvasCall.slice(paging));
    PageLinks links = call.links(paging, found);
    return Pages.answer(
        links,
        new PollSessionWire.Envelope(
            drawing.many(found.items(), call), Pages.meta(call, links, "poll_sessions")));
  }

  @POST
  @Operation(summary = "Create a session of a poll in a course or a section; it starts closed")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollSessionWire.Request.class)))
  public PollSessionWire.Envelope create(
      @Context RoutingContext http, @PathParam("poll_id") String pollId) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    Fields given = given(call);
    InCourse target = audiences.forCreation(given);
    lookup.requireUpdate(poll, call.person());
    PollLookup.require(audience.viewer(target, call.person()).create());
    PollSession added =
        polls
            .addSession(
                new PollStore.NewSession(
                    poll.id(),
                    target,
                    false,
                    Boolean.TRUE.equals(given.bool("has_public_results"))
                        ? ResultsVisibility.PUBLIC
                        : ResultsVisibility.UNTIL_REVEALED,
                    true))
            .orElseThrow(PollLookup::notFound);
    return drawn(added, call);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Get a session, with results for those who may see them")
  public PollSessionWire.Envelope show(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    PollSession session = lookup.session(poll, id);
    PollLookup.require(viewers.of(session, call.person()).view());
    return drawn(session, call);
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Change a session's course, section or visibility; what is not given stays")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollSessionWire.Request.class)))
  public PollSessionWire.Envelope update(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    PollSession session = lookup.session(poll, id);
    Fields given = given(call);
    lookup.requireUpdate(poll, call.person());
    InCourse target = audiences.forChange(given, SessionDrawing.course(session), call.person());
    boolean moves = given.has("course_id") || given.has("course_section_id");
    PollSession changed =
        polls
            .changeSession(
                session.id(),
                now ->
                    new PollStore.Setting(
                        moves ? target : now.audience(), visibility(given, now.visibility())))
            .orElseThrow(PollLookup::notFound);
    return drawn(changed, call);
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Delete a session with its votes")
  public RestResponse<Void> destroy(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    PollSession session = lookup.session(poll, id);
    lookup.requireUpdate(poll, call.person());
    polls.deleteSession(session.id());
    return RestResponse.noContent();
  }

  @GET
  @Path("/{id}/open")
  @Operation(summary = "Open a session for votes (the form that Canvas documents)")
  public RestResponse<PollSessionWire.Envelope> openByGet(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    return publish(http, pollId, id, true);
  }

  @POST
  @Path("/{id}/open")
  @Operation(summary = "Open a session for votes")
  public RestResponse<PollSessionWire.Envelope> open(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    return publish(http, pollId, id, true);
  }

  @GET
  @Path("/{id}/close")
  @Operation(summary = "Close a session (the form that Canvas documents)")
  public RestResponse<PollSessionWire.Envelope> closeByGet(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    return publish(http, pollId, id, false);
  }

  @POST
  @Path("/{id}/close")
  @Operation(summary = "Close a session; after the answer no vote lands in it")
  public RestResponse<PollSessionWire.Envelope> close(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    return publish(http, pollId, id, false);
  }

  private RestResponse<PollSessionWire.Envelope> publish(
      RoutingContext http, String pollId, String id, boolean open) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    PollSession session = lookup.session(poll, id);
    lookup.requireUpdate(poll, call.person());
    // HEAD reaches this method too, and nobody expects it to change anything.
    PollSession now =
        http.request().method().name().equals("HEAD") ? session : setOpen(session.id(), open);
    // Canvas's GET form has a side effect: no cache or prefetcher may replay it.
    return RestResponse.ResponseBuilder.ok(drawn(now, call))
        .header("Cache-Control", "no-store")
        .build();
  }

  private PollSession setOpen(SessionId id, boolean open) {
    PollSession now = (open ? voting.open(id) : voting.close(id)).orElseThrow(PollLookup::notFound);
    if (open && !now.open()) {
      throw new Refusal(CanvasErrors.staysClosed());
    }
    return now;
  }

  private PollSessionWire.Envelope drawn(PollSession session, CanvasCall call) {
    return PollSessionWire.Envelope.of(drawing.one(session, call));
  }

  private static Fields given(CanvasCall call) {
    return call.wrapper("poll_sessions", "poll_session");
  }

  /// The parameter knows only public or not: "not" takes publicity away and leaves every other
  /// visibility alone.
  private static ResultsVisibility visibility(Fields given, ResultsVisibility before) {
    Boolean isPublic = given.bool("has_public_results");
    if (isPublic == null) {
      return before;
    }
    if (isPublic) {
      return ResultsVisibility.PUBLIC;
    }
    return before == ResultsVisibility.PUBLIC ? ResultsVisibility.UNTIL_REVEALED : before;
  }
}
