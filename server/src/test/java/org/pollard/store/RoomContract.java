package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pollard.course.Course;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Membership;
import org.pollard.course.Room;
import org.pollard.course.RoomPeopleStore;
import org.pollard.course.RoomStore;
import org.pollard.people.Guest;
import org.pollard.people.GuestStore;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.store.course.RoomPeopleRows;
import org.pollard.store.course.RoomRows;
import org.pollard.store.people.GuestRows;
import org.pollard.store.people.SharedValueRows;

abstract class RoomContract extends StoreContract {

  private RoomStore rooms() {
    return new RoomRows(database());
  }

  private RoomPeopleStore inRoom() {
    return new RoomPeopleRows(database());
  }

  private GuestStore guests() {
    return new GuestRows(database());
  }

  private Room room(boolean guestsAllowed) {
    return rooms()
        .addRoom(new Room(course().id(), unique("CODE"), "secret", guestsAllowed))
        .orElseThrow();
  }

  private Guest guest() {
    return guests().addGuest(unique("hash"), false, NOW);
  }

  private Membership member(VoterId voter) {
    return courses().members(List.of(voter)).getOrDefault(voter, Membership.guest(voter, Set.of()));
  }

  @Test
  void a_room_is_found_by_course_and_by_code() {
    Room room = room(true);

    assertThat(rooms().rooms(List.of(room.course(), new CourseId(UNKNOWN))))
        .containsExactly(Map.entry(room.course(), room));
    assertThat(rooms().roomByCode(room.code())).contains(room);
    assertThat(rooms().roomByCode("nobody\0")).isEmpty();
  }

  @Test
  void a_course_becomes_a_room_once() {
    Room first = room(true);

    assertThat(rooms().addRoom(new Room(first.course(), unique("OTHER"), "x", false)))
        .contains(first);
  }

  @Test
  void a_code_belongs_to_one_room() {
    Room first = room(true);
    Room second = room(true);

    assertThat(rooms().addRoom(new Room(course().id(), first.code(), "x", true))).isEmpty();
    assertThat(rooms().changeRoom(new Room(second.course(), first.code(), "x", true))).isEmpty();
    assertThat(rooms().rooms(List.of(second.course()))).containsValue(second);
  }

  @Test
  void a_room_changes_its_code_secret_and_guests() {
    Room room = room(true);
    Room changed = new Room(room.course(), unique("NEW"), "other", false);

    assertThat(rooms().changeRoom(changed)).contains(changed);
    assertThat(rooms().roomByCode(room.code())).isEmpty();
    assertThat(rooms().roomByCode(changed.code())).contains(changed);
    assertThat(rooms().changeRoom(new Room(new CourseId(UNKNOWN), unique("X"), "x", true)))
        .isEmpty();
  }

  @Test
  void a_deleted_course_is_no_room_any_more() {
    Room room = room(true);
    Guest guest = guest();
    rooms().visit(guest.id(), room.course());
    Course course = courses().course(room.course()).orElseThrow();

    courses()
        .changeCourse(
            new Course(course.id(), course.name(), course.code(), CourseState.DELETED, false, NOW));

    assertThat(rooms().roomByCode(room.code())).isEmpty();
    assertThat(member(guest.id()).visits()).isEmpty();
  }

  @Test
  void a_guest_is_found_by_the_hash_and_by_id() {
    String hash = unique("hash");
    Guest guest = guests().addGuest(hash, false, NOW);

    assertThat(guests().guestsBehind(List.of(hash, unique("no"))))
        .containsExactly(Map.entry(hash, guest));
    assertThat(guests().guests(List.of(guest.id(), new VoterId(UNKNOWN), voter())))
        .containsExactly(Map.entry(guest.id(), guest));
  }

  @Test
  void a_guest_takes_a_name_and_another_one() {
    String hash = unique("hash");
    Guest guest = guests().addGuest(hash, false, NOW);

    assertThat(guests().name(guest.id(), "Ada")).contains(new GuestStore.Named(hash, "Ada"));
    assertThat(guests().name(guest.id(), "Ada L.")).isPresent();
    assertThat(guests().name(new VoterId(UNKNOWN), "nobody")).isEmpty();

    assertThat(guests().guests(List.of(guest.id())).values())
        .containsExactly(new Guest(guest.id(), "Ada L."));
  }

