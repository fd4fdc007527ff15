package org.pollard.course;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;

/// Keeps courses, sections and enrollments. Thread-safe; every call may wait for the database, so
/// none belongs on an event loop. A write has been made durable when the call returns. Deleted
/// courses and enrollments are kept and come back with that state.
public interface CourseStore {

  /// Adds a course together with its default section, named like the course.
  Course addCourse(String name, String code, CourseState state, boolean isPublic, Instant now);

  Optional<Course> course(CourseId id);

  /// Those of the given courses that exist, by id.
  Map<CourseId, Course> courses(Collection<CourseId> ids);

  /// All courses but deleted ones by id, or those whose name or code contains `search`, in whatever
  /// case, or whose id it is.
  Listing<Course> courses(@Nullable String search, Slice slice);

  /// Replaces name, code, state and publicity by those that `change` makes of what is there; empty
  /// when there is no such course.
  ///
  /// @param change is quick, does no I/O, and may be asked again
  Optional<Course> changeCourse(CourseId id, UnaryOperator<Course> change);

  /// The same with values that do not depend on what is there.
  default Optional<Course> changeCourse(Course changed) {
    return changeCourse(changed.id(), _ -> changed);
  }

  Section addSection(CourseId course, String name, Instant now);

  Optional<Section> section(SectionId id);

  /// Renames a section; empty when there is none.
  Optional<Section> renameSection(SectionId id, String name);

  /// Deletes a section and the enrollments in it. It is not found any more; what was asked there
  /// stays.
  void deleteSection(SectionId id, Instant now);

  /// The sections of a course by id, all or only some of them.
  ///
  /// @param only the sections that may be shown; null means all
  Listing<Section> sections(CourseId course, @Nullable Collection<SectionId> only, Slice slice);

  /// The course's default section.
  Section defaultSection(CourseId course);

  /// Adds an enrollment. One that joins the same user, section and type is brought back to `state`
  /// instead.
  Enrollment enroll(
      VoterId user,
      CourseId course,
      SectionId section,
      EnrollmentType type,
      EnrollmentState state,
      Instant now);

  /// The same for somebody who did not ask for it. Who is known in that place already stays known.
  Enrollment enrollUnasked(
      VoterId user,
      CourseId course,
      SectionId section,
      EnrollmentType type,
      EnrollmentState state,
      Instant now);

  /// Enrolls a class as students, all of it or nothing. Who has no account gets one and is active;
  /// who has one is invited, unless they are active or invited in the course already.
  ///
  /// @return what became of each, in the same order
  List<Arrived> enrollClass(Section section, List<NewStudent> people, Instant now);

  /// Makes the places active that wait for this person in the course; gives how many.
  int accept(VoterId user, CourseId course, Instant now);

  Optional<Enrollment> enrollment(EnrollmentId id);

  /// Replaces the state of an enrollment; empty when there is no such enrollment.
  Optional<Enrollment> changeEnrollment(EnrollmentId id, EnrollmentState state, Instant now);

  /// The enrollments that match, by id.
  Listing<Enrollment> enrollments(EnrollmentFilter filter, Slice slice);

  /// The places of these users and guests, their enrollments by id; who is neither is left out.
  Map<VoterId, Membership> members(Collection<VoterId> users);

  /// The users with an enrollment that matches, each once, by id.
  Listing<VoterId> enrolled(EnrollmentFilter filter, @Nullable String search, Slice slice);

  /// Somebody on a class list.
  ///
  /// @param passwordHash for who has no account yet
  record NewStudent(String name, String login, @Nullable String passwordHash) {}

  /// Somebody on a class list, with their account.
  record Arrived(VoterId user, Arrival became) {}

  /// What became of somebody on a class list.
  enum Arrival {
    /// There is an account now, with the password.
    MADE,
    /// There was an account, and it waits for its owner to come.
    INVITED,
    /// There was one that is in the course.
    THERE
  }

  /// Which enrollments are meant; null and empty mean any.
  ///
  /// @param known only those of people whom the staff may know
  record EnrollmentFilter(
      @Nullable CourseId course,
      @Nullable SectionId section,
      @Nullable VoterId user,
      List<EnrollmentType> types,
      List<EnrollmentState> states,
      boolean known) {

    public EnrollmentFilter {
      types = List.copyOf(types);
      states = List.copyOf(states);
    }

    /// Of whomever.
    public EnrollmentFilter(
        @Nullable CourseId course,
        @Nullable SectionId section,
        @Nullable VoterId user,
        List<EnrollmentType> types,
        List<EnrollmentState> states) {
      this(course, section, user, types, states, false);
    }
  }
}
