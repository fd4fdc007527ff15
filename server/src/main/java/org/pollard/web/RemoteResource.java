package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseId;
import org.pollard.course.CourseStore;
import org.pollard.edge.Arrival;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.Cookies;
import org.pollard.people.PeopleStore;
import org.pollard.people.Remotes;

/// A phone becomes the remote control of a room by a code that it has scanned, and ends to be it.
@Path("/web/remote")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RemoteResource {

  private final Remotes remotes;
  private final PeopleStore people;
  private final CourseStore courses;
  private final OwnPages ownPages;
  private final Witness witness;
  private final WrongLinks wrong;

  RemoteResource(
      Remotes remotes,
      PeopleStore people,
      CourseStore courses,
      OwnPages ownPages,
      Witness witness,
      WrongLinks wrong) {
    this.courses = courses;
    this.remotes = remotes;
    this.people = people;
    this.ownPages = ownPages;
    this.witness = witness;
    this.wrong = wrong;
  }

  /// What was scanned.
  public record Wish(@Nullable String secret) {

    @Override
    public String toString() {
      return "Wish[…]";
    }
  }

  /// What the phone steers from now on.
  public record Steered(long course) {}

  @POST
  @Operation(hidden = true)
  public Steered pair(@Context RoutingContext http, @Nullable Wish wish) {
    ownPages.refuseOthers(http.request());
    http.response().putHeader("Cache-Control", "no-store");
    String secret = wish == null || wish.secret() == null ? "" : wish.secret();
    String browser = BrowserName.of(http.request().getHeader("User-Agent"));
    Remotes.Paired paired =
        remotes.pair(secret, browser).orElseThrow(() -> wrong.refusal(http, WebProblem.USED_CODE));
    // A phone steers one room.
    String before = Arrival.of(http).shown().cookies().get(Cookies.REMOTE);
    if (before != null) {
      var _ = remotes.end(before);
    }
    Browsers.pair(http, paired.token());
    witness.note(
        http,
        AuditEvent.SIGNED_IN,
        people.user(paired.user()).orElse(null),
        "as the remote control of " + told(paired.room()));
    return new Steered(paired.room());
  }

  @DELETE
  @Operation(hidden = true)
  public void end(@Context RoutingContext http) {
    String token = Arrival.of(http).shown().remote();
    if (token != null) {
      remotes
          .end(token)
          .ifPresent(
              ended ->
                  witness.note(
                      http,
                      AuditEvent.SIGNED_OUT,
                      ended.user(),
                      "the remote control of " + told(ended.room())));
    }
    Browsers.unpair(http);
  }

  private String told(long room) {
    return courses
        .course(new CourseId(room))
        .map(HostedRooms::told)
        .orElseGet(() -> "room " + room);
  }
}
