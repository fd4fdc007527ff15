package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.pollard.course.RoomAccounts;
import org.pollard.edge.Arrival;
import org.pollard.people.HostLinks;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// The students whose accounts the class list of a room made: its hosts see them and give them
/// another password.
@Path("/web/rooms/{course}/people")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RoomPeopleResource {

  private final HostedRooms hosted;
  private final RoomAccounts accounts;
  private final HostLinks links;
  private final FreshPassword fresh;

  RoomPeopleResource(
      HostedRooms hosted, RoomAccounts accounts, HostLinks links, FreshPassword fresh) {
    this.hosted = hosted;
    this.accounts = accounts;
    this.links = links;
    this.fresh = fresh;
  }

  /// Somebody whose account a room made.
  public record Person(long id, String name, String login) {}

  @GET
  @Operation(hidden = true)
  public List<Person> people(@Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    http.response().putHeader("Cache-Control", "no-store");
    return accounts.of(room.id()).stream()
        .map(each -> new Person(each.id().value(), each.name(), String.valueOf(each.loginId())))
        .toList();
  }

  @POST
  @Path("/{user}/password")
  @Operation(hidden = true)
  public FreshPassword.Made reset(
      @Context RoutingContext http,
      @PathParam("course") String id,
      @PathParam("user") String userId) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    User student =
        accounts
            .account(room.id(), new VoterId(Arrival.idOf(userId)))
            .filter(each -> !links.isHost(each.id()))
            .orElseThrow(WebProblem.NOT_FOUND::refusal);
    return fresh.give(http, room.user(), student);
  }
}
