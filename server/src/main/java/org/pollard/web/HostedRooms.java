package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseRights;
import org.pollard.course.CourseStore;
import org.pollard.course.Room;
import org.pollard.course.Rooms;
import org.pollard.edge.Arrival;
import org.pollard.people.User;

/// Finds the room that a call is about, for those who run it. Thread-safe; may wait for the
/// database.
@ApplicationScoped
class HostedRooms {

  /// In characters.
  private static final int LONGEST_TOLD = 60;

  private final CourseStore courses;
  private final CourseAccess access;
  private final Doorstep doorstep;

  HostedRooms(CourseStore courses, CourseAccess access, Doorstep doorstep) {
    this.courses = courses;
    this.access = access;
    this.doorstep = doorstep;
  }

  /// A room and who asks for it.
  record Hosted(User user, Course course, CourseRights rights) {

    CourseId id() {
      return course.id();
    }

    /// For the audit log.
    String told() {
      return HostedRooms.told(course);
    }
  }

  /// A room in the audit log: its number, which stays, and its name, by which people know it.
  static String told(Course course) {
    String name = course.name();
    int end =
        name.offsetByCodePoints(0, Math.min(LONGEST_TOLD, name.codePointCount(0, name.length())));
    String shown = end < name.length() ? name.substring(0, end) + "…" : name;
    return "room %d “%s”".formatted(course.id().value(), shown);
  }

  User user(RoutingContext http) {
    return Visitor.of(http).signedIn();
  }

  /// A room that the caller helps to run.
  Hosted room(RoutingContext http, String id) {
    User user = user(http);
    CourseId course = new CourseId(Arrival.idOf(id));
    CourseRights rights = access.rights(course, user.id());
    if (!rights.staff()) {
      throw (rights.read() ? WebProblem.NOT_ALLOWED : WebProblem.NOT_FOUND).refusal();
    }
    return new Hosted(
        user, courses.course(course).orElseThrow(WebProblem.NOT_FOUND::refusal), rights);
  }

  /// A room that is the caller's to change.
  Hosted taught(RoutingContext http, String id) {
    Hosted room = room(http, id);
    if (!room.rights().teach()) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    return room;
  }

  RoomWire draw(RoutingContext http, Course course, Room room) {
    String at = doorstep.of(http.request());
    String address = at + "/j/" + room.code();
    return new RoomWire(
        course.id().value(),
        course.name(),
        room.code(),
        room.guests(),
        room.guestsAMinute(),
        room.nextOpens(),
        address.substring(address.indexOf("://") + 3),
        address + "#" + room.linkSecret(),
        doorstep.isOnlyHere(at),
        RoomWire.Look.of(room.style()),
        RoomWire.frames(room.style()),
        Rooms.frameKey(room),
        room.overlay() != null,
        room.seenByAll());
  }
}
