package org.pollard.course;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.Viewer;

/// What somebody may do with a course. Immutable; the rules are Canvas's, as its permission table
/// documents them.
///
/// @param read see the course
/// @param update bring poll sessions into it
/// @param content manage the polls that were asked in it
/// @param teach offer, conclude and delete it, enroll people and end enrollments
/// @param staff see everybody and every section, add sections
/// @param sections the sections that somebody without `staff` may see
public record CourseRights(
    boolean read,
    boolean update,
    boolean content,
    boolean teach,
    boolean staff,
    Set<SectionId> sections) {

  /// No right at all.
  public static final CourseRights NONE =
      new CourseRights(false, false, false, false, false, Set.of());

  public CourseRights {
    sections = Set.copyOf(sections);
  }

  /// The rights of this member in that course.
  public static CourseRights of(Course course, Membership member) {
    if (course.state() == CourseState.DELETED) {
      return NONE;
    }
    if (member.administrator()) {
      return new CourseRights(true, true, true, true, true, Set.of());
    }
    List<Enrollment> places =
        member.in(course.id()).stream()
            .filter(each -> each.state() != EnrollmentState.INACTIVE)
            .toList();
    boolean staff = places.stream().anyMatch(each -> active(each) && each.type().staff());
    boolean teacher =
        places.stream().anyMatch(each -> active(each) && each.type() == EnrollmentType.TEACHER);
    boolean running = course.state() != CourseState.COMPLETED;
    boolean published = course.state() != CourseState.UNPUBLISHED;
    boolean visits = member.visits().contains(course.id());
    boolean read =
        (published && (visits || !places.isEmpty()))
            || (running && staff)
            || (course.isPublic() && member.account());
    return new CourseRights(
        read,
        staff && running,
        staff,
        teacher,
        staff,
        places.stream().map(Enrollment::section).collect(Collectors.toUnmodifiableSet()));
  }

  /// Whether this section may be seen.
  public boolean reads(SectionId section) {
    return staff || sections.contains(section);
  }

  /// Whether there is a place in the course, and no public course alone, behind the right to see
  /// it.
  private boolean placed() {
    return staff || !sections.isEmpty();
  }

  /// What these rights come to in that audience, which is the course of them or a section of it.
  Viewer viewer(InCourse audience, Membership member) {
    SectionId section = audience.sectionId() == null ? null : new SectionId(audience.sectionId());
    CourseId course = new CourseId(audience.courseId());
    boolean sees = read && (section == null || reads(section));
    return new Viewer(
        update,
        sees,
        sees,
        content,
        member.belongsTo(course, section),
        // Canvas lets students read what was never opened. Guests, and whoever is in a public
        // course
        // without a place in it, are let in for what is presented.
        sees && placed(),
        sees && member.takesPartIn(course, section));
  }

  private static boolean active(Enrollment enrollment) {
    return enrollment.state() == EnrollmentState.ACTIVE;
  }
}
