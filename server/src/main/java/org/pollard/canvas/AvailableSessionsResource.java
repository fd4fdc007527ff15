package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.people.Listing;
import org.pollard.poll.Audience;
import org.pollard.poll.PollSession;
import org.pollard.poll.SinglePolls;

/// The sessions before the audiences to which the caller belongs: rows 18 and 19 of Canvas's Poll
/// Sessions API.
@Path("/api/v1/poll_sessions")
@RunOnVirtualThread
@Tag(name = "Poll sessions")
public class AvailableSessionsResource {

  private final SinglePolls store;
  private final Audience audience;
  private final SessionDrawing drawing;

  AvailableSessionsResource(SinglePolls store, Audience audience, SessionDrawing drawing) {
    this.store = store;
    this.audience = audience;
    this.drawing = drawing;
  }

  @GET
  @Path("/opened")
  @Operation(summary = "List the open sessions available to you")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<PollSessionWire.Envelope> opened(@Context RoutingContext http) {
    return list(CanvasCall.of(http), true);
  }

  @GET
  @Path("/closed")
  @Operation(summary = "List the closed sessions available to you, never opened ones included")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<PollSessionWire.Envelope> closed(@Context RoutingContext http) {
    return list(CanvasCall.of(http), false);
  }

  private RestResponse<PollSessionWire.Envelope> list(CanvasCall call, boolean open) {
    Paging paging = call.paging();
    Listing<PollSession> found =
        store.sessionsBefore(audience.audiencesOf(call.person()), open, CanvasCall.slice(paging));
    PageLinks links = call.links(paging, found);
    return Pages.answer(
        links,
        new PollSessionWire.Envelope(
            drawing.many(found.items(), call), Pages.meta(call, links, "poll_sessions")));
  }
}
