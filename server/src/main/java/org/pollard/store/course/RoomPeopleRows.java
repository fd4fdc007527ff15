package org.pollard.store.course;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.pollard.course.CourseId;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.RoomPeopleStore;
import org.pollard.course.SectionId;
import org.pollard.people.Guest;
import org.pollard.people.VoterId;
import org.pollard.store.Database;

/// Who is in a room. Thread-safe.
public final class RoomPeopleRows implements RoomPeopleStore {

  private final Database database;

  public RoomPeopleRows(Database database) {
    this.database = database;
  }

  @Override
  public List<Visiting> namedGuests(CourseId room, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT g.voter_id, g.name, g.anew, v.removed
                    FROM visit v JOIN guest g ON g.voter_id = v.voter_id
                    WHERE v.course_id = :room AND g.name IS NOT NULL
                    ORDER BY g.voter_id LIMIT :most
                    """)
                .bind("room", room.value())
                .bind("most", most)
                .map(RoomPeopleRows::toVisiting)
                .list());
  }

  @Override
  public Optional<Visiting> guest(VoterId guest, CourseId room) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT g.voter_id, g.name, g.anew, v.removed
                    FROM visit v JOIN guest g ON g.voter_id = v.voter_id
                    WHERE v.voter_id = :guest AND v.course_id = :room
                    """)
                .bind("guest", guest.value())
                .bind("room", room.value())
                .map(RoomPeopleRows::toVisiting)
                .findOne());
  }

  @Override
  public boolean remove(VoterId guest, CourseId room, boolean removed) {
    return database.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE visit SET removed = :removed
                        WHERE voter_id = :guest AND course_id = :room
                        """)
                    .bind("removed", removed)
                    .bind("guest", guest.value())
                    .bind("room", room.value())
                    .execute())
        > 0;
  }

  /// The course is held meanwhile, so that two teachers who remove each other come one after the
  /// other.
  @Override
  public boolean move(VoterId user, CourseId course, Move move, Instant now) {
    return database.write(
        handle -> {
          var _ =
              handle
                  .createQuery(
                      "SELECT id FROM course WHERE id = :course " + database.dialect().forUpdate())
                  .bind("course", course.value())
                  .mapTo(long.class)
                  .findOne();
          boolean mayEnd =
              move.from() == EnrollmentState.ACTIVE
                  && move.types().contains(EnrollmentType.TEACHER)
                  && teaches(handle, "=", user, course);
          if (mayEnd && !teaches(handle, "<>", user, course)) {
            return false;
          }
          move(handle, user, course, move, now);
          if (move.elseStudent() && !EnrollmentRows.isIn(handle, user, course)) {
            enroll(handle, user, course, now);
          }
          return true;
        });
  }

  /// Whether this person, or anybody else, is an active teacher.
  private static boolean teaches(Handle handle, String is, VoterId user, CourseId course) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM enrollment
            WHERE course_id = :course AND user_id %s :user AND type = 'TEACHER'
              AND state = 'ACTIVE' AND NOT unasked
            LIMIT 1
            """
                .formatted(is))
        .bind("course", course.value())
        .bind("user", user.value())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  private static void move(Handle handle, VoterId user, CourseId course, Move move, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE enrollment SET state = :to, updated_at = :now
            WHERE user_id = :user AND course_id = :course AND state = :from AND type IN (%s)
            """
                .formatted(EnrollmentRows.names(move.types())))
        .bind("to", move.to().name())
        .bind("from", move.from().name())
        .bind("now", now.toEpochMilli())
        .bind("user", user.value())
        .bind("course", course.value())
        .execute();
  }

  private static void enroll(Handle handle, VoterId user, CourseId course, Instant now) {
    long section =
        handle
            .createQuery("SELECT id FROM section WHERE course_id = :course AND is_default")
            .bind("course", course.value())
            .mapTo(long.class)
            .one();
    EnrollmentRows.enroll(
        handle,
        new EnrollmentRows.Wish(
            user,
            course,
            new SectionId(section),
            EnrollmentType.STUDENT,
            EnrollmentState.ACTIVE,
            false),
        now);
  }

  private static Visiting toVisiting(ResultSet row, StatementContext context) throws SQLException {
    Guest guest = new Guest(new VoterId(row.getLong("voter_id")), row.getString("name"));
    return new Visiting(guest, row.getBoolean("removed"), row.getBoolean("anew"));
  }
}
