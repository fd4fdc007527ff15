package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Fields;
import org.pollard.course.Course;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.BusyException;
import org.pollard.people.Listing;
import org.pollard.people.NewUser;
import org.pollard.people.PasswordRule;
import org.pollard.people.Passwords;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;

/// What administrators do with the one account of a server: its users and courses.
@Path("/api/v1/accounts/{account_id}")
@RunOnVirtualThread
@Tag(name = "Accounts")
public class AccountsResource {

  private static final List<String> UNSUPPORTED_OF_USERS = List.of("enrollment_type", "uuids");

  private static final List<String> UNSUPPORTED_OF_COURSES =
      List.of(
          "with_enrollments",
          "hide_enrollmentless_courses",
          "enrollment_type",
          "enrollment_workflow_state",
          "enrollment_term_id",
          "published",
          "completed",
          "state",
          "public",
          "blueprint",
          "blueprint_associated",
          "homeroom",
          "by_teachers",
          "by_subaccounts",
          "search_by",
          "starts_before",
          "ends_after");

  private final PeopleStore people;
  private final CourseStore store;
  private final Courses courses;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final InstantSource clock;

  private final Witness witness;

  AccountsResource(
      PeopleStore people,
      CourseStore store,
      Courses courses,
      Passwords passwords,
      PasswordRule rule,
      InstantSource clock,
      Witness witness) {
    this.witness = witness;
    this.people = people;
    this.store = store;
    this.courses = courses;
    this.passwords = passwords;
    this.rule = rule;
    this.clock = clock;
  }

  @GET
  @Path("/users")
  @Operation(summary = "List all users (administrators)")
  @Extension(name = "x-paged", value = "true")
  @Extension(name = "x-searched", value = "true")
  public RestResponse<Bare<UserWire>> users(
      @Context RoutingContext http, @PathParam("account_id") String account) {
    CanvasCall call = administrator(http, account);
    Filters.refuse(call, UNSUPPORTED_OF_USERS);
    Paging paging = call.paging();
    Listing<User> found = people.users(Filters.text(call, "search_term"), CanvasCall.slice(paging));
    List<UserWire> wires = found.items().stream().map(user -> UserWire.of(user, true)).toList();
    return Pages.answer(call.links(paging, found), new Bare<>(wires));
  }

  @POST
  @Path("/users")
  @Operation(summary = "Create a user (administrators)")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UserWire.Request.class)))
  public UserWire createUser(
      @Context RoutingContext http, @PathParam("account_id") String account) {
    CanvasCall call = administrator(http, account);
    Fields pseudonym = call.params().root().fields("pseudonym");
    @Nullable String login =
        pseudonym.text("unique_id").map(String::strip).filter(each -> !each.isEmpty()).orElse(null);
    @Nullable String password = pseudonym.text("password").orElse(null);
    Fields user = call.params().root().fields("user");
    @Nullable String name = user.isBlank("name") ? login : user.text("name").orElse(null);
    ModelErrors errors = new ModelErrors();
    errors.name("name", name);
    errors.identifier("unique_id", login);
    if (password != null) {
      rule.fault(password, login).map(AccountsResource::problem).ifPresent(errors::add);
    }
    errors.refuse();
    User made =
        people
            .addUser(
                new NewUser(
                    name == null ? "" : name,
                    login,
                    password == null ? null : hash(password),
                    false),
                clock.instant())
            .orElseThrow(
                () ->
                    new Refusal(
                        CanvasErrors.invalid(
                            new ModelError("unique_id", "taken", "is in use already"))));
    witness.note(
        http,
        AuditEvent.RIGHTS_CHANGED,
        call.principal().user(),
        "account %s (%d) is new".formatted(made.name(), made.id().value()));
    return UserWire.of(made, true);
  }

  private static ModelError problem(PasswordRule.Fault fault) {
    return switch (fault) {
      case TOO_SHORT -> new ModelError("password", "too_short", "too_short");
      case TOO_LONG -> new ModelError("password", "too_long", "too_long");
      case COMMON ->
          new ModelError("password", "common", "is among the passwords that everybody tries first");
    };
  }

  private String hash(String password) {
    try {
      return passwords.hash(password);
    } catch (BusyException e) {
      throw new Refusal(CanvasErrors.throttled());
    }
  }

  @GET
  @Path("/courses")
  @Operation(summary = "List all courses (administrators)")
  @Extension(name = "x-paged", value = "true")
  @Extension(name = "x-searched", value = "true")
  public RestResponse<Bare<CourseWire>> courses(
      @Context RoutingContext http, @PathParam("account_id") String account) {
    CanvasCall call = administrator(http, account);
    Filters.refuse(call, UNSUPPORTED_OF_COURSES);
    Paging paging = call.paging();
    Listing<Course> found =
        store.courses(Filters.text(call, "search_term"), CanvasCall.slice(paging));
    List<CourseWire> wires =
        found.items().stream().map(course -> CourseWire.of(course, List.of())).toList();
    return Pages.answer(call.links(paging, found), new Bare<>(wires));
  }

  @POST
  @Path("/courses")
  @Operation(summary = "Create a course with its default section (administrators)")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = CourseWire.Request.class)))
  public CourseWire createCourse(
      @Context RoutingContext http, @PathParam("account_id") String account) {
    CanvasCall call = administrator(http, account);
    Fields root = call.params().root();
    Fields given = root.fields("course");
    @Nullable String name = given.text("name").orElse(null);
    String code = given.text("course_code").filter(each -> !each.isBlank()).orElse("");
    ModelErrors errors = new ModelErrors();
    errors.name("name", name);
    errors.identifier("course_code", code);
    errors.refuse();
    String named = name == null ? "" : name;
    Course made =
        courses.create(
            named,
            code.isEmpty() ? named : code,
            Boolean.TRUE.equals(root.bool("offer"))
                ? CourseState.AVAILABLE
                : CourseState.UNPUBLISHED,
            Boolean.TRUE.equals(given.bool("is_public")));
    return CourseWire.of(made, List.of());
  }

  private static CanvasCall administrator(RoutingContext http, String account) {
    CanvasCall call = CanvasCall.of(http);
    CourseLookup.account(account);
    PollLookup.require(call.administrator());
    return call;
  }
}
