package org.pollard.store.course;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseId;
import org.pollard.course.CourseStore.EnrollmentFilter;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentId;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Membership;
import org.pollard.course.SectionId;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;
import org.pollard.store.SearchTerm;

/// Who is enrolled where. Thread-safe.
final class EnrollmentRows {

  private static final String ENROLLMENT =
      """
      e.id, e.user_id, e.course_id, e.section_id, e.type, e.state, e.created_at, e.updated_at,
      e.unasked\
      """;

  private static final String RETURNED =
      "id, user_id, course_id, section_id, type, state, created_at, updated_at, unasked";

  private final Database database;

  /// @param enrollment null for a user who has none that counts
  private record Place(VoterId user, boolean administrator, @Nullable Enrollment enrollment) {}

  EnrollmentRows(Database database) {
    this.database = database;
  }

  /// What an enrollment shall be.
  record Wish(
      VoterId user,
      CourseId course,
      SectionId section,
      EnrollmentType type,
      EnrollmentState state,
      boolean unasked) {}

  Enrollment enroll(Wish wish, Instant now) {
    return database.write(handle -> enroll(handle, wish, now));
  }

  /// Who was known in the place stays known.
  static Enrollment enroll(Handle handle, Wish wish, Instant now) {
    return handle
        .createQuery(
            """
            INSERT INTO enrollment
              (user_id, course_id, section_id, type, state, created_at, updated_at, unasked)
            VALUES (:user, :course, :section, :type, :state, :now, :now, :unasked)
            ON CONFLICT (user_id, section_id, type) DO UPDATE
            SET state = excluded.state, updated_at = excluded.updated_at,
              unasked = enrollment.unasked AND excluded.unasked
            RETURNING %s
            """
                .formatted(RETURNED))
        .bind("user", wish.user().value())
        .bind("course", wish.course().value())
        .bind("section", wish.section().value())
        .bind("type", wish.type().name())
        .bind("state", wish.state().name())
        .bind("now", now.toEpochMilli())
        .bind("unasked", wish.unasked())
        .map(EnrollmentRows::toEnrollment)
        .one();
  }

