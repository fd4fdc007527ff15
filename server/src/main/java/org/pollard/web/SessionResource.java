package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.ClientAddress;
import org.pollard.edge.Witness;
import org.pollard.people.AccessTokens;
import org.pollard.people.AuditEvent;
import org.pollard.people.BusyException;
import org.pollard.people.Guest;
import org.pollard.people.HostLinks;
import org.pollard.people.PasswordChanges;
import org.pollard.people.PastedText;
import org.pollard.people.PeopleStore;
import org.pollard.people.SignIn;
import org.pollard.people.User;

/// Signing in and out with a browser: a cookie that stands for an access token.
@Path("/web/session")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

  private final PeopleStore people;
  private final SignIn signIn;
  private final HostLinks links;
  private final SignInAttempts attempts;
  private final ClientAddress addresses;
  private final Witness witness;
  private final PasswordChanges passwords;
  private final Doorstep doorstep;
  private final OwnPages ownPages;
  private final WrongLinks wrong;

  SessionResource(
      PeopleStore people,
      SignIn signIn,
      HostLinks links,
      SignInAttempts attempts,
      ClientAddress addresses,
      Witness witness,
      PasswordChanges passwords,
      Doorstep doorstep,
      OwnPages ownPages,
      WrongLinks wrong) {
    this.people = people;
    this.signIn = signIn;
    this.links = links;
    this.attempts = attempts;
    this.addresses = addresses;
    this.witness = witness;
    this.passwords = passwords;
    this.doorstep = doorstep;
    this.ownPages = ownPages;
    this.wrong = wrong;
  }

  /// One of: a link's secret, a token, or a user name with a password.
  ///
  /// @param as `administrator`: the server's own administrator token is to sign in its
  ///   administrator, and not the Host
  public record Wish(
      @Nullable String link,
      @Nullable String token,
      @Nullable String as,
      @Nullable String login,
      @Nullable String password) {}

  /// Who looks at the page; both absent for somebody unknown.
  ///
  /// @param elsewhere under which addresses other devices find this page, the best first, where it
  ///   was opened as `localhost`; only for who has signed in
  public record Me(@Nullable Account user, @Nullable Named guest, List<String> elsewhere) {}

  /// Somebody who has signed in.
  ///
  /// @param host whether the meetings of the server are theirs to see
  /// @param locked whether they come back by themselves: false for the Host as long as there is no
  ///   password
  /// @param login the name to sign in with, where there is one
  public record Account(
      long id,
      String name,
      boolean host,
      boolean administrator,
      boolean locked,
      @Nullable String login) {}

  /// A guest, with a name once it was asked.
  public record Named(long id, @Nullable String name) {}

  @GET
  @Operation(hidden = true)
  public Me me(@Context RoutingContext http) {
    http.response().putHeader("Cache-Control", "no-store");
    Visitor visitor = Visitor.of(http);
    return me(http, visitor.user(), visitor.guest());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Me enter(@Context RoutingContext http, @Nullable Wish wish) {
    ownPages.refuseOthers(http.request());
    if (wish == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    AccessTokens.Issued issued = issued(http, wish);
    Browsers.signIn(http, issued.secret());
    http.response().putHeader("Cache-Control", "no-store");
    User user = people.user(issued.token().user()).orElse(null);
    witness.note(http, AuditEvent.SIGNED_IN, user, way(wish));
    return me(http, user, null);
  }

  private Me me(RoutingContext http, @Nullable User user, @Nullable Guest guest) {
    return new Me(
        account(user), named(guest), user == null ? List.of() : doorstep.elsewhere(http.request()));
  }

  private WebProblem.Refusal usedLink(RoutingContext http) {
    witness.noteRefused(http, "by a host link");
    return wrong.refusal(http, WebProblem.USED_LINK);
  }

  private AccessTokens.Issued issued(RoutingContext http, Wish wish) {
    String browser = BrowserName.of(http.request().getHeader("User-Agent"));
    if (wish.link() != null) {
      return signIn.byLink(wish.link(), browser).orElseThrow(() -> usedLink(http));
    }
    String address = addresses.of(http.request());
    try {
      Optional<AccessTokens.Issued> issued = attempt(wish, address, browser);
      if (issued.isEmpty()) {
        // Not what was typed: some type their password where the name belongs.
        witness.noteRefused(http, way(wish) + signIn.known(wish.login()));
      }
      return issued.orElseThrow(WebProblem.WRONG::refusal);
    } catch (BusyException e) {
      throw WebProblem.busy(e);
    }
  }

  private static String way(Wish wish) {
    return wish.link() != null ? "host link" : wish.token() != null ? "token" : "password";
  }

  private Optional<AccessTokens.Issued> attempt(
      Wish wish, String address, @Nullable String browser) {
    if (wish.token() != null) {
      String token = PastedText.unbroken(wish.token());
      boolean administrator = "administrator".equals(wish.as());
      return attempts.attempt(address, null, () -> signIn.byToken(token, administrator, browser));
    }
    if (wish.login() == null || wish.password() == null) {
      return Optional.empty();
    }
    String login = signIn.meant(wish.login());
    String password = wish.password();
    return attempts.attempt(address, login, () -> signIn.byPassword(login, password, browser));
  }

  @DELETE
  @Operation(hidden = true)
  public void leave(@Context RoutingContext http) {
    String token = Browsers.session(http);
    if (token != null) {
      User user = Visitor.of(http).user();
      signIn.out(token);
      Browsers.signOut(http);
      if (user != null) {
        witness.note(http, AuditEvent.SIGNED_OUT, user, "this browser");
      }
    }
  }

  private @Nullable Account account(@Nullable User user) {
    return user == null
        ? null
        : new Account(
            user.id().value(),
            user.name(),
            user.administrator() || links.isHost(user.id()),
            user.administrator(),
            !links.isHost(user.id()) || passwords.hasOne(user),
            user.loginId());
  }

  static @Nullable Named named(@Nullable Guest guest) {
    return guest == null ? null : new Named(guest.id().value(), guest.name());
  }
}
