package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CohostLinks;
import org.pollard.course.Course;
import org.pollard.course.CourseId;
import org.pollard.edge.Witness;
import org.pollard.people.AccessTokens;
import org.pollard.people.AuditEvent;
import org.pollard.people.BusyException;
import org.pollard.people.NewUser;
import org.pollard.people.PasswordChanges;
import org.pollard.people.Passwords;
import org.pollard.people.PeopleStore;
import org.pollard.people.SignIn;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// A colleague opens a link that makes them a co-host, with the account that they have or with one
/// that they make here.
@Path("/web/invitation")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InvitationResource {

  private final CohostLinks links;
  private final PeopleStore people;
  private final Passwords passwords;
  private final PasswordChanges rules;
  private final SignIn signIn;
  private final OwnPages ownPages;
  private final InstantSource clock;
  private final Witness witness;
  private final WrongLinks wrong;

  InvitationResource(
      CohostLinks links,
      PeopleStore people,
      Passwords passwords,
      PasswordChanges rules,
      SignIn signIn,
      OwnPages ownPages,
      InstantSource clock,
      Witness witness,
      WrongLinks wrong) {
    this.links = links;
    this.people = people;
    this.passwords = passwords;
    this.rules = rules;
    this.signIn = signIn;
    this.ownPages = ownPages;
    this.clock = clock;
    this.witness = witness;
    this.wrong = wrong;
  }

  /// What whoever was invited shows, and who they are if they have no account yet.
  public record Wish(
      @Nullable String secret,
      @Nullable String name,
      @Nullable String login,
      @Nullable String password) {

    @Override
    public String toString() {
      return "Wish[…]";
    }
  }

  /// Where somebody is invited to.
  ///
  /// @param user as whom they are signed in already; absent for nobody
  public record Room(long course, String name, @Nullable String user) {}

  @POST
  @Operation(hidden = true)
  public Room look(@Context RoutingContext http, @Nullable Wish wish) {
    http.response().putHeader("Cache-Control", "no-store");
    User user = Visitor.of(http).user();
    return drawn(course(http, wish), user);
  }

  @POST
  @Path("/accept")
  @Operation(hidden = true)
  public Room accept(@Context RoutingContext http, @Nullable Wish wish) {
    ownPages.refuseForeign(http.request());
    http.response().putHeader("Cache-Control", "no-store");
    Course course = course(http, wish);
    User known = Visitor.of(http).user();
    Optional<NewUser> made = known == null ? Optional.of(newUser(wish)) : Optional.empty();
    CourseId used = links.use(secret(wish)).orElseThrow(WebProblem.USED_INVITATION::refusal);
    User user = made.map(each -> welcome(http, each)).orElse(known);
    if (user == null) {
      throw WebProblem.SIGN_IN.refusal();
    }
    links.enter(user.id(), used);
    witness.note(
        http, AuditEvent.RIGHTS_CHANGED, user, "is a co-host of " + HostedRooms.told(course));
    return drawn(course, user);
  }

  private User welcome(RoutingContext http, NewUser made) {
    User user = people.addUser(made, clock.instant()).orElseThrow(WebProblem.LOGIN_TAKEN::refusal);
    String browser = BrowserName.of(http.request().getHeader("User-Agent"));
    AccessTokens.Issued issued = signIn.first(user.id(), browser).orElseThrow();
    Browsers.signIn(http, issued.secret());
    witness.note(http, AuditEvent.SIGNED_IN, user, "invitation");
    return user;
  }

  private static Room drawn(Course course, @Nullable User user) {
    return new Room(course.id().value(), course.name(), user == null ? null : user.name());
  }

  private Course course(RoutingContext http, @Nullable Wish wish) {
    return links
        .find(secret(wish))
        .orElseThrow(() -> wrong.refusal(http, WebProblem.USED_INVITATION));
  }

  private static String secret(@Nullable Wish wish) {
    return wish == null || wish.secret() == null ? "" : wish.secret();
  }

  /// Judged before the link is used up.
  private NewUser newUser(@Nullable Wish wish) {
    if (wish == null || wish.name() == null || wish.login() == null || wish.password() == null) {
      throw WebProblem.SIGN_IN.refusal();
    }
    String name = Accounts.name(wish.name());
    String login = Accounts.login(wish.login());
    String password = wish.password();
    User wanted = new User(new VoterId(0), name, login, false, clock.instant());
    Accounts.refuseUnfit(rules.fault(wanted, password));
    Optional<User> other = people.userByLogin(login);
    if (other.isPresent()) {
      throw WebProblem.LOGIN_TAKEN.refusal();
    }
    try {
      return new NewUser(name, login, passwords.hash(password), false);
    } catch (BusyException e) {
      throw WebProblem.busy(e);
    }
  }
}
