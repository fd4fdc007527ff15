package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Witness;
import org.pollard.people.AccessTokens;
import org.pollard.people.AuditEvent;
import org.pollard.people.BusyException;
import org.pollard.people.HostLinks;
import org.pollard.people.PasswordChanges;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;

/// What people change of their own account: the name; and the Host, who was made by the server, the
/// name to sign in with and the first password.
@Path("/web/account")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class OwnAccountResource {

  private final OwnBrowser own;
  private final PeopleStore people;
  private final PasswordChanges passwords;
  private final HostLinks links;
  private final AccessTokens tokens;
  private final Witness witness;

  OwnAccountResource(
      OwnBrowser own,
      PeopleStore people,
      PasswordChanges passwords,
      HostLinks links,
      AccessTokens tokens,
      Witness witness) {
    this.own = own;
    this.people = people;
    this.passwords = passwords;
    this.links = links;
    this.tokens = tokens;
    this.witness = witness;
  }

  /// What is wanted; absent is what stays.
  ///
  /// @param password the first one; another is changed with the old
  public record Wish(@Nullable String name, @Nullable String login, @Nullable String password) {

    @Override
    public String toString() {
      return "Wish[…]";
    }
  }

  /// The account as it is now.
  public record Now(String name, @Nullable String login) {}

  @PATCH
  @Operation(hidden = true)
  public Now change(@Context RoutingContext http, @Nullable Wish wish) {
    OwnBrowser.Session session = own.session(http);
    if (wish == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    User user = session.user();
    String name = wish.name() == null ? null : Accounts.name(wish.name());
    String login = wish.login() == null ? null : Accounts.login(wish.login());
    String password = wish.password();
    boolean signsInBy = login != null && !login.equals(user.loginId());
    if ((signsInBy || password != null) && !mayBeGivenWays(session)) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    User named = login == null ? user : Accounts.with(user, login);
    if (password != null) {
      if (passwords.hasOne(user)) {
        throw WebProblem.NOT_ALLOWED.refusal("A password that is there is changed with the old.");
      }
      Accounts.refuseUnfit(passwords.fault(named, password));
    }
    if (signsInBy) {
      user =
          people.changeLogin(user.id(), named(login)).orElseThrow(WebProblem.LOGIN_TAKEN::refusal);
      witness.note(http, AuditEvent.PASSWORD_CHANGED, user, "their own user name");
    }
    if (name != null) {
      user = people.rename(user.id(), name).orElseThrow(WebProblem.NOT_FOUND::refusal);
    }
    if (password != null) {
      try {
        passwords.set(user, password, session.token());
      } catch (BusyException e) {
        throw WebProblem.busy(e);
      }
      witness.note(http, AuditEvent.PASSWORD_CHANGED, user, "their own, the first");
    }
    return new Now(user.name(), user.loginId());
  }

  private static String named(@Nullable String login) {
    return String.valueOf(login);
  }

  /// The Host, unless with a token that was given to a program: whoever found that would stay after
  /// it was revoked.
  private boolean mayBeGivenWays(OwnBrowser.Session session) {
    return links.isHost(session.user().id()) && tokens.isOperators(session.principal());
  }
}
