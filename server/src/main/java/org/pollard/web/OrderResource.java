package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Polls;
import org.pollard.poll.SessionId;

/// The order in which a room asks its polls.
@Path("/web/rooms/{course}/order")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
public class OrderResource {

  private final HostedRooms hosted;
  private final Polls polls;

  OrderResource(HostedRooms hosted, Polls polls) {
    this.hosted = hosted;
    this.polls = polls;
  }

  /// The ids of the room's sessions in the wanted order; those that it leaves out stand behind.
  public record Wanted(@Nullable List<@Nullable Long> sessions) {}

  @PUT
  @Operation(hidden = true)
  public void arrange(
      @Context RoutingContext http, @PathParam("course") String id, @Nullable Wanted wanted) {
    HostedRooms.Hosted room = hosted.room(http, id);
    if (!room.rights().update()) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    if (wanted == null || wanted.sessions() == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    if (wanted.sessions().size() > RoomDrawing.MOST_SESSIONS) {
      throw WebProblem.INVALID.refusal(
          "There must be at most " + RoomDrawing.MOST_SESSIONS + " sessions.");
    }
    List<SessionId> order =
        wanted.sessions().stream().map(each -> new SessionId(each == null ? 0 : each)).toList();
    boolean arranged = polls.arrange(new AudienceRef.InCourse(room.id().value(), null), order);
    if (!arranged) {
      throw WebProblem.INVALID.refusal("sessions must be ids of this room's sessions, each once.");
    }
  }
}
