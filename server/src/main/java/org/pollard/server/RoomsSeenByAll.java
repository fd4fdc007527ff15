package org.pollard.server;

import java.util.Optional;
import org.pollard.course.Room;
import org.pollard.course.Rooms;
import org.pollard.live.PublicRooms;
import org.pollard.poll.AudienceRef;

/// Those whose hosts wanted it.
record RoomsSeenByAll(Rooms rooms) implements PublicRooms {

  @Override
  public Optional<AudienceRef.InCourse> behind(String code) {
    return rooms
        .find(code)
        .filter(Room::seenByAll)
        .map(room -> new AudienceRef.InCourse(room.course().value(), null));
  }
}
