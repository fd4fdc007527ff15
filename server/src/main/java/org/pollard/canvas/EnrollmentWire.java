package org.pollard.canvas;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.people.User;

/// An enrollment on the Canvas wire.
@Schema(name = "Enrollment")
record EnrollmentWire(
    Id id,
    Id userId,
    Id courseId,
    Id courseSectionId,
    String type,
    String role,
    String enrollmentState,
    Instant createdAt,
    Instant updatedAt,
    @Schema(nullable = true) @Nullable Person user)
    implements CanvasBody {

  /// The user as an enrollment shows it.
  @Schema(name = "EnrolledUser")
  record Person(Id id, String name, String sortableName, String shortName) {}

  static EnrollmentWire of(Enrollment enrollment, @Nullable User user) {
    return new EnrollmentWire(
        new Id(enrollment.id().value()),
        new Id(enrollment.user().value()),
        new Id(enrollment.course().value()),
        new Id(enrollment.section().value()),
        role(enrollment.type()),
        role(enrollment.type()),
        state(enrollment.state()),
        enrollment.createdAt(),
        enrollment.updatedAt(),
        user == null
            ? null
            : new Person(new Id(user.id().value()), user.name(), user.sortableName(), user.name()));
  }

  static String role(EnrollmentType type) {
    return switch (type) {
      case STUDENT -> "StudentEnrollment";
      case TEACHER -> "TeacherEnrollment";
      case TA -> "TaEnrollment";
      case DESIGNER -> "DesignerEnrollment";
      case OBSERVER -> "ObserverEnrollment";
    };
  }

  /// Reads `StudentEnrollment`, and the short `student` that some of Canvas's parameters take.
  static Optional<EnrollmentType> type(String text) {
    return Arrays.stream(EnrollmentType.values())
        .filter(
            each -> role(each).equals(text) || each.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }

  static String state(EnrollmentState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static Optional<EnrollmentState> state(String text) {
    return Arrays.stream(EnrollmentState.values())
        .filter(each -> state(each).equals(text))
        .findFirst();
  }

  /// What became of an invitation.
  @Schema(name = "InvitationAnswer")
  record Success(boolean success) implements CanvasBody {}

  /// What a creation sends.
  @Schema(name = "EnrollmentRequest")
  record Request(Fields enrollment) {
    @Schema(name = "EnrollmentFields")
    record Fields(
        long userId,
        String type,
        @Nullable Long courseSectionId,
        @Nullable String enrollmentState) {}
  }
}