  /// Whether somebody is active or invited in a course, as whatever.
  static boolean isIn(Handle handle, VoterId user, CourseId course) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM enrollment
            WHERE user_id = :user AND course_id = :course AND state IN ('ACTIVE', 'INVITED')
            LIMIT 1
            """)
        .bind("user", user.value())
        .bind("course", course.value())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  int accept(VoterId user, CourseId course, Instant now) {
    return database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE enrollment SET state = 'ACTIVE', unasked = FALSE, updated_at = :now
                    WHERE user_id = :user AND course_id = :course
                      AND (state = 'INVITED' OR (state = 'ACTIVE' AND unasked))
                    """)
                .bind("now", now.toEpochMilli())
                .bind("user", user.value())
                .bind("course", course.value())
                .execute());
  }

  Optional<Enrollment> enrollment(EnrollmentId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + ENROLLMENT + " FROM enrollment e WHERE e.id = :id")
                .bind("id", id.value())
                .map(EnrollmentRows::toEnrollment)
                .findOne());
  }

  Optional<Enrollment> change(EnrollmentId id, EnrollmentState state, Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE enrollment SET state = :state, updated_at = :now WHERE id = :id
                    RETURNING %s
                    """
                        .formatted(RETURNED))
                .bind("state", state.name())
                .bind("now", now.toEpochMilli())
                .bind("id", id.value())
                .map(EnrollmentRows::toEnrollment)
                .findOne());
  }

  Listing<Enrollment> list(EnrollmentFilter filter, Slice slice) {
    Listed<Enrollment> enrollments =
        new Listed<>(
            ENROLLMENT,
            "enrollment e WHERE " + condition(filter),
            "e.id",
            EnrollmentRows::toEnrollment);
    return database.read(handle -> enrollments.read(handle, slice, query -> bind(query, filter)));
  }

  /// One statement, since everybody who votes for the first time is looked up here.
  Map<VoterId, Membership> members(Collection<VoterId> users) {
    Dialect dialect = database.dialect();
    Map<VoterId, List<Place>> places =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT u.id AS member, u.administrator, c.id AS existing_course, %s
                        FROM users u
                        LEFT JOIN enrollment e ON e.user_id = u.id AND e.state <> 'DELETED'
                        LEFT JOIN course c ON c.id = e.course_id AND c.state <> 'DELETED'
                        WHERE %s
                        ORDER BY u.id, e.id
                        """
                            .formatted(ENROLLMENT, dialect.among("u.id", "users")))
                    .bind("users", dialect.list(users.stream().map(VoterId::value).toList()))
                    .map(EnrollmentRows::toPlace)
                    .collect(Collectors.groupingBy(Place::user)));
    Map<VoterId, Membership> members = HashMap.newHashMap(places.size());
    places.forEach(
        (user, all) ->
            members.put(
                user,
                new Membership(
                    user,
                    all.getFirst().administrator(),
                    all.stream().flatMap(each -> Stream.ofNullable(each.enrollment())).toList())));
    return members;
  }

  Listing<VoterId> users(EnrollmentFilter filter, @Nullable String search, Slice slice) {
    SearchTerm term = SearchTerm.of(search);
    String from =
        """
        users
        WHERE %s AND users.id IN (SELECT e.user_id FROM enrollment e WHERE %s)
        """
            .formatted(term.in("users", database.dialect()), condition(filter));
    Listed<VoterId> enrolled =
        new Listed<>(
            "users.id", from, "users.id", (row, context) -> new VoterId(row.getLong("id")));
    return database.read(
        handle ->
            enrolled.read(
                handle,
                slice,
                query -> {
                  term.bind(query);
                  bind(query, filter);
                }));
  }

  private static String condition(EnrollmentFilter filter) {
    List<String> conditions = new ArrayList<>(List.of("TRUE"));
    if (filter.course() != null) {
      conditions.add("e.course_id = :course");
    }
    if (filter.section() != null) {
      conditions.add("e.section_id = :section");
    }
    if (filter.user() != null) {
      conditions.add("e.user_id = :user");
    }
    if (!filter.types().isEmpty()) {
      conditions.add("e.type IN (" + names(filter.types()) + ")");
    }
    if (!filter.states().isEmpty()) {
      conditions.add("e.state IN (" + names(filter.states()) + ")");
    }
    if (filter.known()) {
      conditions.add("NOT e.unasked");
    }
    return String.join(" AND ", conditions);
  }

  private static void bind(SqlStatement<?> statement, EnrollmentFilter filter) {
    CourseId course = filter.course();
    if (course != null) {
      statement.bind("course", course.value());
    }
    SectionId section = filter.section();
    if (section != null) {
      statement.bind("section", section.value());
    }
    VoterId user = filter.user();
    if (user != null) {
      statement.bind("user", user.value());
    }
  }

  /// Constants of ours, so they may stand in the statement itself.
  static String names(Collection<? extends Enum<?>> constants) {
    return constants.isEmpty()
        ? "NULL"
        : constants.stream()
            .map(Enum::name)
            .distinct()
            .sorted()
            .collect(Collectors.joining("', '", "'", "'"));
  }

  private static Place toPlace(ResultSet row, StatementContext context) throws SQLException {
    return new Place(
        new VoterId(row.getLong("member")),
        row.getBoolean("administrator"),
        Columns.maybeLong(row, "existing_course") == null ? null : toEnrollment(row, context));
  }

  private static Enrollment toEnrollment(ResultSet row, StatementContext context)
      throws SQLException {
    return new Enrollment(
        new EnrollmentId(row.getLong("id")),
        new VoterId(row.getLong("user_id")),
        new CourseId(row.getLong("course_id")),
        new SectionId(row.getLong("section_id")),
        EnrollmentType.valueOf(row.getString("type")),
        EnrollmentState.valueOf(row.getString("state")),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        row.getBoolean("unasked"));
  }
}
