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
import org.pollard.edge.Arrival;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Another password for anybody with a user name, by administrators.
@Path("/web/people/{user}/password")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ResetResource {

  private final HostedRooms hosted;
  private final PeopleStore people;
  private final FreshPassword fresh;

  ResetResource(HostedRooms hosted, PeopleStore people, FreshPassword fresh) {
    this.hosted = hosted;
    this.people = people;
    this.fresh = fresh;
  }

  @POST
  @Operation(hidden = true)
  public FreshPassword.Made reset(@Context RoutingContext http, @PathParam("user") String userId) {
    User caller = hosted.user(http);
    if (!caller.administrator()) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    User user =
        people.user(new VoterId(Arrival.idOf(userId))).orElseThrow(WebProblem.NOT_FOUND::refusal);
    if (user.loginId() == null || user.administrator()) {
      throw WebProblem.NOT_ALLOWED.refusal("An administrator and who has no user name has none.");
    }
    return fresh.give(http, caller, user);
  }
}
