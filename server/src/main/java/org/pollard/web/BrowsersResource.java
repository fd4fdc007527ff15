package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.CourseId;
import org.pollard.course.CourseStore;
import org.pollard.edge.Arrival;
import org.pollard.edge.Witness;
import org.pollard.people.AccessTokens;
import org.pollard.people.AuditEvent;
import org.pollard.people.BrowserSession;
import org.pollard.people.PasswordChanges;
import org.pollard.people.TokenId;

/// The browsers in which somebody is signed in: seen and signed out by themselves only.
@Path("/web/browsers")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class BrowsersResource {

  private final OwnBrowser own;
  private final AccessTokens tokens;
  private final PasswordChanges passwords;
  private final Witness witness;
  private final CourseStore courses;

  BrowsersResource(
      OwnBrowser own,
      AccessTokens tokens,
      PasswordChanges passwords,
      Witness witness,
      CourseStore courses) {
    this.courses = courses;
    this.own = own;
    this.tokens = tokens;
    this.passwords = passwords;
    this.witness = witness;
  }

  /// The own account.
  ///
  /// @param password whether there is one that can be changed
  /// @param browsers the newest first
  public record Own(boolean password, List<Browser> browsers) {}

  /// One browser.
  ///
  /// @param name absent for one that did not say
  /// @param seen to the hour
  /// @param current whether it is the one that asks
  /// @param remote the name of the room whose remote control it is; absent for a browser like
  ///   others
  public record Browser(
      long id,
      @Nullable String name,
      Instant since,
      Instant seen,
      boolean current,
      @Nullable String remote) {}

  @GET
  @Operation(hidden = true)
  public Own list(@Context RoutingContext http) {
    OwnBrowser.Session session = own.session(http);
    http.response().putHeader("Cache-Control", "no-store");
    List<BrowserSession> all = tokens.browsers(session.user().id());
    Map<CourseId, Course> steered =
        courses.courses(
            all.stream()
                .map(BrowserSession::steers)
                .filter(Objects::nonNull)
                .map(CourseId::new)
                .distinct()
                .toList());
    return new Own(
        passwords.hasOne(session.user()),
        all.stream().map(each -> drawn(each, session.token(), steered)).toList());
  }

  private static Browser drawn(
      BrowserSession each, TokenId current, Map<CourseId, Course> courses) {
    Long steers = each.steers();
    Course course = steers == null ? null : courses.get(new CourseId(steers));
    return new Browser(
        each.id().value(),
        each.browser(),
        each.signedInAt(),
        each.seenAt(),
        each.id().equals(current),
        steers == null ? null : course == null ? "" : course.name());
  }

  @DELETE
  @Path("/{id}")
  @Operation(hidden = true)
  public void end(@Context RoutingContext http, @PathParam("id") String id) {
    OwnBrowser.Session session = own.session(http);
    TokenId wanted = new TokenId(Arrival.idOf(id));
    boolean known =
        tokens.browsers(session.user().id()).stream().anyMatch(each -> each.id().equals(wanted));
    if (!known || tokens.revoke(session.user().id(), wanted).isEmpty()) {
      throw WebProblem.NOT_FOUND.refusal();
    }
    witness.note(http, AuditEvent.SIGNED_OUT, session.user(), "one of their browsers");
  }

  @DELETE
  @Operation(hidden = true)
  public void endOthers(@Context RoutingContext http) {
    OwnBrowser.Session session = own.session(http);
    var _ = tokens.revokeBrowsers(session.user().id(), session.token());
    witness.note(http, AuditEvent.SIGNED_OUT, session.user(), "all their other browsers");
  }
}
