package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.pollard.course.CohostLinks;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;

/// Invites colleagues to run a room together, by a link.
@Path("/web/rooms/{course}/cohosts")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class CohostsResource {

  private final HostedRooms hosted;
  private final CohostLinks links;
  private final Doorstep doorstep;
  private final Witness witness;

  CohostsResource(HostedRooms hosted, CohostLinks links, Doorstep doorstep, Witness witness) {
    this.hosted = hosted;
    this.links = links;
    this.doorstep = doorstep;
    this.witness = witness;
  }

  /// A link that makes whoever uses it a co-host, once.
  public record Invitation(String link, boolean local) {

    @Override
    public String toString() {
      return "Invitation[…]";
    }
  }

  @POST
  @Operation(hidden = true)
  public Invitation invite(@Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    http.response().putHeader("Cache-Control", "no-store");
    String base = doorstep.of(http.request());
    String link =
        base + "/host/invited#" + links.make(room.id(), room.user().id(), Visitor.of(http).with());
    witness.note(
        http, AuditEvent.RIGHTS_CHANGED, room.user(), "a link invites a co-host of " + room.told());
    return new Invitation(link, doorstep.isOnlyHere(base));
  }
}
