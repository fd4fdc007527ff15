package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.BusyException;
import org.pollard.people.PasswordChanges;
import org.pollard.people.User;

/// Gives somebody who forgot their password another one, shown this once. Thread-safe; may wait.
@ApplicationScoped
public class FreshPassword {

  private final PasswordChanges passwords;
  private final Witness witness;

  FreshPassword(PasswordChanges passwords, Witness witness) {
    this.passwords = passwords;
    this.witness = witness;
  }

  /// What is shown this once.
  public record Made(String login, String password) {

    @Override
    public String toString() {
      return "Made[…]";
    }
  }

  /// Makes one; whether the caller may is judged already.
  Made give(RoutingContext http, User caller, User user) {
    http.response().putHeader("Cache-Control", "no-store");
    try {
      String made = passwords.reset(user);
      String whose = "of " + user.name() + " (" + user.id().value() + ")";
      witness.note(http, AuditEvent.PASSWORD_RESET, caller, whose);
      return new Made(String.valueOf(user.loginId()), made);
    } catch (BusyException e) {
      throw WebProblem.busy(e);
    }
  }
}
