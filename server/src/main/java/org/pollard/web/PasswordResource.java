package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.ClientAddress;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.BusyException;
import org.pollard.people.PasswordChanges;
import org.pollard.people.User;

/// Changing the own password, which takes the old one.
@Path("/web/password")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class PasswordResource {

  private final OwnBrowser own;
  private final PasswordChanges passwords;
  private final SignInAttempts attempts;
  private final ClientAddress addresses;
  private final Witness witness;

  PasswordResource(
      OwnBrowser own,
      PasswordChanges passwords,
      SignInAttempts attempts,
      ClientAddress addresses,
      Witness witness) {
    this.own = own;
    this.passwords = passwords;
    this.attempts = attempts;
    this.addresses = addresses;
    this.witness = witness;
  }

  /// The password that is, and the one that is to be.
  public record Wish(@Nullable String old, @Nullable String password) {

    @Override
    public String toString() {
      return "Wish[…]";
    }
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public void change(@Context RoutingContext http, @Nullable Wish wish) {
    OwnBrowser.Session session = own.session(http);
    User user = session.user();
    if (wish == null || wish.old() == null || wish.password() == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    if (!passwords.hasOne(user)) {
      throw WebProblem.NO_PASSWORD.refusal();
    }
    Accounts.refuseUnfit(passwords.fault(user, wish.password()));
    String login = String.valueOf(user.loginId());
    String old = wish.old();
    String address = addresses.of(http.request());
    attempts.ownerIsAt(address, login);
    try {
      Optional<User> proven =
          attempts.attempt(
              address,
              login,
              () -> passwords.isOf(user, old) ? Optional.of(user) : Optional.empty());
      if (proven.isEmpty()) {
        throw WebProblem.WRONG_PASSWORD.refusal();
      }
      passwords.set(user, wish.password(), session.token());
    } catch (BusyException e) {
      throw WebProblem.busy(e);
    }
    witness.note(http, AuditEvent.PASSWORD_CHANGED, user, "their own");
  }
}
