package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.canvas.params.Fields;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;

/// Users, and what belongs to them.
@Path("/api/v1/users/{user_id}")
@RunOnVirtualThread
@Tag(name = "Users")
public class UsersResource {

  private final CourseLookup lookup;
  private final CourseList courses;
  private final EnrollmentList enrollments;
  private final PeopleStore people;

  UsersResource(
      CourseLookup lookup, CourseList courses, EnrollmentList enrollments, PeopleStore people) {
    this.people = people;
    this.lookup = lookup;
    this.courses = courses;
    this.enrollments = enrollments;
  }

  @GET
  @Operation(summary = "Get a user; self is you")
  public UserWire show(@Context RoutingContext http, @PathParam("user_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = lookup.user(id, call);
    return UserWire.of(user, CourseLookup.isOwn(user, call));
  }

  @PUT
  @Operation(summary = "Change a user's name")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UserWire.Request.class)))
  public UserWire update(@Context RoutingContext http, @PathParam("user_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = lookup.user(id, call);
    CourseLookup.requireSelfOrAdministrator(user, call);
    Fields given = call.params().root().fields("user");
    String name = given.has("name") ? given.text("name").orElse("") : user.name();
    ModelErrors errors = new ModelErrors();
    errors.name("name", name);
    errors.refuse();
    return UserWire.of(people.rename(user.id(), name).orElseThrow(PollLookup::notFound), true);
  }

  @GET
  @Path("/profile")
  @Operation(summary = "Get a user's profile")
  public UserWire.Profile profile(@Context RoutingContext http, @PathParam("user_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = lookup.user(id, call);
    CourseLookup.requireSelfOrAdministrator(user, call);
    return UserWire.Profile.of(user);
  }

  @GET
  @Path("/favorites/courses")
  @Operation(summary = "List a user's favorite courses: nobody has marked any, so all of them")
  @Extension(name = "x-filters", value = CourseList.FILTERS)
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<CourseWire>> favorites(
      @Context RoutingContext http, @PathParam("user_id") String id) {
    return courses(http, id);
  }

  @GET
  @Path("/courses")
  @Operation(summary = "List a user's courses")
  @Extension(name = "x-filters", value = CourseList.FILTERS)
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<CourseWire>> courses(
      @Context RoutingContext http, @PathParam("user_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = lookup.user(id, call);
    CourseLookup.requireSelfOrAdministrator(user, call);
    return courses.answer(call, user.id());
  }

  @GET
  @Path("/enrollments")
  @Operation(summary = "List a user's enrollments")
  @Extension(name = "x-filters", value = "type[],role[],state[],user_id")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<EnrollmentWire>> enrollments(
      @Context RoutingContext http, @PathParam("user_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = lookup.user(id, call);
    CourseLookup.requireSelfOrAdministrator(user, call);
    return enrollments.answer(call, null, null, user.id());
  }
}
