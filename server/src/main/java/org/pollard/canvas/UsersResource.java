package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.people.User;

/// Users, and what belongs to them.
@Path("/api/v1/users/{user_id}")
@RunOnVirtualThread
@Tag(name = "Users")
public class UsersResource {

  private final CourseLookup lookup;
  private final CourseList courses;
  private final EnrollmentList enrollments;

  UsersResource(CourseLookup lookup, CourseList courses, EnrollmentList enrollments) {
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

  @GET
  @Path("/courses")
  @Operation(summary = "List a user's courses")
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
  @Extension(name = "x-filters", value = "type[],state[]")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<EnrollmentWire>> enrollments(
      @Context RoutingContext http, @PathParam("user_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = lookup.user(id, call);
    CourseLookup.requireSelfOrAdministrator(user, call);
    return enrollments.answer(call, null, null, user.id());
  }
}
