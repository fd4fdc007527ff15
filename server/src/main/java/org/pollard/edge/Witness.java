package org.pollard.edge;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.pollard.people.AuditEvent;
import org.pollard.people.AuditTrail;
import org.pollard.people.User;

/// Tells the audit log what a request did, and where that came from. Thread-safe; may wait for the
/// database.
@ApplicationScoped
public class Witness {

  private final AuditTrail trail;
  private final ClientAddress addresses;

  Witness(AuditTrail trail, ClientAddress addresses) {
    this.trail = trail;
    this.addresses = addresses;
  }

  /// Notes what somebody did.
  ///
  /// @param actor null: somebody unknown
  /// @param detail what it was done to; never a secret
  public void note(RoutingContext http, AuditEvent event, @Nullable User actor, String detail) {
    trail.note(event, actor, detail, addresses.whole(http.request()));
  }

  /// Notes that somebody unknown was refused to sign in.
  ///
  /// @param detail by what; never a secret
  public void noteRefused(RoutingContext http, String detail) {
    trail.noteRefused(detail, addresses.whole(http.request()), addresses.of(http.request()));
  }
}
