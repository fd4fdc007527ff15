package org.pollard.server;

import jakarta.inject.Singleton;
import org.pollard.course.Courses;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Room;
import org.pollard.course.Rooms;
import org.pollard.course.Section;
import org.pollard.edge.Reach;

/// Makes the demo course a room that guests may join and that the Host runs as well, so that the
/// printed links lead to the same place.
@Singleton
final class DemoRoom {

  private final Rooms rooms;
  private final Courses courses;
  private final FirstStart firstStart;
  private final Reach reach;

  DemoRoom(Rooms rooms, Courses courses, FirstStart firstStart, Reach reach) {
    this.rooms = rooms;
    this.courses = courses;
    this.firstStart = firstStart;
    this.reach = reach;
  }

  /// Makes the room ready and gives what to print: the link as phones can open it.
  String prepare(String base, Section section) {
    courses.enroll(firstStart.host(), section, EnrollmentType.TEACHER, EnrollmentState.ACTIVE);
    Room room = rooms.make(section.course(), true);
    return "  Join link of the demo's room: %s/j/%s#%s\n"
        .formatted(
            reach.others().stream().findFirst().orElse(base), room.code(), room.linkSecret());
  }
}
