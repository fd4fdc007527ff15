package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.pollard.edge.ClientAddress;
import org.pollard.edge.WrongSecrets;
import org.pollard.people.BusyException;

/// Refuses secrets of links that are wrong, and counts them. Thread-safe.
@ApplicationScoped
class WrongLinks {

  private final WrongSecrets wrong;
  private final ClientAddress addresses;

  WrongLinks(WrongSecrets wrong, ClientAddress addresses) {
    this.wrong = wrong;
    this.addresses = addresses;
  }

  /// @param problem what is wrong, as long as there are not too many from there
  WebProblem.Refusal refusal(RoutingContext http, WebProblem problem) {
    try {
      wrong.count(addresses.of(http.request()));
      return problem.refusal();
    } catch (BusyException e) {
      return WebProblem.busy(e);
    }
  }
}
