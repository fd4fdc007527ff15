package org.pollard.course;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// The accounts that the class list of a room made, and that are still no more than that: of
/// students of the room who run nothing anywhere. Those who run the room may give them another
/// password; with any other account that would be a way to become somebody else. Thread-safe; may
/// wait for the database.
public final class RoomAccounts {

  private final RoomStore rooms;
  private final CourseStore courses;
  private final PeopleStore people;

  public RoomAccounts(RoomStore rooms, CourseStore courses, PeopleStore people) {
    this.rooms = rooms;
    this.courses = courses;
    this.people = people;
  }

  /// Remembers that the class list of this room made these accounts.
  public void made(CourseId room, Collection<VoterId> users) {
    rooms.made(room, users);
  }

  /// Those of a room by id, some thousands at most.
  public List<User> of(CourseId room) {
    return plain(room, rooms.madeBy(room));
  }

  /// One of them; empty for everybody else.
  public Optional<User> account(CourseId room, VoterId user) {
    return rooms.isMadeBy(room, user)
        ? plain(room, List.of(user)).stream().findFirst()
        : Optional.empty();
  }

  private List<User> plain(CourseId room, Collection<VoterId> made) {
    Map<VoterId, Membership> members = courses.members(made);
    return people.users(made).values().stream()
        .filter(each -> each.loginId() != null && !each.administrator())
        .filter(each -> members.containsKey(each.id()) && isPlain(room, members.get(each.id())))
        .toList();
  }

  private static boolean isPlain(CourseId room, Membership member) {
    return !member.administrator()
        && member.enrollments().stream().noneMatch(each -> each.type().staff())
        && member.enrollments().stream()
            .anyMatch(
                each ->
                    each.course().equals(room)
                        && each.type() == EnrollmentType.STUDENT
                        && each.state() == EnrollmentState.ACTIVE);
  }
}
