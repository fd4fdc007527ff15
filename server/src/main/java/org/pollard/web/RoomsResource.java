package org.pollard.web;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import org.pollard.course.Courses;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentState;
import org.pollard.course.Membership;
import org.pollard.course.Room;
import org.pollard.course.Rooms;
import org.pollard.edge.Witness;
import org.pollard.live.PeopleHere;
import org.pollard.people.AuditEvent;
import org.pollard.people.User;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Changes;

/// The rooms of somebody who runs some.
@Path("/web/rooms")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RoomsResource {

  private static final int LONGEST_NAME = 255;

  private final HostedRooms hosted;
  private final Rooms rooms;
  private final Courses courses;
  private final CourseStore store;
  private final CourseAccess access;
  private final RoomDrawing drawing;
  private final PeopleHere people;
  private final InstantSource clock;
  private final Witness witness;
  private final Changes changes;

  RoomsResource(
      HostedRooms hosted,
      Rooms rooms,
      Courses courses,
      CourseStore store,
      CourseAccess access,
      RoomDrawing drawing,
      PeopleHere people,
      InstantSource clock,
      Witness witness,
      Changes changes) {
    this.hosted = hosted;
    this.rooms = rooms;
    this.courses = courses;
    this.store = store;
    this.access = access;
    this.drawing = drawing;
    this.people = people;
    this.clock = clock;
    this.witness = witness;
    this.changes = changes;
  }

  /// What is wanted of a room; absent is what stays.
  ///
  /// @param guestsAMinute how many new guests from one address; 0 takes as many as come
  /// @param nextOpens whether the next poll is opened as it is shown
  public record Wish(
      @Nullable String name,
      @Nullable Boolean guests,
      @Nullable Boolean renew,
      @JsonProperty("guests_a_minute") @Nullable Integer guestsAMinute,
      @JsonProperty("next_opens") @Nullable Boolean nextOpens) {}

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
  public RoomWire create(@Context RoutingContext http, @Nullable Wish wish) {
    User user = hosted.user(http);
    Membership member = access.member(user.id());
    if (!user.administrator() && !member.teachesNow()) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    String name = name(wish == null ? null : wish.name());
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
    return drawing.draw(room.user(), hosted.draw(http, room.course(), rooms.of(room.id())));
  }

  @PATCH
  @Path("/{course}")
  @Operation(hidden = true)
  public RoomWire change(
      @Context RoutingContext http, @PathParam("course") String id, @Nullable Wish wish) {
    Course course = hosted.taught(http, id).course();
    if (wish == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    String named = wish.name() == null ? null : name(wish.name());
    int aMinute = aMinute(wish.guestsAMinute());
    if (named != null) {
      course =
          courses
              .change(
                  course.id(),
                  now ->
                      new Course(
                          now.id(),
                          named,
                          now.code(),
                          now.state(),
                          now.isPublic(),
                          now.createdAt()))
              .orElseThrow(WebProblem.NOT_FOUND::refusal);
    }
    if (wish.guests() != null) {
      rooms.allowGuests(course.id(), wish.guests());
      witness.note(
          http,
          AuditEvent.RIGHTS_CHANGED,
          hosted.user(http),
          "guests are %s in course %d"
              .formatted(wish.guests() ? "let in" : "not let in", course.id().value()));
    }
    if (wish.guestsAMinute() != null) {
      rooms.limitGuests(course.id(), aMinute);
    }
    if (wish.nextOpens() != null) {
      rooms.openNext(course.id(), wish.nextOpens());
    }
    Room room =
        Boolean.TRUE.equals(wish.renew()) ? rooms.renew(course.id()) : rooms.of(course.id());
    // A whole hall asks then how the room is: not for what only hosts see.
    if (named != null || wish.guests() != null || Boolean.TRUE.equals(wish.renew())) {
      changes.roomChanged(new AudienceRef.InCourse(course.id().value(), null));
    }
    return hosted.draw(http, course, room);
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

  private static int aMinute(@Nullable Integer given) {
    int aMinute = given == null ? 0 : given;
    if (aMinute < 0 || aMinute > Room.MOST_GUESTS_A_MINUTE) {
      throw WebProblem.INVALID.refusal(
          "guests_a_minute must be 0 to " + Room.MOST_GUESTS_A_MINUTE + ".");
    }
    return aMinute;
  }

  private static String name(@Nullable String given) {
    String name = given == null ? "" : given.strip();
    WebProblem.refuseUnfitName("name", name, LONGEST_NAME);
    return name;
  }
}
