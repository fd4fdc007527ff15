package org.pollard.course;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pollard.course.CourseStore.EnrollmentFilter;
import org.pollard.course.RoomPeopleStore.Move;
import org.pollard.people.Guest;
import org.pollard.people.PeopleStore;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Who is in a room, and what they may do there. Whom a class list has invited is nobody here until
/// they come: those who run the room do not learn who that is. Thread-safe; may wait for the
/// database. Rights are the caller's to check.
public final class RoomPeople {

  /// So many accounts, and as many guests, are told of.
  public static final int MOST = 2_000;

  private static final Set<EnrollmentType> ALL = EnumSet.allOf(EnrollmentType.class);

  private static final Set<EnrollmentType> STAFF =
      EnumSet.of(EnrollmentType.TEACHER, EnrollmentType.TA, EnrollmentType.DESIGNER);

  private static final List<EnrollmentState> TOLD =
      List.of(EnrollmentState.ACTIVE, EnrollmentState.INVITED, EnrollmentState.INACTIVE);

  private final RoomPeopleStore store;
  private final CourseStore courses;
  private final PeopleStore people;
  private final CourseAccess access;
  private final InstantSource clock;

  public RoomPeople(
      RoomPeopleStore store,
      CourseStore courses,
      PeopleStore people,
      CourseAccess access,
      InstantSource clock) {
    this.store = store;
    this.courses = courses;
    this.people = people;
    this.access = access;
    this.clock = clock;
  }

  /// Everybody whom those who run a room may know, by role and id.
  ///
  /// @param awaited how many others were invited and have not come
  /// @param more whether there are more than are told of
  public record Told(List<RoomPerson> people, int awaited, boolean more) {

    public Told {
      people = List.copyOf(people);
    }
  }

  /// What became of a change.
  public enum Change {
    DONE,
    /// Nobody would run the room.
    LAST_HOST,
    /// Nobody of that kind is known there.
    UNKNOWN
  }

  /// Who is in a room.
  public Told in(CourseId room) {
    EnrollmentFilter filter = new EnrollmentFilter(room, null, null, List.of(), TOLD);
    var places = courses.enrollments(filter, Slice.first(2 * MOST));
    Map<VoterId, List<Enrollment>> known = new LinkedHashMap<>();
    Map<VoterId, List<Enrollment>> waiting = new LinkedHashMap<>();
    for (Enrollment each : places.items()) {
      (each.waits() || each.unasked() ? waiting : known)
          .computeIfAbsent(each.user(), _ -> new ArrayList<>())
          .add(each);
    }
    Map<VoterId, User> users = people.users(known.keySet());
    List<RoomPerson> found = new ArrayList<>();
    known.forEach(
        (id, own) -> {
          User user = users.get(id);
          if (user != null && found.size() < MOST) {
            found.add(person(user, own));
          }
        });
    var guests = store.namedGuests(room, MOST + 1);
    guests.stream().limit(MOST).map(RoomPeople::person).forEach(found::add);
    found.sort(Comparator.comparing(RoomPerson::role).thenComparingLong(each -> each.id().value()));
    waiting.keySet().removeAll(known.keySet());
    boolean more =
        places.total() > places.items().size() || known.size() > MOST || guests.size() > MOST;
    return new Told(found, waiting.size(), more);
  }

  /// Somebody whom those who run a room may know; empty for everybody else.
  public Optional<RoomPerson> person(CourseId room, VoterId id) {
    Membership member = courses.members(List.of(id)).get(id);
    User user = people.user(id).orElse(null);
    if (user != null && member != null) {
      List<Enrollment> own =
          member.in(room).stream()
              .filter(each -> TOLD.contains(each.state()) && !each.waits() && !each.unasked())
              .toList();
      return own.isEmpty() ? Optional.empty() : Optional.of(person(user, own));
    }
    return store.guest(id, room).map(RoomPeople::person);
  }

  private static RoomPerson person(User user, List<Enrollment> places) {
    List<Enrollment> active =
        places.stream().filter(each -> each.state() == EnrollmentState.ACTIVE).toList();
    RoomRole role =
        (active.isEmpty() ? places : active)
            .stream()
                .map(each -> RoomRole.of(each.type()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    return new RoomPerson(user.id(), user.name(), user.loginId(), role, active.isEmpty(), false);
  }

  private static RoomPerson person(RoomPeopleStore.Visiting visiting) {
    Guest guest = visiting.guest();
    String name = guest.name() == null ? "#" + guest.id().value() : guest.name();
    return new RoomPerson(
        guest.id(), name, null, RoomRole.GUEST, visiting.removed(), visiting.anew());
  }

  /// Removes somebody from a room, whose code does not let them in again, or lets them back. What
  /// they answered stays.
  public Change remove(CourseId room, RoomPerson person, boolean removed) {
    if (person.isGuest()) {
      boolean done = store.remove(person.id(), room, removed);
      access.forget(person.id());
      return done ? Change.DONE : Change.UNKNOWN;
    }
    EnrollmentState from = removed ? EnrollmentState.ACTIVE : EnrollmentState.INACTIVE;
    EnrollmentState to = removed ? EnrollmentState.INACTIVE : EnrollmentState.ACTIVE;
    return move(room, person, new Move(ALL, from, to, false));
  }

  /// Has somebody with an account run a room, or no longer.
  public Change host(CourseId room, RoomPerson person, boolean hosts) {
    if (person.isGuest() || person.removed()) {
      return Change.UNKNOWN;
    }
    if (!hosts) {
      return move(
          room, person, new Move(STAFF, EnrollmentState.ACTIVE, EnrollmentState.DELETED, true));
    }
    courses.enroll(
        person.id(),
        room,
        courses.defaultSection(room).id(),
        EnrollmentType.TEACHER,
        EnrollmentState.ACTIVE,
        clock.instant());
    access.forget(person.id());
    return Change.DONE;
  }

  private Change move(CourseId room, RoomPerson person, Move move) {
    boolean done = store.move(person.id(), room, move, clock.instant());
    access.forget(person.id());
    return done ? Change.DONE : Change.LAST_HOST;
  }
}
