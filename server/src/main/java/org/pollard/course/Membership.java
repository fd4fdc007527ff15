package org.pollard.course;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;

/// One person's places in courses. Immutable.
///
/// @param account whether it is somebody with an account, and no guest nor participant of a meeting
/// @param administrator whether the person administers the whole server
/// @param enrollments those that are not deleted, in courses that are not deleted
/// @param visits the rooms that a guest has joined, as long as they allow guests
public record Membership(
    VoterId voter,
    boolean account,
    boolean administrator,
    List<Enrollment> enrollments,
    Set<CourseId> visits) {

  public Membership {
    enrollments = List.copyOf(enrollments);
    visits = Set.copyOf(visits);
  }

  /// Somebody with an account.
  public Membership(VoterId voter, boolean administrator, List<Enrollment> enrollments) {
    this(voter, true, administrator, enrollments, Set.of());
  }

  /// A guest, or somebody who is known to no course at all: whoever has joined nothing.
  public static Membership guest(VoterId voter, Set<CourseId> visits) {
    return new Membership(voter, false, false, List.of(), visits);
  }

  /// Whether the person is a teacher of any course, in any state of the enrollment.
  public boolean teachesAnywhere() {
    return enrollments.stream().anyMatch(each -> each.type() == EnrollmentType.TEACHER);
  }

  /// Whether the person is a teacher of some course now, and so may make rooms.
  public boolean teachesNow() {
    return taught() > 0;
  }

  /// How many places as a teacher the person has now.
  public long taught() {
    return enrollments.stream()
        .filter(each -> each.type() == EnrollmentType.TEACHER)
        .filter(each -> each.state() == EnrollmentState.ACTIVE)
        .count();
  }

  /// Whether the people who run the course may know who this is.
  public boolean knownIn(CourseId course) {
    return enrollments.stream().anyMatch(each -> each.course().equals(course) && !each.unasked());
  }

  /// Whether a place in the course waits for the person to come.
  public boolean awaitedIn(CourseId course) {
    return enrollments.stream().anyMatch(each -> each.course().equals(course) && each.waits());
  }

  /// Whether the person has any place in the course or, when one is named, in that section of it.
  public boolean belongsTo(CourseId course, @Nullable SectionId section) {
    if (section == null && visits.contains(course)) {
      return true;
    }
    return enrollments.stream()
        .filter(each -> each.course().equals(course))
        .anyMatch(each -> section == null || Objects.equals(each.section(), section));
  }

  /// Whether the person is one of those who are asked in the course or, when one is named, in that
  /// section of it: by an invitation as well, but not by a place that has ended or was taken away.
  boolean takesPartIn(CourseId course, @Nullable SectionId section) {
    if (section == null && visits.contains(course)) {
      return true;
    }
    return in(course).stream()
        .filter(Enrollment::takesPart)
        .anyMatch(each -> section == null || Objects.equals(each.section(), section));
  }

  /// The person's places in one course.
  List<Enrollment> in(CourseId course) {
    return enrollments.stream().filter(each -> each.course().equals(course)).toList();
  }
}
