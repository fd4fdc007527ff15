package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Room;
import org.pollard.course.Rooms;
import org.pollard.edge.Arrival;
import org.pollard.live.BigScreen;
import org.pollard.live.PeopleHere;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;

/// What a room's big screen shows, and nothing else of it: to those who run the room, and to
/// whoever bears the secret of the room's link, which is good for no other call.
@Path("/web/rooms/{course}/screen")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ScreenResource {

  private static final VoterId NOBODY = new VoterId(0);

  private final HostedRooms hosted;
  private final Rooms rooms;
  private final CourseStore courses;
  private final BigScreen screen;
  private final PeopleHere people;

  ScreenResource(
      HostedRooms hosted, Rooms rooms, CourseStore courses, BigScreen screen, PeopleHere people) {
    this.hosted = hosted;
    this.rooms = rooms;
    this.courses = courses;
    this.screen = screen;
    this.people = people;
  }

  /// The screen as it is now.
  ///
  /// @param qr anything: the QR code is wanted as well
  @GET
  @Operation(hidden = true)
  public String show(
      @Context RoutingContext http,
      @PathParam("course") String id,
      @QueryParam("qr") @Nullable String qr) {
    http.response().putHeader("Cache-Control", "no-store");
    Shown shown = byLink(http, id).orElseGet(() -> byHost(http, id));
    RoomWire room = hosted.draw(http, shown.course(), shown.room());
    AudienceRef.InCourse whole = new AudienceRef.InCourse(room.course(), null);
    JsonObject answer =
        new JsonObject()
            .put("name", room.name())
            .put("code", room.code())
            .put("join", room.join())
            .put("local", room.local())
            .put("color", room.look().color())
            .put("logo", room.look().logo())
            .put("here", people.in(whole, shown.asking()))
            .put("on_show", screen.in(whole).orElse(null));
    if (qr != null && !room.local()) {
      answer.put("qr", new QrSvg(room.link()).draw());
    }
    return answer.encode();
  }

  private record Shown(Course course, Room room, VoterId asking) {}

  private Optional<Shown> byLink(RoutingContext http, String id) {
    String secret = Arrival.of(http).shown().bearer();
    if (secret == null) {
      return Optional.empty();
    }
    CourseId course = new CourseId(Arrival.idOf(id));
    return rooms
        .overlaid(course, secret)
        .flatMap(
            room ->
                courses
                    .course(course)
                    .filter(each -> each.state() != CourseState.DELETED)
                    .map(each -> new Shown(each, room, NOBODY)));
  }

  private Shown byHost(RoutingContext http, String id) {
    HostedRooms.Hosted room = hosted.room(http, id);
    return new Shown(room.course(), rooms.of(room.id()), room.user().id());
  }
}
