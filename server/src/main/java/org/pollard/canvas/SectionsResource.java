package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseRights;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.Section;
import org.pollard.course.SectionId;
import org.pollard.people.Listing;

/// The sections of courses.
@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "Sections")
public class SectionsResource {

  private final CourseStore store;
  private final Courses courses;
  private final CourseAccess access;
  private final CourseLookup lookup;
  private final EnrollmentList enrollments;

  SectionsResource(
      CourseStore store,
      Courses courses,
      CourseAccess access,
      CourseLookup lookup,
      EnrollmentList enrollments) {
    this.store = store;
    this.courses = courses;
    this.access = access;
    this.lookup = lookup;
    this.enrollments = enrollments;
  }

  @GET
  @Path("/courses/{course_id}/sections")
  @Operation(summary = "List the sections of a course that you may see")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<SectionWire>> index(
      @Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Course course = lookup.course(id);
    CourseRights rights = lookup.rights(course, call);
    PollLookup.require(rights.read());
    Paging paging = call.paging();
    Listing<Section> found =
        store.sections(
            course.id(), rights.staff() ? null : rights.sections(), CanvasCall.slice(paging));
    List<SectionWire> wires = found.items().stream().map(SectionWire::of).toList();
    return Pages.answer(call.links(paging, found), new Bare<>(wires));
  }

  @POST
  @Path("/courses/{course_id}/sections")
  @Operation(summary = "Add a section to a course")
  @RequestBodySchema(SectionWire.Request.class)
  public SectionWire create(@Context RoutingContext http, @PathParam("course_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Course course = lookup.course(id);
    PollLookup.require(lookup.rights(course, call).staff());
    @Nullable String name = call.params().root().fields("course_section").text("name").orElse(null);
    ModelErrors errors = new ModelErrors();
    errors.required("name", name);
    errors.refuse();
    return SectionWire.of(courses.addSection(course.id(), name == null ? "" : name));
  }

  @GET
  @Path("/courses/{course_id}/sections/{id}")
  @Operation(summary = "Get a section of a course")
  public SectionWire showInCourse(
      @Context RoutingContext http,
      @PathParam("course_id") String courseId,
      @PathParam("id") String id) {
    Course course = lookup.course(courseId);
    Section section = section(id);
    if (!section.course().equals(course.id())) {
      throw PollLookup.notFound();
    }
    return drawn(CanvasCall.of(http), section);
  }

  @GET
  @Path("/sections/{id}")
  @Operation(summary = "Get a section")
  public SectionWire show(@Context RoutingContext http, @PathParam("id") String id) {
    return drawn(CanvasCall.of(http), section(id));
  }

  @GET
  @Path("/sections/{id}/enrollments")
  @Operation(summary = "List the enrollments of a section")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<EnrollmentWire>> enrollments(
      @Context RoutingContext http, @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Section section = section(id);
    CourseRights rights = access.rights(section.course(), call.person());
    PollLookup.require(rights.read() && rights.reads(section.id()));
    return enrollments.answer(
        call, section.course(), section.id(), rights.staff() ? null : call.person());
  }

  private SectionWire drawn(CanvasCall call, Section section) {
    CourseRights rights = access.rights(section.course(), call.person());
    PollLookup.require(rights.read() && rights.reads(section.id()));
    return SectionWire.of(section);
  }

  /// A section of a course that is not deleted.
  private Section section(String id) {
    return store
        .section(new SectionId(CanvasCall.id(id)))
        .filter(section -> exists(section.course()))
        .orElseThrow(PollLookup::notFound);
  }

  private boolean exists(CourseId course) {
    return store.course(course).filter(each -> each.state() != CourseState.DELETED).isPresent();
  }
}
