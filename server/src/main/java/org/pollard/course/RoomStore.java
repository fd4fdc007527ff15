package org.pollard.course;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.pollard.people.VoterId;

/// Keeps rooms and which guests have joined them. Thread-safe; every call may wait for the
/// database, so none belongs on an event loop. A write has been made durable when the call returns.
public interface RoomStore {

  /// Makes a course a room and gives the room that it is afterwards, the earlier one if it was one;
  /// empty when the code is in use.
  Optional<Room> addRoom(Room room);

  /// The rooms among these courses, by course.
  Map<CourseId, Room> rooms(Collection<CourseId> courses);

  /// The room with this code, unless its course was deleted.
  Optional<Room> roomByCode(String code);

  /// Replaces code, secret and guests; empty when the code is in use or there is no such room.
  Optional<Room> changeRoom(Room room);

  /// Remembers that a guest has joined a room; a second time changes nothing.
  void visit(VoterId guest, CourseId room);
}