  @Test
  void two_guests_of_one_name_in_a_room_are_told_apart() {
    Room room = room(true);
    Guest anna = guest();
    Guest second = guest();
    Guest third = guest();
    Guest elsewhere = guest();
    List.of(anna, second, third).forEach(each -> rooms().visit(each.id(), room.course()));
    rooms().visit(elsewhere.id(), room(true).course());

    assertThat(name(anna, "Anna")).isEqualTo("Anna");
    assertThat(name(second, "anna")).isEqualTo("anna (2)");
    assertThat(name(third, "Anna")).isEqualTo("Anna (3)");
    assertThat(name(elsewhere, "Anna")).isEqualTo("Anna");
    assertThat(name(third, "Anna (2)")).isEqualTo("Anna (3)");
    assertThat(name(third, "Anna B.")).isEqualTo("Anna B.");
    assertThat(name(anna, "Anna")).isEqualTo("Anna");
    assertThat(inRoom().namedGuests(room.course(), 9).stream().map(each -> each.guest().name()))
        .containsExactly("Anna", "anna (2)", "Anna B.");
    assertThat(inRoom().guest(anna.id(), room.course())).isPresent();
    assertThat(inRoom().namedGuests(room.course(), 9)).noneMatch(RoomPeopleStore.Visiting::anew);
    Guest anew = guests().addGuest(unique("hash"), true, NOW);
    rooms().visit(anew.id(), room.course());
    assertThat(inRoom().guest(anew.id(), room.course()))
        .hasValueSatisfying(each -> assertThat(each.anew()).isTrue());
    assertThat(inRoom().guest(elsewhere.id(), room.course())).isEmpty();
  }

  @Test
  void a_guest_who_was_removed_is_no_visitor_until_they_are_let_back() {
    Room room = room(true);
    Guest anna = guest();
    rooms().visit(anna.id(), room.course());

    assertThat(inRoom().remove(anna.id(), room.course(), true)).isTrue();
    rooms().visit(anna.id(), room.course());
    assertThat(member(anna.id()).visits()).isEmpty();
    assertThat(inRoom().guest(anna.id(), room.course()).orElseThrow().removed()).isTrue();

    assertThat(inRoom().remove(anna.id(), room.course(), false)).isTrue();
    assertThat(member(anna.id()).visits()).containsExactly(room.course());
    assertThat(inRoom().remove(guest().id(), room.course(), true)).isFalse();
  }

  private static final RoomPeopleStore.Move REMOVAL =
      new RoomPeopleStore.Move(
          EnumSet.allOf(EnrollmentType.class),
          EnrollmentState.ACTIVE,
          EnrollmentState.INACTIVE,
          false);

  private VoterId enrolled(Course course, EnrollmentType type) {
    VoterId user = user().id();
    var section = courses().defaultSection(course.id()).id();
    var _ = courses().enroll(user, course.id(), section, type, EnrollmentState.ACTIVE, NOW);
    return user;
  }

  @Test
  void the_last_teacher_of_a_course_stays() throws Exception {
    Course course = course();
    VoterId one = enrolled(course, EnrollmentType.TEACHER);
    assertThat(inRoom().move(one, course.id(), REMOVAL, NOW)).isFalse();
    VoterId other = enrolled(course, EnrollmentType.TEACHER);
    AtomicInteger moved = new AtomicInteger();

    // Who removes each other at the same moment.
    atOnce(
        2,
        i -> {
          if (inRoom().move(i == 0 ? one : other, course.id(), REMOVAL, NOW)) {
            moved.incrementAndGet();
          }
        });

    assertThat(moved).hasValue(1);
  }

