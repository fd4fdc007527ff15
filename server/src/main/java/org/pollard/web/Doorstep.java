package org.pollard.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.pollard.edge.Reach;
import org.pollard.edge.RequestBase;
import org.pollard.edge.ThisMachine;

/// Knows under which address others find what somebody looks at: the one that they use themselves,
/// unless that is `localhost`, which on a phone is the phone. Thread-safe.
@ApplicationScoped
class Doorstep {

  private final RequestBase base;
  private final Reach reach;

  Doorstep(RequestBase base, Reach reach) {
    this.base = base;
    this.reach = reach;
  }

  /// What links for others begin with.
  String of(HttpServerRequest request) {
    String own = base.of(request);
    return ThisMachine.isBaseOf(own) ? reach.others().stream().findFirst().orElse(own) : own;
  }

  /// Whether nobody but this machine finds anything under such an address.
  boolean isOnlyHere(String address) {
    return ThisMachine.isBaseOf(address);
  }

  /// Where else whoever has opened a page as `localhost` could open it, the best first; empty for
  /// whoever has not.
  List<String> elsewhere(HttpServerRequest request) {
    return ThisMachine.isBaseOf(base.of(request)) ? reach.others() : List.of();
  }
}
