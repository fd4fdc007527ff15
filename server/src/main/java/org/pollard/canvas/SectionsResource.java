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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.canvas.params.Fields;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseRights;
import org.pollard.course.Courses;
import org.pollard.course.Section;

/// Sections, wherever they are.
@Path("/api/v1/sections/{id}")
@RunOnVirtualThread
@Tag(name = "Sections")
public class SectionsResource {

  private final CourseAccess access;
  private final CourseLookup lookup;
  private final EnrollmentList enrollments;
  private final Courses courses;

  SectionsResource(
      CourseAccess access, CourseLookup lookup, EnrollmentList enrollments, Courses courses) {
    this.courses = courses;
    this.access = access;
    this.lookup = lookup;
    this.enrollments = enrollments;
  }

  @GET
  @Operation(summary = "Get a section")
  public SectionWire show(@Context RoutingContext http, @PathParam("id") String id) {
    return SectionWire.of(lookup.section(id, CanvasCall.of(http)));
  }

  @PUT
  @Operation(summary = "Rename a section")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SectionWire.Request.class)))
  public SectionWire update(@Context RoutingContext http, @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Section section = changeable(id, call);
    Fields given = call.params().root().fields("course_section");
    String name = given.has("name") ? given.text("name").orElse("") : section.name();
    ModelErrors errors = new ModelErrors();
    errors.name("name", name);
    errors.refuse();
    return SectionWire.of(
        courses.renameSection(section.id(), name).orElseThrow(PollLookup::notFound));
  }

  @DELETE
  @Operation(summary = "Delete a section with its enrollments; a course keeps its default one")
  public SectionWire destroy(@Context RoutingContext http, @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Section section = changeable(id, call);
    if (section.isDefault()) {
      throw new Refusal(CanvasErrors.badRequest("A course keeps its default section"));
    }
    courses.deleteSection(section);
    return SectionWire.of(section);
  }

  private Section changeable(String id, CanvasCall call) {
    Section section = lookup.section(id, call);
    PollLookup.require(access.rights(section.course(), call.person()).teach());
    return section;
  }

  @GET
  @Path("/enrollments")
  @Operation(summary = "List the enrollments of a section")
  @Extension(name = "x-filters", value = "type[],role[],state[],user_id")
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
