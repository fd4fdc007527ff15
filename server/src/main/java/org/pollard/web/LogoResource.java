package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.pollard.course.LogoStore;
import org.pollard.course.Rooms;
import org.pollard.people.Secrets;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Changes;
import org.pollard.web.logo.SmallImage;

/// A room's logo, given and taken by those who may change the room.
@Path("/web/rooms/{course}/logo")
@RunOnVirtualThread
public class LogoResource {

  private static final int NAME_LENGTH = 24;

  private final HostedRooms hosted;
  private final Rooms rooms;
  private final LogoStore logos;
  private final Secrets secrets;
  private final Changes changes;

  LogoResource(HostedRooms hosted, Rooms rooms, LogoStore logos, Secrets secrets, Changes changes) {
    this.changes = changes;
    this.hosted = hosted;
    this.rooms = rooms;
    this.logos = logos;
    this.secrets = secrets;
  }

  /// What a body is said to be counts for nothing.
  @PUT
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public RoomWire put(@Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    Buffer body = http.body().buffer();
    byte[] sent = body == null ? new byte[0] : body.getBytes();
    SmallImage image = SmallImage.read(sent).orElseThrow(WebProblem.IMAGE::refusal);
    var _ = rooms.of(room.id());
    String name = secrets.make().substring(0, NAME_LENGTH);
    logos.put(room.id(), name, new LogoStore.Logo(image.type(), image.bytes()));
    changes.roomChanged(new AudienceRef.InCourse(room.id().value(), null));
    return hosted.draw(http, room.course(), rooms.of(room.id()));
  }

  @DELETE
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public RoomWire remove(@Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    logos.remove(room.id());
    changes.roomChanged(new AudienceRef.InCourse(room.id().value(), null));
    return hosted.draw(http, room.course(), rooms.of(room.id()));
  }
}
