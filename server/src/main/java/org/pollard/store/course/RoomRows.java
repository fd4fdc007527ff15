package org.pollard.store.course;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.FrameOrigin;
import org.pollard.course.Room;
import org.pollard.course.RoomStore;
import org.pollard.course.RoomStyle;
import org.pollard.course.SectionId;
import org.pollard.people.Quota;
import org.pollard.people.TokenId;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.StandingHashes;
import org.pollard.store.people.PeopleRows;

/// Rooms and who visits them. Thread-safe.
public final class RoomRows implements RoomStore {

  private static final String ROOM =
      """
      r.course_id, r.code, r.link_secret, r.guests, r.guests_a_minute, r.next_opens, r.formal,
      r.color, r.logo, r.frame_origins, r.seen_by_all, r.overlay_made_with,
      CASE WHEN r.overlay_made_with IS NULL OR EXISTS (
        SELECT 1 FROM access_token a WHERE a.id = r.overlay_made_with AND a.revoked_at IS NULL)
      THEN r.overlay_hash END AS overlay_hash\
      """;

  /// Whether the token is good with which something was made that is to end with it.
  private static final String MAKER_IS_GOOD =
      """
      (made_with IS NULL OR EXISTS (
        SELECT 1 FROM access_token a
        WHERE a.id = made_with AND a.revoked_at IS NULL
          AND (a.expires_at IS NULL OR a.expires_at > :now)))\
      """;

  private static final String FIRST_ROOM = "first-room";

  private static final int MOST_ACCOUNTS = 2_000;

  private final Database database;

  private record Visit(VoterId guest, CourseId room) {}

  public RoomRows(Database database) {
    this.database = database;
  }

  /// The insertion names no key, so that either of them makes it do nothing.
  @Override
  public Optional<Room> addRoom(Room room) {
    return database.write(
        handle -> {
          insert(handle, room);
          return handle
              .createQuery("SELECT " + ROOM + " FROM room r WHERE r.course_id = :course")
              .bind("course", room.course().value())
              .map(RoomRows::toRoom)
              .findOne();
        });
  }

