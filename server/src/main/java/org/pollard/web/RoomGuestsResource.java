package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Rooms;
import org.pollard.edge.Arrival;
import org.pollard.people.Guests;
import org.pollard.people.VoterId;

/// The names of the guests of a room, which those who run it can mend.
@Path("/web/rooms/{course}/guests")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RoomGuestsResource {

  private final HostedRooms hosted;
  private final Rooms rooms;
  private final Guests guests;

  RoomGuestsResource(HostedRooms hosted, Rooms rooms, Guests guests) {
    this.hosted = hosted;
    this.rooms = rooms;
    this.guests = guests;
  }

  /// Those with a name.
  @GET
  @Operation(hidden = true)
  public List<SessionResource.Named> named(
      @Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.room(http, id);
    http.response().putHeader("Cache-Control", "no-store");
    return rooms.namedGuests(room.id()).stream()
        .map(each -> new SessionResource.Named(each.id().value(), each.name()))
        .toList();
  }

  @PUT
  @Path("/{guest}")
  @Operation(hidden = true)
  public SessionResource.Named mend(
      @Context RoutingContext http,
      @PathParam("course") String id,
      @PathParam("guest") String guestId,
      GuestResource.@Nullable Name given) {
    HostedRooms.Hosted room = hosted.room(http, id);
    VoterId guest = new VoterId(Arrival.idOf(guestId));
    String name = GuestResource.fit(given);
    if (!rooms.hasJoined(guest, room.id())) {
      throw WebProblem.NOT_FOUND.refusal();
    }
    return new SessionResource.Named(
        guest.value(), guests.name(guest, name).orElseThrow(WebProblem.NOT_FOUND::refusal));
  }
}
