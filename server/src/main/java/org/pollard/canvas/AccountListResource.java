package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.pollard.course.CourseStore;
import org.pollard.course.EnrollmentId;
import org.pollard.course.EnrollmentState;
import org.pollard.people.Listing;
import org.pollard.people.PeopleStore;

/// The accounts that somebody administers, through which client libraries make users and courses.
@Path("/api/v1/accounts")
@RunOnVirtualThread
@Tag(name = "Accounts")
public class AccountListResource {

  private final CourseStore courses;
  private final PeopleStore people;

  AccountListResource(CourseStore courses, PeopleStore people) {
    this.courses = courses;
    this.people = people;
  }

  @GET
  @Operation(summary = "List the accounts that you administer: one for administrators, else none")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<AccountWire>> index(@Context RoutingContext http) {
    CanvasCall call = CanvasCall.of(http);
    Paging paging = call.paging();
    List<AccountWire> all = call.administrator() ? List.of(AccountWire.ONLY) : List.of();
    List<AccountWire> page = paging.offset() == 0 ? all : List.of();
    return Pages.answer(call.links(paging, new Listing<>(page, all.size())), new Bare<>(page));
  }

  @GET
  @Path("/{account_id}")
  @Operation(summary = "Get the account (administrators)")
  public AccountWire show(@Context RoutingContext http, @PathParam("account_id") String account) {
    CourseLookup.account(account);
    PollLookup.require(CanvasCall.of(http).administrator());
    return AccountWire.ONLY;
  }

  @GET
  @Path("/{account_id}/enrollments/{id}")
  @Operation(summary = "Get an enrollment of whichever course (administrators)")
  public EnrollmentWire enrollment(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("id") String id) {
    CourseLookup.account(account);
    PollLookup.require(CanvasCall.of(http).administrator());
    return courses
        .enrollment(new EnrollmentId(CanvasCall.id(id)))
        .filter(each -> each.state() != EnrollmentState.DELETED)
        .map(each -> EnrollmentWire.of(each, people.user(each.user()).orElse(null)))
        .orElseThrow(PollLookup::notFound);
  }
}
