package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseRights;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Membership;
import org.pollard.course.Room;
import org.pollard.course.RoomPeople;
import org.pollard.course.RoomPerson;
import org.pollard.course.Rooms;
import org.pollard.edge.ClientAddress;
import org.pollard.edge.Guesses;
import org.pollard.people.BusyException;
import org.pollard.people.Guest;
import org.pollard.people.Guests;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Joining a room: with its code, or with the secret that stands in its QR code as well.
@Path("/web")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class JoinResource {

  private final Rooms rooms;
  private final CourseAccess access;
  private final CourseStore courseStore;
  private final Courses courses;
  private final RoomPeople people;
  private final Guests guests;
  private final Guesses guesses;
  private final Arrivals arrivals;
  private final ClientAddress addresses;
  private final OwnPages ownPages;
  private final GuestLine line;

  JoinResource(
      Rooms rooms,
      CourseAccess access,
      CourseStore courseStore,
      Courses courses,
      RoomPeople people,
      Guests guests,
      Guesses guesses,
      Arrivals arrivals,
      ClientAddress addresses,
      OwnPages ownPages,
      GuestLine line) {
    this.rooms = rooms;
    this.access = access;
    this.courseStore = courseStore;
    this.courses = courses;
    this.people = people;
    this.guests = guests;
    this.guesses = guesses;
    this.arrivals = arrivals;
    this.addresses = addresses;
    this.ownPages = ownPages;
    this.line = line;
  }

  /// What somebody shows who wants to come in.
  ///
  /// @param secret from the QR code
  /// @param course in place of a code: of whoever is in and asks how the room is now
  public record Wish(@Nullable String code, @Nullable String secret, @Nullable Long course) {}

  /// A room that somebody is in.
  ///
  /// @param guest who a guest is there; absent for somebody who has signed in
  /// @param preview whether somebody who runs the room looks at what the others see
  /// @param look how the room looks and speaks
  /// @param shownAt where everybody may see what is on show; null: nowhere
  public record Joined(
      long course,
      String code,
      String name,
      @Nullable String user,
      SessionResource.@Nullable Named guest,
      boolean preview,
      RoomWire.Look look,
      @Nullable String shownAt) {}

  @POST
  @Path("/join")
  @Operation(hidden = true)
  public Joined join(@Context RoutingContext http, @Nullable Wish wish) {
    ownPages.refuseForeign(http.request());
    Visitor visitor = Visitor.of(http);
    String address = addresses.of(http.request());
    if (wish != null && wish.course() != null) {
      CourseId course = new CourseId(wish.course());
      return inLine(address, () -> enter(http, joined(course, visitor), visitor));
    }
    if (wish == null || wish.code() == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    Found found = inLine(address, () -> find(wish, visitor));
    Room room = found.room();
    if (!found.passes()) {
      guess(address, room != null);
    }
    if (room == null) {
      throw WebProblem.UNKNOWN_CODE.refusal();
    }
    return inLine(address, () -> enter(http, room, visitor));
  }

  /// The room behind a code.
  ///
  /// @param room null: there is none
  /// @param passes whether whoever asks guesses nothing
  private record Found(@Nullable Room room, boolean passes) {}

  private Found find(Wish wish, Visitor visitor) {
    Room room = rooms.find(String.valueOf(wish.code())).orElse(null);
    return new Found(room, room != null && passes(room, wish.secret(), visitor));
  }

  private <T> T inLine(String address, Supplier<T> work) {
    try {
      return line.pass(address, work);
    } catch (BusyException e) {
      throw WebProblem.busy(e);
    }
  }

  /// The answer waits, whatever it is, for as long as wrong guesses from there have earned.
  private void guess(String address, boolean right) {
    try (Guesses.Attempt attempt = guesses.begin(address)) {
      guesses.waitFor(attempt.delay());
      if (right) {
        attempt.right();
      }
    } catch (BusyException e) {
      throw WebProblem.busy(e);
    }
  }

  /// The room of a course, for those who have joined it; whoever may read a public course has not.
  private Room joined(CourseId course, Visitor visitor) {
    var voter = visitor.voter();
    Room room = rooms.of(List.of(course)).get(course);
    if (voter == null || room == null || !knows(voter, course)) {
      throw WebProblem.NOT_FOUND.refusal();
    }
    return room;
  }

  private boolean knows(VoterId voter, CourseId course) {
    CourseRights rights = access.rights(course, voter);
    return people.person(course, voter).isPresent()
        || rights.staff()
        || (rights.read() && access.member(voter).belongsTo(course, null));
  }

  /// Whoever is in already guesses nothing.
  private boolean passes(Room room, @Nullable String secret, Visitor visitor) {
    if (secret != null && Rooms.isSecretOf(room, secret)) {
      return true;
    }
    var voter = visitor.voter();
    return voter != null
        && (access.member(voter).belongsTo(room.course(), null)
            || access.rights(room.course(), voter).staff());
  }

  private Joined enter(RoutingContext http, Room room, Visitor visitor) {
    Course course = courseStore.course(room.course()).orElseThrow(WebProblem.UNKNOWN_CODE::refusal);
    RoomWire.Look look = RoomWire.Look.of(room.style());
    User user = visitor.user();
    if (user != null) {
      boolean runsIt = access.rights(room.course(), user.id()).staff();
      if (!runsIt) {
        enroll(user, room);
      }
      return new Joined(
          course.id().value(),
          room.code(),
          course.name(),
          user.name(),
          null,
          runsIt,
          look,
          shownAt(room));
    }
    if (!room.guests()) {
      throw WebProblem.NO_GUESTS.refusal();
    }
    Guest guest = visitor.guest();
    boolean isIn = guest != null && access.rights(room.course(), guest.id()).read();
    if (!isIn) {
      refuseRemoved(guest == null ? null : guest.id(), room);
      admit(http, room);
    }
    if (guest == null) {
      guest = welcome(http);
    }
    if (!isIn) {
      rooms.enter(guest.id(), room);
    }
    return new Joined(
        course.id().value(),
        room.code(),
        course.name(),
        null,
        SessionResource.named(guest),
        false,
        look,
        shownAt(room));
  }

  private Guest welcome(RoutingContext http) {
    Guests.Made made = guests.make(Browsers.wasLeft(http));
    Browsers.welcome(http, made.secret());
    return made.guest();
  }

  private static @Nullable String shownAt(Room room) {
    return room.seenByAll() ? "/live/public/" + room.code() : null;
  }

  private void refuseRemoved(@Nullable VoterId voter, Room room) {
    if (voter != null
        && people.person(room.course(), voter).filter(RoomPerson::removed).isPresent()) {
      throw WebProblem.REMOVED.refusal();
    }
  }

  /// Who is in already comes back as often as they like.
  private void admit(RoutingContext http, Room room) {
    Duration wait = arrivals.wait(room, addresses.of(http.request()));
    if (wait.isPositive()) {
      http.response().putHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
      throw WebProblem.TOO_MANY_GUESTS.refusal(
          "This room takes %d new guests a minute from one address."
              .formatted(room.guestsAMinute()));
    }
  }

  /// Whom the room has invited accepts that by coming. Where guests are welcome, so is somebody
  /// with an account: as a student, who votes like all. Who had a place and lost it does not get it
  /// back by a code.
  private void enroll(User user, Room room) {
    Membership member = access.member(user.id());
    if (member.awaitedIn(room.course())) {
      courses.accept(user.id(), room.course());
      return;
    }
    boolean reads = access.rights(room.course(), user.id()).read();
    boolean belongs = member.belongsTo(room.course(), null);
    if (reads && (belongs || !room.guests())) {
      return;
    }
    if (belongs || !room.guests()) {
      refuseRemoved(user.id(), room);
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    courses.enroll(
        user.id(),
        courseStore.defaultSection(room.course()),
        EnrollmentType.STUDENT,
        EnrollmentState.ACTIVE);
  }
}
