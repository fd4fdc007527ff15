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
import org.pollard.people.Remotes;
import org.pollard.people.TokenId;

/// Shows a code by which a phone becomes the remote control of a room.
@Path("/web/rooms/{course}/remote")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RemoteLinkResource {

  private final HostedRooms hosted;
  private final Remotes remotes;
  private final Doorstep doorstep;

  RemoteLinkResource(HostedRooms hosted, Remotes remotes, Doorstep doorstep) {
    this.hosted = hosted;
    this.remotes = remotes;
    this.doorstep = doorstep;
  }

  /// What is to be opened by the phone.
  ///
  /// @param link makes whoever opens it first the remote control
  /// @param qr the same to be scanned, as an image in SVG
  /// @param local whether no other device can open it
  public record Code(String link, String qr, boolean local) {

    @Override
    public String toString() {
      return "Code[…]";
    }
  }

  @POST
  @Operation(hidden = true)
  public Code show(@Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.room(http, id);
    TokenId token = Visitor.of(http).token();
    if (!room.rights().update() || token == null) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    http.response().putHeader("Cache-Control", "no-store");
    String base = doorstep.of(http.request());
    String secret = remotes.show(room.id().value(), room.user().id(), token);
    String link = base + "/present/" + room.id().value() + "?remote#" + secret;
    return new Code(link, new QrSvg(link).draw(), doorstep.isOnlyHere(base));
  }
}
