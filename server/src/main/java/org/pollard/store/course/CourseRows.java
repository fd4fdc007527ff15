package org.pollard.store.course;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
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
import org.pollard.course.Membership;
import org.pollard.course.Section;
import org.pollard.course.SectionId;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;
import org.pollard.store.Listed;
import org.pollard.store.SearchTerm;

/// Courses, sections and enrollments. Thread-safe.
public final class CourseRows implements CourseStore {

  private static final String COURSE =
      "course.id, course.name, course.code, course.state, course.is_public, course.created_at";

  private static final String SECTION = "id, course_id, name, is_default, created_at";

  private final Database database;
  private final EnrollmentRows enrollments;
  private final RoomRows rooms;

  public CourseRows(Database database) {
    this.database = database;
    this.enrollments = new EnrollmentRows(database);
    this.rooms = new RoomRows(database);
  }

  @Override
  public Course addCourse(
      String name, String code, CourseState state, boolean isPublic, Instant now) {
    return database.write(
        handle -> {
          Course course = insert(handle, name, code, state, isPublic, now);
          addSection(handle, course.id(), name, true, now);
          return course;
        });
  }

  /// A course as yet without its default section.
  static Course insert(
      Handle handle, String name, String code, CourseState state, boolean isPublic, Instant now) {
    return handle
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
  public Optional<Course> changeCourse(CourseId id, UnaryOperator<Course> change) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    "SELECT %s FROM course WHERE id = :id %s"
                        .formatted(COURSE, database.dialect().forUpdate()))
                .bind("id", id.value())
                .map(CourseRows::toCourse)
                .findOne()
                .map(change)
                .flatMap(changed -> update(handle, changed)));
  }

  private static Optional<Course> update(Handle handle, Course changed) {
    return handle
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
        .findOne();
  }

  @Override
  public Section addSection(CourseId course, String name, Instant now) {
    return database.write(handle -> addSection(handle, course, name, false, now));
  }

  static Section addSection(
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
                .createQuery("SELECT " + SECTION + " FROM section WHERE id = :id AND NOT deleted")
                .bind("id", id.value())
                .map(CourseRows::toSection)
                .findOne());
  }

  @Override
  public Optional<Section> renameSection(SectionId id, String name) {
    return database.write(
        handle ->
            handle
                .createQuery(
                    "UPDATE section SET name = :name WHERE id = :id AND NOT deleted RETURNING "
                        + SECTION)
                .bind("name", name)
                .bind("id", id.value())
                .map(CourseRows::toSection)
                .findOne());
  }

  @Override
  public void deleteSection(SectionId id, Instant now) {
    database.write(
        handle -> {
          handle
              .createUpdate("UPDATE section SET deleted = TRUE WHERE id = :id AND NOT is_default")
              .bind("id", id.value())
              .execute();
          return handle
              .createUpdate(
                  """
                  UPDATE enrollment SET state = 'DELETED', updated_at = :now
                  WHERE section_id = (SELECT id FROM section WHERE id = :id AND deleted)
                    AND state <> 'DELETED'
                  """)
              .bind("now", now.toEpochMilli())
              .bind("id", id.value())
              .execute();
        });
  }

  @Override
  public Listing<Section> sections(
      CourseId course, @Nullable Collection<SectionId> only, Slice slice) {
    Dialect dialect = database.dialect();
    String from =
        "section WHERE course_id = :course AND NOT deleted"
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
    return enrollments.enroll(
        new EnrollmentRows.Wish(user, course, section, type, state, false), now);
  }

  @Override
  public Enrollment enrollUnasked(
      VoterId user,
      CourseId course,
      SectionId section,
      EnrollmentType type,
      EnrollmentState state,
      Instant now) {
    return enrollments.enroll(
        new EnrollmentRows.Wish(user, course, section, type, state, true), now);
  }

  @Override
  public List<Arrived> enrollClass(Section section, List<NewStudent> people, Instant now) {
    return new ClassRows(database).enroll(section, people, now);
  }

  @Override
  public int accept(VoterId user, CourseId course, Instant now) {
    return enrollments.accept(user, course, now);
  }

  @Override
  public Optional<Enrollment> enrollment(EnrollmentId id) {
    return enrollments.enrollment(id);
  }

  @Override
  public Optional<Enrollment> changeEnrollment(
      EnrollmentId id, EnrollmentState state, Instant now) {
    return enrollments.change(id, state, now);
  }

  @Override
  public Listing<Enrollment> enrollments(EnrollmentFilter filter, Slice slice) {
    return enrollments.list(filter, slice);
  }

  @Override
  public Map<VoterId, Membership> members(Collection<VoterId> users) {
    Map<VoterId, Membership> members = enrollments.members(users);
    List<VoterId> others = users.stream().filter(each -> !members.containsKey(each)).toList();
    // Whoever has an account visits nothing, so a class costs no second question.
    if (!others.isEmpty()) {
      rooms.visits(others).forEach((id, at) -> members.put(id, Membership.guest(id, at)));
    }
    return members;
  }

  @Override
  public Listing<VoterId> enrolled(EnrollmentFilter filter, @Nullable String search, Slice slice) {
    return enrollments.users(filter, search, slice);
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
}
