package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.Enrollment;

/// A course on the Canvas wire.
///
/// @param enrollments those of the user for whom it is drawn
/// @param totalStudents how many active students there are; only where it is asked for
/// @param sections in which that user has a place; likewise
/// @param term the only one that a server has; likewise
@Schema(name = "Course")
record CourseWire(
    Id id,
    String name,
    String courseCode,
    String workflowState,
    Id accountId,
    @JsonProperty("is_public") boolean isPublic,
    Instant createdAt,
    List<Place> enrollments,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long totalStudents,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Part> sections,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Term term)
    implements CanvasBody {

  /// The only account that a server has.
  static final Id ACCOUNT = new Id(1);

  /// An enrollment as a course shows it: `type` in short, `role` in full.
  @Schema(name = "CourseEnrollment")
  record Place(String type, String role, Id userId, String enrollmentState) {

    static Place of(Enrollment enrollment) {
      return new Place(
          enrollment.type().name().toLowerCase(Locale.ROOT),
          EnrollmentWire.role(enrollment.type()),
          new Id(enrollment.user().value()),
          EnrollmentWire.state(enrollment.state()));
    }
  }

  /// A section as a course shows it.
  @Schema(name = "CourseSection")
  record Part(Id id, String name, String enrollmentRole) {}

  /// A term as a course shows it.
  @Schema(name = "Term")
  record Term(Id id, String name) {

    static final Term ONLY = new Term(new Id(1), "Default Term");
  }

  /// What became of a course that was to end.
  @Schema(name = "EndedCourse")
  record Ended(
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean conclude,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean delete)
      implements CanvasBody {}

  /// The same with what was asked for beside.
  CourseWire with(@Nullable Long students, @Nullable List<Part> parts, @Nullable Term inTerm) {
    return new CourseWire(
        id,
        name,
        courseCode,
        workflowState,
        accountId,
        isPublic,
        createdAt,
        enrollments,
        students,
        parts,
        inTerm);
  }

  static CourseWire of(Course course, List<Enrollment> places) {
    return new CourseWire(
        new Id(course.id().value()),
        course.name(),
        course.code(),
        course.state().name().toLowerCase(Locale.ROOT),
        ACCOUNT,
        course.isPublic(),
        course.createdAt(),
        places.stream().map(Place::of).toList(),
        null,
        null,
        null);
  }

  /// What a creation or change sends.
  @Schema(name = "CourseRequest")
  record Request(Fields course, @Nullable Boolean offer) {
    @Schema(name = "CourseFields")
    record Fields(
        @Nullable String name,
        @Nullable String courseCode,
        @JsonProperty("is_public") @Nullable Boolean isPublic,
        @Nullable String event) {}
  }
}
