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
import org.pollard.edge.Arrival;
import org.pollard.people.User;
import org.pollard.poll.Discards;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollStore;

/// Deletes a poll with all that was asked of it, so that it can be taken back for a minute.
@Path("/web/polls/{id}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class PollDeletionResource {

  private final Discards discards;
  private final PollStore polls;

  PollDeletionResource(Discards discards, PollStore polls) {
    this.discards = discards;
    this.polls = polls;
  }

  /// A poll of the caller's with all that was asked of it.
  @DELETE
  @Operation(hidden = true)
  public DiscardsResource.Discarded poll(@Context RoutingContext http, @PathParam("id") String id) {
    User user = Visitor.of(http).signedIn();
    Poll poll =
        polls
            .poll(new PollId(Arrival.idOf(id)))
            .filter(each -> each.owner().equals(user.id()))
            .orElseThrow(WebProblem.NOT_FOUND::refusal);
    return discards
        .poll(poll.id(), user.id())
        .map(DiscardsResource.Discarded::of)
        .orElseThrow(WebProblem.NOT_FOUND::refusal);
  }
}