  @Override
  public Map<CourseId, Room> rooms(Collection<CourseId> courses) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM room r WHERE %s"
                        .formatted(ROOM, dialect.among("r.course_id", "courses")))
                .bind("courses", dialect.list(courses.stream().map(CourseId::value).toList()))
                .map(RoomRows::toRoom)
                .collect(Collectors.toMap(Room::course, each -> each)));
  }

  @Override
  public Optional<Room> roomByCode(String code) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s FROM room r JOIN course c ON c.id = r.course_id
                    WHERE r.code = :code AND c.state <> 'DELETED'
                    """
                        .formatted(ROOM))
                .bind("code", Columns.findable(code))
                .map(RoomRows::toRoom)
                .findOne());
  }

  private static void insert(Handle handle, Room room) {
    handle
        .createUpdate(
            """
            INSERT INTO room (course_id, code, link_secret, guests, guests_a_minute, next_opens)
            VALUES (:course, :code, :secret, :guests, :a_minute, :next_opens)
            ON CONFLICT DO NOTHING
            """)
        .bind("course", room.course().value())
        .bind("code", room.code())
        .bind("secret", room.linkSecret())
        .bind("guests", room.guests())
        .bind("a_minute", room.guestsAMinute())
        .bind("next_opens", room.nextOpens())
        .execute();
  }

  @Override
  public Optional<Room> changeRoom(CourseId course, UnaryOperator<Room> change) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM room r WHERE r.course_id = :course %s"
                        .formatted(ROOM, database.dialect().forUpdate()))
                .bind("course", course.value())
                .map(RoomRows::toRoom)
                .findOne()
                .map(change)
                .filter(changed -> !taken(handle, changed))
                .flatMap(changed -> update(handle, changed)));
  }

  private static Optional<Room> update(Handle handle, Room room) {
    Room.Overlay overlay = room.overlay();
    TokenId with = overlay == null ? null : overlay.with();
    return handle
        .createQuery(
            """
            UPDATE room AS r SET code = :code, link_secret = :secret, guests = :guests,
              guests_a_minute = :a_minute, next_opens = :next_opens, formal = :formal,
              color = :color, frame_origins = :frames, overlay_hash = :overlay,
              overlay_made_with = :overlay_with, seen_by_all = :seen_by_all
            WHERE course_id = :course
            RETURNING %s
            """
                .formatted(ROOM.replace("r.", "")))
        .bind("formal", room.style().formal())
        .bind("color", room.style().color())
        .bind(
            "frames",
            room.style().frames().stream().map(FrameOrigin::text).collect(Collectors.joining("\n")))
        .bind("seen_by_all", room.seenByAll())
        .bind("overlay", overlay == null ? null : overlay.hash())
        .bind("overlay_with", with == null ? null : with.value())
        .bind("course", room.course().value())
        .bind("code", room.code())
        .bind("secret", room.linkSecret())
        .bind("guests", room.guests())
        .bind("a_minute", room.guestsAMinute())
        .bind("next_opens", room.nextOpens())
        .map(RoomRows::toRoom)
        .findOne();
  }

  /// The setting is the claim: whoever inserts it makes the room in the same transaction, and
  /// others wait for that and find it there.
  @Override
  public void addFirstRoom(
      VoterId teacher, String name, String code, String linkSecret, Instant now) {
    database.write(
        handle -> {
          int claimed =
              handle
                  .createUpdate(
                      """
                      INSERT INTO setting (name, value) VALUES (:name, '')
                      ON CONFLICT (name) DO NOTHING
                      """)
                  .bind("name", FIRST_ROOM)
                  .execute();
          if (claimed == 0) {
            return 0;
          }
          CourseId course = addCourseOf(handle, teacher, name, now);
          insert(handle, new Room(course, code, linkSecret, true));
          return handle
              .createUpdate("UPDATE setting SET value = :course WHERE name = :name")
              .bind("course", Long.toString(course.value()))
              .bind("name", FIRST_ROOM)
              .execute();
        });
  }

  /// A course with a default section, and this person as its teacher.
  private static CourseId addCourseOf(Handle handle, VoterId teacher, String name, Instant now) {
    CourseId course = CourseRows.insert(handle, name, name, CourseState.AVAILABLE, false, now).id();
    SectionId section = CourseRows.addSection(handle, course, name, true, now).id();
    EnrollmentRows.enroll(
        handle,
        new EnrollmentRows.Wish(
            teacher, course, section, EnrollmentType.TEACHER, EnrollmentState.ACTIVE, false),
        now);
    return course;
  }

  @Override
  public Optional<Room> addRoomOf(
      VoterId teacher, String name, String code, String linkSecret, boolean guests, Instant now) {
    return database.write(
        handle -> {
          PeopleRows.lock(handle, teacher, database.dialect());
          Quota.ROOMS.check(taughtBy(handle, teacher));
          if (handle
              .createQuery("SELECT 1 FROM room WHERE code = :code")
              .bind("code", code)
              .mapTo(int.class)
              .findOne()
              .isPresent()) {
            return Optional.empty();
          }
          Room room = new Room(addCourseOf(handle, teacher, name, now), code, linkSecret, guests);
          insert(handle, room);
          return Optional.of(room);
        });
  }

  private static long taughtBy(Handle handle, VoterId teacher) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM enrollment e JOIN course c ON c.id = e.course_id
            WHERE e.user_id = :user AND e.type = 'TEACHER' AND e.state = 'ACTIVE'
              AND c.state <> 'DELETED'
            """)
        .bind("user", teacher.value())
        .mapTo(long.class)
        .one();
  }

  private static boolean taken(Handle handle, Room room) {
    return handle
        .createQuery("SELECT 1 FROM room WHERE code = :code AND course_id <> :course")
        .bind("code", room.code())
        .bind("course", room.course().value())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  @Override
  public List<VoterId> madeBy(CourseId room) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM users WHERE made_in = :room ORDER BY id LIMIT " + MOST_ACCOUNTS)
                .bind("room", room.value())
                .map((row, context) -> new VoterId(row.getLong("id")))
                .list());
  }

  @Override
  public boolean isMadeBy(CourseId room, VoterId user) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT 1 FROM users WHERE id = :user AND made_in = :room")
                .bind("user", user.value())
                .bind("room", room.value())
                .mapTo(int.class)
                .findOne()
                .isPresent());
  }

  @Override
  public void made(CourseId room, Collection<VoterId> users) {
    Dialect dialect = database.dialect();
    database.write(
        handle ->
            handle
                .createUpdate(
                    "UPDATE users SET made_in = :room WHERE " + dialect.among("id", "users"))
                .bind("room", room.value())
                .bind("users", dialect.list(users.stream().map(VoterId::value).toList()))
                .execute());
  }

  @Override
  public void addCohostLink(Invitation invitation, String hash, Instant expiresAt) {
    TokenId with = invitation.with();
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO cohost_link (hash, course_id, made_by, made_with, expires_at)
                    VALUES (:hash, :course, :by, :with, :expires_at)
                    """)
                .bind("hash", hash)
                .bind("course", invitation.course().value())
                .bind("by", invitation.by().value())
                .bind("with", with == null ? null : with.value())
                .bind("expires_at", expiresAt.toEpochMilli())
                .execute());
  }

  @Override
  public Set<String> standingCohostLinks(Collection<String> hashes, Instant now) {
    return StandingHashes.among(database, "cohost_link", true, hashes, now);
  }

  @Override
  public Optional<Invitation> cohostLink(String hash, Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT course_id, made_by, made_with FROM cohost_link
                    WHERE hash = :hash AND used_at IS NULL AND expires_at > :now AND %s
                    """
                        .formatted(MAKER_IS_GOOD))
                .bind("hash", hash)
                .bind("now", now.toEpochMilli())
                .map(RoomRows::toInvitation)
                .findOne());
  }

  @Override
  public Optional<Invitation> useCohostLink(String hash, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE cohost_link SET used_at = :now
                    WHERE hash = :hash AND used_at IS NULL AND expires_at > :now AND %s
                    RETURNING course_id, made_by, made_with
                    """
                        .formatted(MAKER_IS_GOOD))
                .bind("hash", hash)
                .bind("now", now.toEpochMilli())
                .map(RoomRows::toInvitation)
                .findOne());
  }

  @Override
  public void visit(VoterId guest, CourseId room) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO visit (voter_id, course_id) VALUES (:guest, :course)
                    ON CONFLICT (voter_id, course_id) DO NOTHING
                    """)
                .bind("guest", guest.value())
                .bind("course", room.value())
                .execute());
  }

  /// The rooms of each of these guests that allow guests now; who has joined none is left out.
  Map<VoterId, Set<CourseId>> visits(Collection<VoterId> guests) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT v.voter_id, v.course_id
                    FROM visit v
                    JOIN room r ON r.course_id = v.course_id AND r.guests
                    JOIN course c ON c.id = v.course_id AND c.state <> 'DELETED'
                    WHERE NOT v.removed AND %s
                    """
                        .formatted(dialect.among("v.voter_id", "guests")))
                .bind("guests", dialect.list(guests.stream().map(VoterId::value).toList()))
                .map(
                    (row, _) ->
                        new Visit(
                            new VoterId(row.getLong("voter_id")),
                            new CourseId(row.getLong("course_id"))))
                .collect(
                    Collectors.groupingBy(
                        Visit::guest, Collectors.mapping(Visit::room, Collectors.toSet()))));
  }

  private static Room toRoom(ResultSet row, StatementContext context) throws SQLException {
    return new Room(
        new CourseId(row.getLong("course_id")),
        row.getString("code"),
        row.getString("link_secret"),
        row.getBoolean("guests"),
        row.getInt("guests_a_minute"),
        row.getBoolean("next_opens"),
        new RoomStyle(
            row.getBoolean("formal"),
            row.getString("color"),
            row.getString("logo"),
            row.getString("frame_origins").lines().map(FrameOrigin::new).toList()),
        overlay(row),
        row.getBoolean("seen_by_all"));
  }

  private static Room.@Nullable Overlay overlay(ResultSet row) throws SQLException {
    String hash = row.getString("overlay_hash");
    Long with = Columns.maybeLong(row, "overlay_made_with");
    return hash == null ? null : new Room.Overlay(hash, with == null ? null : new TokenId(with));
  }

  private static Invitation toInvitation(ResultSet row, StatementContext context)
      throws SQLException {
    Long with = Columns.maybeLong(row, "made_with");
    return new Invitation(
        new CourseId(row.getLong("course_id")),
        new VoterId(row.getLong("made_by")),
        with == null ? null : new TokenId(with));
  }
}
