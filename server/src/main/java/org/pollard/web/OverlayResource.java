package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.pollard.course.Rooms;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;

/// The link by which a program that keeps no cookies, for streaming say, shows what a room's big
/// screen shows. One a room: another one takes its place, and none is left when it is revoked.
@Path("/web/rooms/{course}/overlay")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class OverlayResource {

  private final HostedRooms hosted;
  private final Rooms rooms;
  private final Doorstep doorstep;
  private final Witness witness;

  OverlayResource(HostedRooms hosted, Rooms rooms, Doorstep doorstep, Witness witness) {
    this.hosted = hosted;
    this.rooms = rooms;
    this.doorstep = doorstep;
    this.witness = witness;
  }

  /// The link, shown this once. Its secret stands behind the `#`, which no server is sent.
  public record Made(String link) {

    @Override
    public String toString() {
      return "Made[…]";
    }
  }

  @POST
  @Operation(hidden = true)
  public Made open(@Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    http.response().putHeader("Cache-Control", "no-store");
    String secret = rooms.openOverlay(room.id(), Visitor.of(http).with());
    note(http, room, "a link shows the big screen");
    return new Made(
        "%s/present/%d?overlay&frame=%s#%s"
            .formatted(
                doorstep.of(http.request()),
                room.id().value(),
                Rooms.frameKey(rooms.of(room.id())),
                secret));
  }

  @DELETE
  @Operation(hidden = true)
  public void close(@Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    rooms.closeOverlay(room.id());
    note(http, room, "no link shows the big screen");
  }

  private void note(RoutingContext http, HostedRooms.Hosted room, String what) {
    witness.note(http, AuditEvent.RIGHTS_CHANGED, room.user(), what + " of " + room.told());
  }
}
