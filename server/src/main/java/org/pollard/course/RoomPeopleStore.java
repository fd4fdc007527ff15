package org.pollard.course;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pollard.people.Guest;
import org.pollard.people.VoterId;

/// Keeps who is in a room and who was removed from it. Thread-safe; every call may wait for the
/// database, so none belongs on an event loop. A write has been made durable when the call returns.
public interface RoomPeopleStore {

  /// The guests with a name who have joined a room, removed ones too, by id.
  List<Visiting> namedGuests(CourseId room, int most);

  /// A guest in a room.
  ///
  /// @param anew whether they came to a device that somebody else had left
  record Visiting(Guest guest, boolean removed, boolean anew) {}

  /// A guest who has joined a room, removed or not; empty for everybody else.
  Optional<Visiting> guest(VoterId guest, CourseId room);

  /// Removes a guest who has joined a room, or lets them in again; false when they never joined.
  boolean remove(VoterId guest, CourseId room, boolean removed);

  /// Moves the places that somebody has in a course, all of them or none; false, and nothing
  /// happens, when no active teacher would be left there.
  boolean move(VoterId user, CourseId course, Move move, Instant now);

  /// What becomes of places.
  ///
  /// @param elseStudent whether somebody who then has no active place becomes a student
  record Move(
      Set<EnrollmentType> types, EnrollmentState from, EnrollmentState to, boolean elseStudent) {

    public Move {
      types = Set.copyOf(types);
    }
  }
}
