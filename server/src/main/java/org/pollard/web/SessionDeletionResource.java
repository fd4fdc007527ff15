package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.pollard.poll.Discards;

/// Deletes one asking of a poll, so that it can be taken back for a minute.
@Path("/web/sessions/{id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class SessionDeletionResource {

  private final ManagedSessions sessions;
  private final Discards discards;

  SessionDeletionResource(ManagedSessions sessions, Discards discards) {
    this.sessions = sessions;
    this.discards = discards;
  }

  /// One asking; its poll goes along when it is the caller's and asked nowhere else.
  @DELETE
  @Operation(hidden = true)
  public DiscardsResource.Discarded session(
      @Context RoutingContext http, @PathParam("id") String id) {
    ManagedSessions.Managed managed = sessions.session(http, id);
    return discards
        .session(managed.session(), Visitor.of(http).signedIn().id())
        .map(DiscardsResource.Discarded::of)
        .orElseThrow(WebProblem.NOT_FOUND::refusal);
  }
}
