package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import org.pollard.course.CourseRights;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.CourseStore.EnrollmentFilter;
import org.pollard.course.Courses;
import org.pollard.course.EnrollmentState;
import org.pollard.course.Membership;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.Listing;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Courses and their people.
@Path("/api/v1/courses")
@RunOnVirtualThread
@Tag(name = "Courses")
public class CoursesResource {

  private final CourseStore store;
  private final Courses courses;
  private final CourseAccess access;
  private final CourseLookup lookup;
  private final CourseList list;
  private final PeopleStore people;

  private final Witness witness;

  CoursesResource(
      CourseStore store,
      Courses courses,
      CourseAccess access,
      CourseLookup lookup,
      CourseList list,
      PeopleStore people,
      Witness witness) {
    this.witness = witness;
    this.store = store;
    this.courses = courses;
    this.access = access;
    this.lookup = lookup;
    this.list = list;
    this.people = people;
  }

  @GET
  @Operation(summary = "List your courses")
  @Extension(name = "x-filters", value = CourseList.FILTERS)
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<CourseWire>> index(@Context RoutingContext http) {
    CanvasCall call = CanvasCall.of(http);
    return list.answer(call, call.person());
  }

  @GET
  @Path("/{course_id}")
  @Operation(summary = "Get a course")
  public CourseWire show(@Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Course course = lookup.readable(id, call).course();
    return list.draw(call, course, access.member(call.person()));
  }

  @PUT
  @Path("/{course_id}")
  @Operation(summary = "Change a course; its event offers, concludes or deletes it")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = CourseWire.Request.class)))
  public CourseWire update(@Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    CourseLookup.Found readable = lookup.readable(id, call);
    PollLookup.require(readable.rights().teach());
    Course course = readable.course();
    Fields root = call.params().root();
    Fields given = root.fields("course");
    Optional<String> name = changed(given, "name");
    Optional<String> code = changed(given, "course_code");
    @Nullable Boolean isPublic = given.bool("is_public");
    ModelErrors errors = new ModelErrors();
    name.ifPresent(text -> errors.name("name", text));
    code.ifPresent(text -> errors.identifier("course_code", text));
    Optional<CourseState> state =
        Boolean.TRUE.equals(root.bool("offer"))
            ? Optional.of(CourseState.AVAILABLE)
            : state(given.text("event").orElse(""), errors);
    errors.refuse();
    Course changed =
        courses
            .change(
                course.id(),
                now ->
                    new Course(
                        now.id(),
                        name.orElse(now.name()),
                        code.orElse(now.code()),
                        state.orElse(now.state()),
                        isPublic == null ? now.isPublic() : isPublic,
                        now.createdAt()))
            .orElseThrow(PollLookup::notFound);
    if (isPublic != null && isPublic != readable.course().isPublic()) {
      witness.note(
          http,
          AuditEvent.RIGHTS_CHANGED,
          call.principal().user(),
          "course %d is %s".formatted(changed.id().value(), isPublic ? "public" : "not public"));
    }
    return list.draw(call, changed, access.member(call.person()));
  }

  @DELETE
  @Path("/{course_id}")
  @Operation(summary = "Conclude or delete a course, as its event says")
  @Parameter(
      name = "event",
      in = ParameterIn.QUERY,
      required = true,
      description = "What becomes of it",
      schema = @Schema(enumeration = {"conclude", "delete"}))
  public CourseWire.Ended destroy(@Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    CourseLookup.Found readable = lookup.readable(id, call);
    PollLookup.require(readable.rights().teach());
    boolean deleted =
        switch (call.params().root().text("event").orElse("")) {
          case "delete" -> true;
          case "conclude" -> false;
          default -> throw new Refusal(CanvasErrors.badRequest("event must be conclude or delete"));
        };
    CourseState state = deleted ? CourseState.DELETED : CourseState.COMPLETED;
    var _ =
        courses
            .change(
                readable.course().id(),
                now ->
                    new Course(
                        now.id(), now.name(), now.code(), state, now.isPublic(), now.createdAt()))
            .orElseThrow(PollLookup::notFound);
    return deleted ? new CourseWire.Ended(null, true) : new CourseWire.Ended(true, null);
  }

  @GET
  @Path("/{course_id}/users")
  @Operation(summary = "List the people of a course")
  @Extension(name = "x-filters", value = "enrollment_type[],enrollment_state[]")
  @Extension(name = "x-paged", value = "true")
  @Extension(name = "x-searched", value = "true")
  public RestResponse<Bare<UserWire>> users(
      @Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    CourseLookup.Found readable = lookup.readable(id, call);
    CourseRights rights = readable.rights();
    Filters.refuse(call, List.of("user_ids", "enrollment_role_id"));
    Paging paging = call.paging();
    List<EnrollmentState> states = Filters.states(call, "enrollment_state");
    // Nothing named would mean everything.
    Listing<VoterId> found =
        states.isEmpty()
            ? new Listing<>(List.of(), 0)
            : store.enrolled(
                new EnrollmentFilter(
                    readable.course().id(),
                    null,
                    rights.staff() ? null : call.person(),
                    Filters.types(call, "enrollment_type", "enrollment_role"),
                    states,
                    rights.staff() && !call.administrator()),
                Filters.text(call, "search_term"),
                CanvasCall.slice(paging));
    Map<VoterId, User> users = people.users(found.items());
    List<UserWire> wires =
        found.items().stream()
            .map(users::get)
            .filter(Objects::nonNull)
            .map(user -> UserWire.of(user, rights.staff()))
            .toList();
    return Pages.answer(call.links(paging, found), new Bare<>(wires));
  }

  @GET
  @Path("/{course_id}/search_users")
  @Operation(summary = "List the people of a course (the name that client libraries use)")
  @Extension(name = "x-filters", value = "enrollment_type[],enrollment_state[]")
  @Extension(name = "x-paged", value = "true")
  @Extension(name = "x-searched", value = "true")
  public RestResponse<Bare<UserWire>> searchUsers(
      @Context RoutingContext http, @PathParam("course_id") String id) {
    return users(http, id);
  }

  @GET
  @Path("/{course_id}/users/{id}")
  @Operation(summary = "Get one of the people of a course")
  public UserWire user(
      @Context RoutingContext http,
      @PathParam("course_id") String courseId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    CourseLookup.Found readable = lookup.readable(courseId, call);
    User user = lookup.user(id, call);
    boolean own = CourseLookup.isOwn(user, call);
    Membership member = access.member(user.id());
    boolean known =
        own
            ? member.belongsTo(readable.course().id(), null)
            : readable.rights().staff() && member.knownIn(readable.course().id());
    if (!known) {
      throw PollLookup.notFound();
    }
    return UserWire.of(user, true);
  }

  /// What stands there instead, empty included; empty when nothing is said.
  private static Optional<String> changed(Fields given, String field) {
    return given.has(field) ? Optional.of(given.text(field).orElse("")) : Optional.empty();
  }

  private static Optional<CourseState> state(String event, ModelErrors errors) {
    return switch (event) {
      case "" -> Optional.empty();
      case "offer" -> Optional.of(CourseState.AVAILABLE);
      case "conclude" -> Optional.of(CourseState.COMPLETED);
      case "claim" -> Optional.of(CourseState.UNPUBLISHED);
      case "delete" -> Optional.of(CourseState.DELETED);
      default -> {
        errors.add(new ModelError("event", "invalid", "must be offer, conclude, claim or delete"));
        yield Optional.empty();
      }
    };
  }
}
