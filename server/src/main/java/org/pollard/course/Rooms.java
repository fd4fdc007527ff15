package org.pollard.course;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Secrets;
import org.pollard.people.TokenId;
import org.pollard.people.VoterId;

/// Gives courses their codes and lets guests in. Thread-safe; may wait for the database. Rights are
/// the caller's to check.
public final class Rooms {

  /// A code in use is as rare as a lottery win; so many in a row do not happen.
  private static final int TRIES = 20;

  private static final int FRAME_KEY_LENGTH = 16;

  private final RoomStore store;
  private final CourseAccess access;
  private final Secrets secrets;
  private final SecureRandom random = new SecureRandom();

  public Rooms(RoomStore store, CourseAccess access, Secrets secrets) {
    this.store = store;
    this.access = access;
    this.secrets = secrets;
  }

  /// The room that a course is; it becomes one, without guests, if it was none.
  public Room of(CourseId course) {
    return Optional.ofNullable(store.rooms(List.of(course)).get(course))
        .orElseGet(() -> make(course, false));
  }

  /// The rooms among these courses, by course.
  public Map<CourseId, Room> of(Collection<CourseId> courses) {
    return store.rooms(courses);
  }

  /// Makes a course a room; one that it is already stays as it is.
  public Room make(CourseId course, boolean guests) {
    return firstThatWorks(
        () -> store.addRoom(new Room(course, JoinCode.make(random), linkSecret(), guests)));
  }

  /// Makes the first room of a new server, which many nodes may try at once.
  public void makeFirst(VoterId teacher, String name, Instant now) {
    store.addFirstRoom(teacher, name, JoinCode.make(random), linkSecret(), now);
  }

  /// Makes a new course that is a room, with this person as its teacher.
  ///
  /// @throws org.pollard.people.Quota.Reached when the person teaches as many as they may
  public Room makeOf(VoterId teacher, String name, boolean guests, Instant now) {
    Room made =
        firstThatWorks(
            () -> store.addRoomOf(teacher, name, JoinCode.make(random), linkSecret(), guests, now));
    access.forget(teacher);
    return made;
  }

  /// Lets guests in, or no more, from now on also those who have joined.
  public Optional<Room> allowGuests(CourseId course, boolean guests) {
    return change(course, now -> now.withGuests(guests));
  }

  /// Takes so many new guests from one address within a minute, or with 0 as many as come.
  public Optional<Room> limitGuests(CourseId course, int guestsAMinute) {
    return change(course, now -> now.withGuestsAMinute(guestsAMinute));
  }

  /// Has the next poll be opened as it is shown, or not.
  public Optional<Room> openNext(CourseId course, boolean opens) {
    return change(course, now -> now.withNextOpens(opens));
  }

  /// Tells everybody who knows the code what is on show, without a name, or nobody any more.
  public Optional<Room> showToAll(CourseId course, boolean wanted) {
    return change(course, now -> now.withSeenByAll(wanted));
  }

  /// Has a room look and speak otherwise.
  public Optional<Room> style(CourseId course, UnaryOperator<RoomStyle> change) {
    return change(course, now -> now.withStyle(change.apply(now.style())));
  }

  /// Makes the link that shows what the room's big screen shows, in place of the one before; gives
  /// its secret, which only its holder knows from then on.
  ///
  /// @param with the token with which it is made; null: a password, a link or the operator
  public String openOverlay(CourseId course, @Nullable TokenId with) {
    String secret = secrets.make();
    change(course, now -> now.withOverlay(new Room.Overlay(Secrets.hash(secret), with)));
    return secret;
  }

  /// Has that link be good for nothing.
  public void closeOverlay(CourseId course) {
    change(course, now -> now.withOverlay(null));
  }

  /// The room whose big screen this secret shows; empty when it shows none, or another one's.
  public Optional<Room> overlaid(CourseId course, String secret) {
    return Optional.ofNullable(store.rooms(List.of(course)).get(course))
        .filter(
            room -> room.overlay() != null && same(room.overlay().hash(), Secrets.hash(secret)));
  }

  /// Stands in the addresses of pages that may be shown in a frame: who does not know it learns
  /// nothing about whose frames these are, nor whether a code is good.
  public static String frameKey(Room room) {
    return Secrets.hash("frame " + room.linkSecret()).substring(0, FRAME_KEY_LENGTH);
  }

  /// Who may show the pages of a room in a frame, when this is its key.
  public static List<FrameOrigin> framesOf(Room room, String key) {
    return same(frameKey(room), key) ? room.style().frames() : List.of();
  }

  private Optional<Room> change(CourseId course, UnaryOperator<Room> change) {
    var _ = of(course);
    Optional<Room> changed = store.changeRoom(course, change);
    access.forgetGuests(course);
    return changed;
  }

  /// Gives a room another code and QR code; who has joined stays.
  public Room renew(CourseId course) {
    var _ = of(course);
    return firstThatWorks(
        () -> {
          String code = JoinCode.make(random);
          String secret = linkSecret();
          return store.changeRoom(course, now -> now.renewed(code, secret));
        });
  }

  /// The room behind what somebody typed as its code.
  public Optional<Room> find(String typed) {
    return JoinCode.typed(typed).flatMap(store::roomByCode);
  }

  /// Whether this is the secret of the room's QR code.
  public static boolean isSecretOf(Room room, String secret) {
    return same(room.linkSecret(), secret);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /// Has a guest be in a room from now on.
  public void enter(VoterId guest, Room room) {
    store.visit(guest, room.course());
    access.forget(guest);
  }

  /// Short, so that the QR code stays coarse and is read from far away.
  private String linkSecret() {
    return secrets.make().substring(0, 16);
  }

  private static Room firstThatWorks(Supplier<Optional<Room>> attempt) {
    return Stream.generate(attempt)
        .limit(TRIES)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free join code in " + TRIES + " tries"));
  }
}