  @Test
  void who_no_longer_runs_a_course_becomes_a_student() {
    Course course = course();
    enrolled(course, EnrollmentType.TEACHER);
    VoterId other = enrolled(course, EnrollmentType.TEACHER);
    var staff = EnumSet.of(EnrollmentType.TEACHER, EnrollmentType.TA, EnrollmentType.DESIGNER);

    assertThat(
            inRoom()
                .move(
                    other,
                    course.id(),
                    new RoomPeopleStore.Move(
                        staff, EnrollmentState.ACTIVE, EnrollmentState.DELETED, true),
                    NOW))
        .isTrue();

    assertThat(member(other).enrollments()).hasSize(1);
    assertThat(member(other).enrollments().getFirst().type()).isEqualTo(EnrollmentType.STUDENT);
  }

  private String name(Guest guest, String name) {
    return guests().name(guest.id(), name).orElseThrow().name();
  }

  @Test
  void a_link_for_a_co_host_is_good_once_and_before_its_end() {
    Room room = room(true);
    String hash = unique("link");
    String late = unique("link");
    RoomStore.Invitation invitation = new RoomStore.Invitation(room.course(), voter(), null);
    rooms().addCohostLink(invitation, hash, NOW.plusSeconds(1));
    rooms().addCohostLink(invitation, late, NOW);

    assertThat(rooms().standingCohostLinks(List.of(hash, late, "unknown"), NOW))
        .containsExactly(hash);
    assertThat(rooms().cohostLink(hash, NOW)).contains(invitation);
    assertThat(rooms().cohostLink(late, NOW)).isEmpty();
    assertThat(rooms().useCohostLink(late, NOW)).isEmpty();
    assertThat(rooms().useCohostLink(hash, NOW)).contains(invitation);
    assertThat(rooms().useCohostLink(hash, NOW)).isEmpty();
    assertThat(rooms().cohostLink(hash, NOW)).isEmpty();
    assertThat(rooms().standingCohostLinks(List.of(hash), NOW)).isEmpty();
  }

  @Test
  void guests_belong_to_the_rooms_that_they_have_joined_while_guests_are_allowed() {
    Room room = room(true);
    Guest guest = guest();
    assertThat(member(guest.id()).visits()).isEmpty();

    rooms().visit(guest.id(), room.course());
    rooms().visit(guest.id(), room.course());
    assertThat(member(guest.id())).isEqualTo(Membership.guest(guest.id(), Set.of(room.course())));
    assertThat(member(guest().id()).visits()).isEmpty();

    rooms().changeRoom(new Room(room.course(), room.code(), room.linkSecret(), false));
    assertThat(member(guest.id()).visits()).isEmpty();
  }

  @Test
  void users_and_guests_are_looked_up_together() {
    Room room = room(true);
    Guest guest = guest();
    VoterId user = voter();
    rooms().visit(guest.id(), room.course());

    assertThat(courses().members(List.of(user, guest.id(), new VoterId(UNKNOWN))))
        .containsOnlyKeys(user, guest.id());
  }

  @Test
  void a_guest_votes_once_like_everybody() {
    Poll poll = poll();
    Choice choice = choice(poll, "Yes");
    PollSession session = openSession(poll, false);
    Guest guest = guest();

    assertThat(cast(session, guest.id(), choice)).isEqualTo(counted(false));
    assertThat(cast(session, guest.id(), choice)).isNotEqualTo(counted(false));
    assertThat(count(session, choice)).isEqualTo(1);
    assertThat(votes().voters(session.id(), null, 9)).containsExactly(guest.id());
  }

  @Test
  void a_room_says_how_many_guests_it_takes_from_one_address() {
    Room room = room(true);
    Room limited = new Room(room.course(), room.code(), room.linkSecret(), true, 30, false);

    assertThat(room.guestsAMinute()).isZero();
    assertThat(rooms().changeRoom(limited)).contains(limited);
    assertThat(rooms().rooms(List.of(room.course()))).containsValue(limited);
    assertThat(rooms().roomByCode(room.code())).contains(limited);
  }

  @Test
  void of_two_changes_of_a_room_at_once_none_is_lost() throws Exception {
    Room room = room(true);

    atOnce(
        20,
        i ->
            rooms()
                .changeRoom(
                    room.course(),
                    now ->
                        new Room(
                            now.course(),
                            now.code(),
                            now.linkSecret(),
                            now.guests(),
                            now.guestsAMinute() + 1,
                            now.nextOpens())));

    assertThat(rooms().rooms(List.of(room.course())))
        .containsEntry(
            room.course(),
            new Room(room.course(), room.code(), room.linkSecret(), true, 20, false));
  }

