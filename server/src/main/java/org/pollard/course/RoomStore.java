package org.pollard.course;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pollard.people.TokenId;
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

  /// Replaces everything but the course by what `change` makes of what is there; empty when the
  /// code is in use or there is no such room.
  ///
  /// @param change is quick, does no I/O, and may be asked again
  Optional<Room> changeRoom(CourseId course, UnaryOperator<Room> change);

  /// The same with values that do not depend on what is there.
  default Optional<Room> changeRoom(Room room) {
    return changeRoom(room.course(), _ -> room);
  }

  /// Makes the first course of a new server, a room with guests, with this person as its teacher;
  /// nothing happens when any node has done so before.
  void addFirstRoom(VoterId teacher, String name, String code, String linkSecret, Instant now);

  /// Makes a course that is a room, with this person as its teacher, all of it or nothing; empty
  /// when the code is in use.
  ///
  /// @throws org.pollard.people.Quota.Reached when the person teaches as many as they may
  Optional<Room> addRoomOf(
      VoterId teacher, String name, String code, String linkSecret, boolean guests, Instant now);

  /// The users whose accounts this room's class list made, by id; two thousand at most.
  List<VoterId> madeBy(CourseId room);

  /// Whether this room's class list made this user's account.
  boolean isMadeBy(CourseId room, VoterId user);

  /// Remembers that this room's class list made these accounts.
  void made(CourseId room, Collection<VoterId> users);

  /// Remembers the hash of a link that makes somebody a co-host.
  void addCohostLink(Invitation invitation, String hash, Instant expiresAt);

  /// Those of these hashes whose links nobody has used and that have not ended.
  Set<String> standingCohostLinks(Collection<String> hashes, Instant now);

  /// What a link leads to; empty when it was used, is too old, or never was, or when what it was
  /// made with is not good any more.
  Optional<Invitation> cohostLink(String hash, Instant now);

  /// Uses up a link: gives where it leads the first time, as long as it is good.
  Optional<Invitation> useCohostLink(String hash, Instant now);

  /// Somebody is invited to run a room.
  ///
  /// @param with the token with which that was said; null: a password, a link or the operator
  record Invitation(CourseId course, VoterId by, @Nullable TokenId with) {}

  /// Remembers that a guest has joined a room; a second time changes nothing.
  void visit(VoterId guest, CourseId room);
}
