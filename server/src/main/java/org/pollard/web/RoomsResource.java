package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentState;
import org.pollard.course.Membership;
import org.pollard.course.Room;
import org.pollard.course.Rooms;
import org.pollard.live.PeopleHere;
import org.pollard.people.User;
import org.pollard.poll.AudienceRef;

/// The rooms of somebody who runs some.
@Path("/web/rooms")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RoomsResource {

  private final HostedRooms hosted;
  private final Rooms rooms;
  private final CourseStore store;
  private final CourseAccess access;
  private final RoomDrawing drawing;
  private final PeopleHere people;
  private final RoomChanges changes;
  private final InstantSource clock;

  RoomsResource(
      HostedRooms hosted,
      Rooms rooms,
      CourseStore store,
      CourseAccess access,
      RoomDrawing drawing,
      PeopleHere people,
      RoomChanges changes,
      InstantSource clock) {
    this.hosted = hosted;
    this.rooms = rooms;
    this.store = store;
    this.access = access;
    this.drawing = drawing;
    this.people = people;
    this.changes = changes;
    this.clock = clock;
  }

  /// How many people look at a room now.
  public record Here(int here) {}

  /// Newest first.
  @GET
  @Operation(hidden = true)
  public List<RoomWire> index(@Context RoutingContext http) {
    Membership member = access.member(hosted.user(http).id());
    List<CourseId> run =
        member.enrollments().stream()
            .filter(each -> each.state() == EnrollmentState.ACTIVE && each.type().staff())
            .map(Enrollment::course)
            .distinct()
            .toList();
    Map<CourseId, Course> found = store.courses(run);
    return run.stream()
        .map(found::get)
        .filter(each -> each != null && each.state() != CourseState.DELETED)
        .map(each -> hosted.draw(http, each, rooms.of(each.id())))
        .toList()
        .reversed();
  }

  @POST
  @Operation(hidden = true)
  public RoomWire create(@Context RoutingContext http, RoomChanges.@Nullable Wish wish) {
    User user = hosted.user(http);
    Membership member = access.member(user.id());
    if (!user.administrator() && !member.teachesNow()) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    String name = RoomChanges.name(wish == null ? null : wish.name());
    boolean guests = wish == null || !Boolean.FALSE.equals(wish.guests());
    Room made = rooms.makeOf(user.id(), name, guests, clock.instant());
    return hosted.draw(http, store.course(made.course()).orElseThrow(), made);
  }

  @GET
  @Path("/{course}")
  @Operation(hidden = true)
  public RoomDrawing.Detail show(@Context RoutingContext http, @PathParam("course") String id) {
    http.response().putHeader("Cache-Control", "no-store");
    HostedRooms.Hosted room = hosted.room(http, id);
    RoomWire drawn = hosted.draw(http, room.course(), rooms.of(room.id()));
    return Visitor.of(http).remote()
        ? drawing.drawForRemote(room.user(), drawn.asSteered())
        : drawing.draw(room.user(), drawn);
  }

  @PATCH
  @Path("/{course}")
  @Operation(hidden = true)
  public RoomWire change(
      @Context RoutingContext http,
      @PathParam("course") String id,
      RoomChanges.@Nullable Wish wish) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    if (wish == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    Course course = changes.apply(http, room, wish);
    return hosted.draw(http, course, rooms.of(course.id()));
  }

  @GET
  @Path("/{course}/here")
  @Operation(hidden = true)
  public Here here(@Context RoutingContext http, @PathParam("course") String id) {
    http.response().putHeader("Cache-Control", "no-store");
    HostedRooms.Hosted room = hosted.room(http, id);
    AudienceRef.InCourse whole = new AudienceRef.InCourse(room.id().value(), null);
    return new Here(people.in(whole, room.user().id()));
  }

  @GET
  @Path("/{course}/qr.svg")
  @Produces("image/svg+xml")
  @Operation(hidden = true)
  public String qr(@Context RoutingContext http, @PathParam("course") String id) {
    http.response().putHeader("Cache-Control", "no-store");
    HostedRooms.Hosted room = hosted.room(http, id);
    return new QrSvg(hosted.draw(http, room.course(), rooms.of(room.id())).link()).draw();
  }
}
