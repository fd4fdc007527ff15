package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Fields;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentId;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Section;
import org.pollard.course.SectionId;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Who is enrolled in a course.
@Path("/api/v1/courses/{course_id}/enrollments")
@RunOnVirtualThread
@Tag(name = "Enrollments")
public class EnrollmentsResource {

  private final CourseStore store;
  private final Courses courses;
  private final CourseLookup lookup;
  private final EnrollmentList list;
  private final PeopleStore people;
  private final CourseAccess access;
  private final Witness witness;

  EnrollmentsResource(
      CourseStore store,
      Courses courses,
      CourseLookup lookup,
      EnrollmentList list,
      PeopleStore people,
      CourseAccess access,
      Witness witness) {
    this.store = store;
    this.courses = courses;
    this.lookup = lookup;
    this.list = list;
    this.people = people;
    this.access = access;
    this.witness = witness;
  }

  @GET
  @Operation(summary = "List the enrollments of a course; without staff rights only your own")
  @Extension(name = "x-filters", value = "type[],role[],state[],user_id")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<EnrollmentWire>> index(
      @Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    CourseLookup.Found found = lookup.readable(id, call);
    return list.answer(
        call, found.course().id(), null, found.rights().staff() ? null : call.person());
  }

  @POST
  @Operation(summary = "Enroll a user")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = EnrollmentWire.Request.class)))
  public EnrollmentWire create(@Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Course course = taught(id, call);
    Fields given = call.params().root().fields("enrollment");
    User user = user(given);
    Section section = section(given, course);
    ModelErrors errors = new ModelErrors();
    Optional<EnrollmentType> type = given.text("type").flatMap(EnrollmentWire::type);
    if (type.isEmpty()) {
      errors.add(
          given.isBlank("type")
              ? ModelError.blank("type")
              : new ModelError("type", "invalid", "must be a type such as StudentEnrollment"));
    }
    Optional<EnrollmentState> state = state(given, call);
    if (state.isEmpty()) {
      errors.add(
          new ModelError(
              "enrollment_state", "invalid", "must be active, invited, inactive or completed"));
    }
    errors.refuse();
    boolean asked =
        call.administrator()
            || user.id().equals(call.person())
            || access.member(user.id()).knownIn(course.id());
    Enrollment made =
        asked
            ? courses.enroll(user.id(), section, type.orElseThrow(), state.orElseThrow())
            : courses.enrollUnasked(user.id(), section, type.orElseThrow(), state.orElseThrow());
    note(http, call, made, user);
    return EnrollmentWire.of(made, EnrollmentList.visible(made, call, user));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "End an enrollment")
  @Parameter(
      name = "task",
      in = ParameterIn.QUERY,
      description = "What becomes of it; conclude unless stated",
      schema = @Schema(enumeration = {"conclude", "delete", "deactivate"}))
  public EnrollmentWire destroy(
      @Context RoutingContext http,
      @PathParam("course_id") String courseId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Course course = taught(courseId, call);
    Enrollment enrollment =
        store
            .enrollment(new EnrollmentId(CanvasCall.id(id)))
            .filter(found -> found.course().equals(course.id()))
            .filter(found -> found.state() != EnrollmentState.DELETED)
            .orElseThrow(PollLookup::notFound);
    EnrollmentState state =
        switch (call.params().root().text("task").orElse("conclude")) {
          case "conclude" -> EnrollmentState.COMPLETED;
          case "delete" -> EnrollmentState.DELETED;
          case "deactivate", "inactivate" -> EnrollmentState.INACTIVE;
          default ->
              throw new Refusal(
                  CanvasErrors.badRequest("task must be conclude, delete or deactivate"));
        };
    Enrollment changed = courses.change(enrollment.id(), state).orElseThrow(PollLookup::notFound);
    User user = people.user(changed.user()).orElse(null);
    note(http, call, changed, user);
    return EnrollmentWire.of(changed, EnrollmentList.visible(changed, call, user));
  }

  private void note(
      RoutingContext http, CanvasCall call, Enrollment enrollment, @Nullable User user) {
    witness.note(
        http,
        AuditEvent.RIGHTS_CHANGED,
        call.principal().user(),
        "%s (%d) is %s %s in course %d"
            .formatted(
                user == null ? "" : user.name(),
                enrollment.user().value(),
                enrollment.state().name().toLowerCase(Locale.ROOT),
                enrollment.type().name().toLowerCase(Locale.ROOT),
                enrollment.course().value()));
  }

  @POST
  @Path("/{id}/accept")
  @Operation(summary = "Accept an invitation of yours")
  public EnrollmentWire.Success accept(
      @Context RoutingContext http,
      @PathParam("course_id") String courseId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Enrollment invitation = invitation(call, courseId, id);
    courses.accept(invitation.user(), invitation.course());
    return new EnrollmentWire.Success(true);
  }

  @POST
  @Path("/{id}/reject")
  @Operation(summary = "Reject an invitation of yours")
  public EnrollmentWire.Success reject(
      @Context RoutingContext http,
      @PathParam("course_id") String courseId,
      @PathParam("id") String id) {
    Enrollment invitation = invitation(CanvasCall.of(http), courseId, id);
    var _ =
        courses.change(invitation.id(), EnrollmentState.DELETED).orElseThrow(PollLookup::notFound);
    return new EnrollmentWire.Success(true);
  }

  /// An enrollment of the caller that waits for an answer. Whoever is invited may not read the
  /// course yet, so only the enrollment is asked.
  private Enrollment invitation(CanvasCall call, String courseId, String id) {
    CourseId course = new CourseId(CanvasCall.id(courseId));
    Enrollment found =
        store
            .enrollment(new EnrollmentId(CanvasCall.id(id)))
            .filter(each -> each.course().equals(course) && each.user().equals(call.person()))
            .filter(each -> each.state() != EnrollmentState.DELETED)
            .orElseThrow(PollLookup::notFound);
    if (found.state() != EnrollmentState.INVITED) {
      throw new Refusal(CanvasErrors.badRequest("The enrollment is no invitation any more"));
    }
    return found;
  }

  /// A course in which the caller says who takes part.
  private Course taught(String id, CanvasCall call) {
    CourseLookup.Found found = lookup.readable(id, call);
    PollLookup.require(found.rights().teach());
    return found.course();
  }

  private User user(Fields given) {
    if (given.isBlank("user_id")) {
      throw new Refusal(CanvasErrors.invalid(ModelError.blank("user_id")));
    }
    OptionalLong id = given.id("user_id");
    return people
        .user(new VoterId(id.orElseThrow(PollLookup::notFound)))
        .orElseThrow(PollLookup::notFound);
  }

  private Section section(Fields given, Course course) {
    if (SessionAudience.isWhole(given)) {
      return store.defaultSection(course.id());
    }
    OptionalLong id = given.id("course_section_id");
    return store
        .section(new SectionId(id.orElseThrow(PollLookup::notFound)))
        .filter(section -> section.course().equals(course.id()))
        .orElseThrow(PollLookup::notFound);
  }

  /// Who an administrator enrolls takes part at once; whom a teacher enrolls is invited first,
  /// unless stated.
  private static Optional<EnrollmentState> state(Fields given, CanvasCall call) {
    if (given.isBlank("enrollment_state")) {
      return Optional.of(call.administrator() ? EnrollmentState.ACTIVE : EnrollmentState.INVITED);
    }
    return given
        .text("enrollment_state")
        .flatMap(EnrollmentWire::state)
        .filter(each -> each != EnrollmentState.DELETED);
  }
}
