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
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseRights;
import org.pollard.course.Section;

/// Sections, wherever they are.
@Path("/api/v1/sections/{id}")
@RunOnVirtualThread
@Tag(name = "Sections")
public class SectionsResource {

  private final CourseAccess access;
  private final CourseLookup lookup;
  private final EnrollmentList enrollments;

  SectionsResource(CourseAccess access, CourseLookup lookup, EnrollmentList enrollments) {
    this.access = access;
    this.lookup = lookup;
    this.enrollments = enrollments;
  }

  @GET
  @Operation(summary = "Get a section")
  public SectionWire show(@Context RoutingContext http, @PathParam("id") String id) {
    return SectionWire.of(lookup.section(id, CanvasCall.of(http)));
  }

  @GET
  @Path("/enrollments")
  @Operation(summary = "List the enrollments of a section")
  @Extension(name = "x-filters", value = "type[],state[]")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<EnrollmentWire>> enrollments(
      @Context RoutingContext http, @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Section section = lookup.section(id, call);
    CourseRights rights = access.rights(section.course(), call.person());
    return enrollments.answer(
        call, section.course(), section.id(), rights.staff() ? null : call.person());
  }
}
