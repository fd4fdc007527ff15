package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import org.pollard.canvas.params.Fields;
import org.pollard.course.Course;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Section;
import org.pollard.course.SectionId;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef.InCourse;

/// Reads `course_id` and `course_section_id` of a session, in the order of checks that Canvas
/// documents.
@ApplicationScoped
class SessionAudience {

  private static final String COURSE = "course_id";
  private static final String SECTION = "course_section_id";

  private final CourseStore courses;
  private final Audience audience;

  SessionAudience(CourseStore courses, Audience audience) {
    this.courses = courses;
    this.audience = audience;
  }

  /// For a new session: an unknown course, and a section that is not the course's, do not exist.
  /// The right to create is not judged here.
  InCourse forCreation(Fields given) {
    CourseId course = course(given).orElseThrow(PollLookup::notFound);
    if (isWhole(given)) {
      return new InCourse(course.value(), null);
    }
    Section section =
        section(given)
            .filter(found -> found.course().equals(course))
            .orElseThrow(PollLookup::notFound);
    return new InCourse(course.value(), section.id().value());
  }

  /// For a change: what is not given stays; a blank section means the whole course; the course that
  /// results must hold the section that results.
  InCourse forChange(Fields given, InCourse before, VoterId person) {
    CourseId course = new CourseId(before.courseId());
    if (given.has(COURSE)) {
      course =
          course(given)
              .orElseThrow(() -> new Refusal(CanvasErrors.invalid(ModelError.blank("course"))));
      if (course.value() != before.courseId()) {
        PollLookup.require(audience.viewer(new InCourse(course.value(), null), person).create());
      }
    }
    if (given.has(SECTION) && isWhole(given)) {
      return new InCourse(course.value(), null);
    }
    Optional<Section> section =
        given.has(SECTION)
            ? Optional.of(section(given).orElseThrow(PollLookup::notFound))
            : Optional.ofNullable(before.sectionId()).map(SectionId::new).flatMap(courses::section);
    CourseId resulting = course;
    if (section.isPresent() && !section.get().course().equals(resulting)) {
      throw new Refusal(
          CanvasErrors.invalid(
              ModelError.custom(
                  "base", "That course section does not belong to the existing course.")));
    }
    return new InCourse(resulting.value(), section.map(found -> found.id().value()).orElse(null));
  }

  private Optional<CourseId> course(Fields given) {
    OptionalLong id = given.id(COURSE);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    return courses
        .course(new CourseId(id.getAsLong()))
        .filter(course -> course.state() != CourseState.DELETED)
        .map(Course::id);
  }

  private Optional<Section> section(Fields given) {
    OptionalLong id = given.id(SECTION);
    return id.isEmpty() ? Optional.empty() : courses.section(new SectionId(id.getAsLong()));
  }

  /// Nothing, an empty text and 0 name no section: they mean the whole course and, where people are
  /// enrolled, its default section.
  static boolean isWhole(Fields given) {
    return given.isBlank(SECTION) || given.text(SECTION).filter("0"::equals).isPresent();
  }
}
