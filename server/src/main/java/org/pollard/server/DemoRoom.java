package org.pollard.server;

import jakarta.inject.Singleton;
import org.pollard.course.Courses;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Room;
import org.pollard.course.Rooms;
import org.pollard.course.Section;

/// Makes the demo course a room that guests may join and that the Host runs as well, so that the
/// printed links lead to the same place.
@Singleton
final class DemoRoom {

  private final Rooms rooms;
  private final Courses courses;
  private final FirstStart firstStart;

  DemoRoom(Rooms rooms, Courses courses, FirstStart firstStart) {
    this.rooms = rooms;
    this.courses = courses;
    this.firstStart = firstStart;
  }

  /// Makes the room ready and gives what to print.
  String prepare(String base, Section section) {
    courses.enroll(firstStart.host(), section, EnrollmentType.TEACHER, EnrollmentState.ACTIVE);
    Room room = rooms.make(section.course(), true);
    return "  Join link of the demo's room: %s/j/%s#%s\n"
        .formatted(base, room.code(), room.linkSecret());
  }
}
