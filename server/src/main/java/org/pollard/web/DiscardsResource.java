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
import org.pollard.people.User;
import org.pollard.poll.Discard;
import org.pollard.poll.DiscardId;
import org.pollard.poll.Discards;

/// Takes back what was deleted a moment ago.
@Path("/web/discarded/{id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class DiscardsResource {

  private final Discards discards;

  DiscardsResource(Discards discards) {
    this.discards = discards;
  }

  /// What can be taken back.
  public record Discarded(long id, String question) {

    static Discarded of(Discard discard) {
      return new Discarded(discard.id().value(), discard.question());
    }
  }

  @POST
  @Operation(hidden = true)
  public void restore(@Context RoutingContext http, @PathParam("id") String id) {
    User user = Visitor.of(http).signedIn();
    if (!discards.restore(new DiscardId(Arrival.idOf(id)), user.id())) {
      throw WebProblem.TOO_LATE.refusal();
    }
  }
}
