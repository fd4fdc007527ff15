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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentId;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Section;
import org.pollard.course.SectionId;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;

/// Courses, sections and enrollments. Thread-safe.
final class CourseRows implements CourseStore {

  private static final String COURSE =
      "course.id, course.name, course.code, course.state, course.is_public, course.created_at";

  private static final String SECTION = "id, course_id, name, is_default, created_at";

  private static final String ENROLLMENT =
      "e.id, e.user_id, e.course_id, e.section_id, e.type, e.state, e.created_at, e.updated_at";

  private final Database database;

  CourseRows(Database database) {
    this.database = database;
  }

  @Override
  public Course addCourse(
      String name, String code, CourseState state, boolean isPublic, Instant now) {
    return database.write(
        handle -> {
          Course course =
              handle
                  .createQuery(
                      """
                      INSERT INTO course (name, code, search_text, state, is_public, created_at)
                      VALUES (:name, :code, :search_text, :state, :is_public, :created_at)
                      RETURNING id, name, code, state, is_public, created_at
                      """)
                  .bind("name", name)
                  .bind("code", code)
                  .bind("search_text", searchText(name, code))
                  .bind("state", state.name())
                  .bind("is_public", isPublic)
                  .bind("created_at", now.toEpochMilli())
                  .map(CourseRows::toCourse)
                  .one();
          addSection(handle, course.id(), name, true, now);
          return course;
        });
  }

  @Override
  public Optional<Course> course(CourseId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COURSE + " FROM course WHERE id = :id")
                .bind("id", id.value())
                .map(CourseRows::toCourse)
                .findOne());
  }

  @Override
  public Map<CourseId, Course> courses(Collection<CourseId> ids) {
    Dialect dialect = database.dialect();
    List<Course> found =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT %s FROM course WHERE %s ORDER BY id"
                            .formatted(COURSE, dialect.among("id", "ids")))
                    .bind("ids", dialect.list(ids.stream().map(CourseId::value).toList()))
                    .map(CourseRows::toCourse)
                    .list());
    Map<CourseId, Course> courses = new LinkedHashMap<>();
    found.forEach(course -> courses.put(course.id(), course));
    return courses;
  }

  @Override
  public Listing<Course> courses(@Nullable String search, Slice slice) {
    SearchTerm term = SearchTerm.of(search);
    String from = "course WHERE state <> 'DELETED' AND " + term.in("course", database.dialect());
    Listed<Course> courses = new Listed<>(COURSE, from, "course.id", CourseRows::toCourse);
    return database.read(handle -> courses.read(handle, slice, term::bind));
  }

  @Override
  public Listing<Course> coursesOf(VoterId user, Collection<EnrollmentState> states, Slice slice) {
    String from =
        """
        course
        WHERE course.state <> 'DELETED' AND course.id IN (
          SELECT course_id FROM enrollment WHERE user_id = :user AND state IN (%s))
        """
            .formatted(names(states));
    Listed<Course> courses = new Listed<>(COURSE, from, "course.id", CourseRows::toCourse);
    return database.read(
        handle -> courses.read(handle, slice, query -> query.bind("user", user.value())));
  }

  @Override
  public Optional<Course> changeCourse(Course changed) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE course
                    SET name = :name, code = :code, search_text = :search_text, state = :state,
                      is_public = :is_public
                    WHERE id = :id
                    RETURNING id, name, code, state, is_public, created_at
                    """)
                .bind("name", changed.name())
                .bind("code", changed.code())
                .bind("search_text", searchText(changed.name(), changed.code()))
                .bind("state", changed.state().name())
                .bind("is_public", changed.isPublic())
                .bind("id", changed.id().value())
                .map(CourseRows::toCourse)
                .findOne());
  }

  @Override
  public Section addSection(CourseId course, String name, Instant now) {
    return database.write(handle -> addSection(handle, course, name, false, now));
  }

  private static Section addSection(
      Handle handle, CourseId course, String name, boolean isDefault, Instant now) {
    return handle
        .createQuery(
            """
            INSERT INTO section (course_id, name, is_default, created_at)
            VALUES (:course, :name, :is_default, :created_at)
            RETURNING %s
            """
                .formatted(SECTION))
        .bind("course", course.value())
        .bind("name", name)
        .bind("is_default", isDefault)
        .bind("created_at", now.toEpochMilli())
        .map(CourseRows::toSection)
        .one();
  }

  @Override
  public Optional<Section> section(SectionId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + SECTION + " FROM section WHERE id = :id")
                .bind("id", id.value())
                .map(CourseRows::toSection)
                .findOne());
  }

  @Override
  public Listing<Section> sections(
      CourseId course, @Nullable Collection<SectionId> only, Slice slice) {
    Dialect dialect = database.dialect();
    String from =
        "section WHERE course_id = :course"
            + (only == null ? "" : " AND " + dialect.among("id", "only"));
    Listed<Section> sections = new Listed<>(SECTION, from, "id", CourseRows::toSection);
    return database.read(
        handle ->
            sections.read(
                handle,
                slice,
                query -> {
                  query.bind("course", course.value());
                  if (only != null) {
                    query.bind("only", dialect.list(only.stream().map(SectionId::value).toList()));
                  }
                }));
  }

  @Override
  public Section defaultSection(CourseId course) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT " + SECTION + " FROM section WHERE course_id = :course AND is_default")
                .bind("course", course.value())
                .map(CourseRows::toSection)
                .one());
  }

  @Override
  public Enrollment enroll(
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
                .map(CourseRows::toEnrollment)
                .one());
  }

  @Override
  public Optional<Enrollment> enrollment(EnrollmentId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + ENROLLMENT + " FROM enrollment e WHERE e.id = :id")
                .bind("id", id.value())
                .map(CourseRows::toEnrollment)
                .findOne());
  }

  @Override
  public Optional<Enrollment> changeEnrollment(
      EnrollmentId id, EnrollmentState state, Instant now) {
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
                .map(CourseRows::toEnrollment)
                .findOne());
  }

  @Override
  public Listing<Enrollment> enrollments(EnrollmentFilter filter, Slice slice) {
    Listed<Enrollment> enrollments =
        new Listed<>(
            ENROLLMENT,
            "enrollment e WHERE " + condition(filter),
            "e.id",
            CourseRows::toEnrollment);
    return database.read(handle -> enrollments.read(handle, slice, query -> bind(query, filter)));
  }

  @Override
  public Map<VoterId, List<Enrollment>> enrollmentsOf(Collection<VoterId> users) {
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
                    .map(CourseRows::toEnrollment)
                    .list())
        .forEach(each -> found.computeIfAbsent(each.user(), _ -> new ArrayList<>()).add(each));
    return found;
  }

  @Override
  public Listing<VoterId> enrolled(EnrollmentFilter filter, @Nullable String search, Slice slice) {
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

  private static String searchText(String name, String code) {
    return Columns.folded(name + "\n" + code);
  }

  private static Course toCourse(ResultSet row, StatementContext context) throws SQLException {
    return new Course(
        new CourseId(row.getLong("id")),
        row.getString("name"),
        row.getString("code"),
        CourseState.valueOf(row.getString("state")),
        row.getBoolean("is_public"),
        Columns.instant(row, "created_at"));
  }

  private static Section toSection(ResultSet row, StatementContext context) throws SQLException {
    return new Section(
        new SectionId(row.getLong("id")),
        new CourseId(row.getLong("course_id")),
        row.getString("name"),
        row.getBoolean("is_default"),
        Columns.instant(row, "created_at"));
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
