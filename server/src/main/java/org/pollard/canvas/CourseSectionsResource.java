package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.CourseRights;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.Section;
import org.pollard.people.Listing;

/// The sections of a course.
@Path("/api/v1/courses/{course_id}/sections")
@RunOnVirtualThread
@Tag(name = "Sections")
public class CourseSectionsResource {

  private final CourseStore store;
  private final Courses courses;
  private final CourseLookup lookup;

  CourseSectionsResource(CourseStore store, Courses courses, CourseLookup lookup) {
    this.store = store;
    this.courses = courses;
    this.lookup = lookup;
  }

  @GET
  @Operation(summary = "List the sections of a course that you may see")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<SectionWire>> index(
      @Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    CourseLookup.Found found = lookup.readable(id, call);
    CourseRights rights = found.rights();
    Filters.refuse(call, List.of("search_term"));
    Paging paging = call.paging();
    Listing<Section> sections =
        store.sections(
            found.course().id(),
            rights.staff() ? null : rights.sections(),
            CanvasCall.slice(paging));
    List<SectionWire> wires = sections.items().stream().map(SectionWire::of).toList();
    return Pages.answer(call.links(paging, sections), new Bare<>(wires));
  }

  @POST
  @Operation(summary = "Add a section to a course")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SectionWire.Request.class)))
  public SectionWire create(@Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    CourseLookup.Found found = lookup.readable(id, call);
    PollLookup.require(found.rights().staff());
    @Nullable String name = call.params().root().fields("course_section").text("name").orElse(null);
    ModelErrors errors = new ModelErrors();
    errors.name("name", name);
    errors.refuse();
    return SectionWire.of(courses.addSection(found.course().id(), name == null ? "" : name));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Get a section of a course")
  public SectionWire show(
      @Context RoutingContext http,
      @PathParam("course_id") String courseId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Course course = lookup.readable(courseId, call).course();
    Section section = lookup.section(id, call);
    if (!section.course().equals(course.id())) {
      throw PollLookup.notFound();
    }
    return SectionWire.of(section);
  }
}
