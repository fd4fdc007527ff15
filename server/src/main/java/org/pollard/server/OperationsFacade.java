package org.pollard.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.edge.Facade;
import org.pollard.edge.Problem;
import org.pollard.edge.Refused;
import org.pollard.edge.Route;
import org.pollard.people.AccessTokens;
import org.pollard.people.CallerKind;
import org.pollard.people.Principal;
import org.pollard.people.TokenCheck;

/// What whoever runs the server asks of it, at the edge: health and the description of the API are
/// for everybody, numbers are not. Thread-safe; never waits.
@ApplicationScoped
class OperationsFacade implements Facade {

  private final AccessTokens tokens;
  private final MetricsAccess metrics;

  OperationsFacade(AccessTokens tokens, MetricsAccess metrics) {
    this.tokens = tokens;
    this.metrics = metrics;
  }

  /// Somebody at `/q/`.
  private record Operator(CallerKind kind) implements Caller {}

  @Override
  public List<String> roots() {
    return List.of("/q", "/examples");
  }

  @Override
  public List<Route> routes() {
    return OperationsRules.all();
  }

  @Override
  public CompletionStage<Caller> caller(Arrival arrival) {
    String bearer = arrival.shown().bearer();
    return tokens
        .check(bearer == null ? "" : bearer)
        .thenApply(
            check ->
                new Operator(
                    mayRead(
                            arrival,
                            check instanceof TokenCheck.Valid(Principal principal)
                                && principal.root())
                        ? CallerKind.ADMINISTRATOR
                        : CallerKind.NOBODY));
  }

  private boolean mayRead(Arrival arrival, boolean administrator) {
    HttpServerRequest request = arrival.http().request();
    // Of the connection itself: that of the request may be what a header says.
    SocketAddress peer = request.connection().remoteAddress();
    return metrics.mayRead(
        peer == null ? "" : peer.hostAddress(),
        request.getHeader(HttpHeaders.HOST),
        request.headers().names(),
        arrival.shown().bearer(),
        administrator);
  }

  @Override
  public void refuse(Arrival arrival, Caller caller, Refused reason) {
    new Problem(reason.status(), title(reason), reason.detail(), null).answer(arrival.http());
  }

  private static String title(Refused reason) {
    return reason instanceof Refused.UnknownRoute ? "Not Found" : "Refused";
  }
}