  @Test
  void however_many_nodes_start_at_once_there_is_one_first_room() throws Exception {
    VoterId host = voter();
    String name = unique("First room");

    atOnce(8, i -> rooms().addFirstRoom(host, name, unique("FIRST"), "secret", NOW));
    rooms().addFirstRoom(host, name, unique("FIRST"), "secret", NOW);

    List<Course> made = courses().courses(name, Slice.first(10)).items();
    assertThat(made).hasSize(1);
    CourseId course = made.getFirst().id();
    assertThat(rooms().rooms(List.of(course)).values()).hasSize(1).allMatch(Room::guests);
    assertThat(courses().members(List.of(host)).values())
        .allMatch(each -> each.taught() == 1 && each.knownIn(course));
    assertThat(new SharedValueRows(database()).get("first-room"))
        .contains(Long.toString(course.value()));
  }

  @Test
  void of_many_rooms_made_at_once_the_quota_lets_no_more_in_than_one_by_one() throws Exception {
    VoterId host = voter();
    int most = Quota.ROOMS.most();
    for (int i = 0; i < most - 1; i++) {
      rooms().addRoomOf(host, "Room", unique("CODE"), "secret", true, NOW);
    }
    AtomicInteger refused = new AtomicInteger();

    atOnce(
        8,
        _ -> {
          try {
            rooms().addRoomOf(host, "Last", unique("CODE"), "secret", true, NOW);
          } catch (Quota.Reached e) {
            refused.incrementAndGet();
          }
        });

    assertThat(refused).hasValue(7);
    assertThat(courses().members(List.of(host)).values()).allMatch(each -> each.taught() == most);
  }

  @Test
  void a_room_whose_code_is_in_use_leaves_no_course_behind() {
    VoterId host = voter();
    String name = unique("Room");
    Room first = room(true);

    assertThat(rooms().addRoomOf(host, name, first.code(), "secret", true, NOW)).isEmpty();

    assertThat(courses().courses(name, Slice.first(10)).items()).isEmpty();
  }

  @Test
  void guests_who_never_voted_and_were_not_heard_of_are_removed() {
    Instant longAgo = Instant.EPOCH;
    Instant since = Instant.EPOCH.plusSeconds(1_000);
    Room room = room(true);
    Poll poll = poll();
    Choice choice = choice(poll, "Yes");
    PollSession named = openSession(poll, false);
    PollSession anonymous = openSession(poll, true);
    Guest silent = guests().addGuest(unique("hash"), false, longAgo);
    Guest voter = guests().addGuest(unique("hash"), false, longAgo);
    Guest secretVoter = guests().addGuest(unique("hash"), false, longAgo);
    Guest back = guests().addGuest(unique("hash"), false, longAgo);
    Guest recent = guests().addGuest(unique("hash"), false, since);
    rooms().visit(silent.id(), room.course());
    assertThat(cast(named, voter.id(), choice)).isEqualTo(counted(false));
    assertThat(cast(anonymous, secretVoter.id(), choice)).isEqualTo(counted(true));
    guests().seen(List.of(back.id()), NOW);

    int removed = 0;
    int steps = 0;
    VoterId after = new VoterId(0);
    for (var step = guests().sweep(since, after, 2);
        step.isPresent();
        step = guests().sweep(since, after, 2)) {
      removed += step.get().removed();
      after = step.get().last();
      steps++;
    }

    assertThat(removed).isEqualTo(1);
    assertThat(steps).as("two at a time").isEqualTo(2);
    assertThat(
            guests()
                .guests(List.of(silent.id(), voter.id(), secretVoter.id(), back.id(), recent.id())))
        .containsOnlyKeys(voter.id(), secretVoter.id(), back.id(), recent.id());
    assertThat(member(silent.id()).visits()).isEmpty();
    assertThat(count(named, choice)).isEqualTo(1);
  }
}
