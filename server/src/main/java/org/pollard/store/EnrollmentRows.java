package org.pollard.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseId;
import org.pollard.course.CourseStore.EnrollmentFilter;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentId;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.SectionId;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;

/// Who is enrolled where. Thread-safe.
final class EnrollmentRows {

  private static final String ENROLLMENT =
      "e.id, e.user_id, e.course_id, e.section_id, e.type, e.state, e.created_at, e.updated_at";

  private final Database database;

  EnrollmentRows(Database database) {
    this.database = database;
  }

  Enrollment enroll(
      VoterId user,
      CourseId course,
      SectionId section,
      EnrollmentType type,
      EnrollmentState state,
      Instant now) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    INSERT INTO enrollment
                      (user_id, course_id, section_id, type, state, created_at, updated_at)
                    VALUES (:user, :course, :section, :type, :state, :now, :now)
                    ON CONFLICT (user_id, section_id, type) DO UPDATE
                    SET state = excluded.state, updated_at = excluded.updated_at
                    RETURNING id, user_id, course_id, section_id, type, state, created_at, updated_at
                    """)
                .bind("user", user.value())
                .bind("course", course.value())
                .bind("section", section.value())
                .bind("type", type.name())
                .bind("state", state.name())
                .bind("now", now.toEpochMilli())
                .map(EnrollmentRows::toEnrollment)
                .one());
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
                    RETURNING id, user_id, course_id, section_id, type, state, created_at, updated_at
                    """)
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

  Map<VoterId, List<Enrollment>> of(Collection<VoterId> users) {
    Dialect dialect = database.dialect();
    Map<VoterId, List<Enrollment>> found = new LinkedHashMap<>();
    users.forEach(user -> found.put(user, new ArrayList<>()));
    database
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT %s FROM enrollment e
                        JOIN course ON course.id = e.course_id AND course.state <> 'DELETED'
                        WHERE %s AND e.state <> 'DELETED'
                        ORDER BY e.id
                        """
                            .formatted(ENROLLMENT, dialect.among("e.user_id", "users")))
                    .bind("users", dialect.list(users.stream().map(VoterId::value).toList()))
                    .map(EnrollmentRows::toEnrollment)
                    .list())
        .forEach(each -> found.computeIfAbsent(each.user(), _ -> new ArrayList<>()).add(each));
    return found;
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
  private static String names(Collection<? extends Enum<?>> constants) {
    return constants.isEmpty()
        ? "NULL"
        : constants.stream()
            .map(Enum::name)
            .distinct()
            .sorted()
            .collect(Collectors.joining("', '", "'", "'"));
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
        Columns.instant(row, "updated_at"));
  }
}
