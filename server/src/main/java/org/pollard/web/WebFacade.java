package org.pollard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.edge.Facade;
import org.pollard.edge.Problem;
import org.pollard.edge.Refused;
import org.pollard.edge.Route;
import org.pollard.people.AccessTokens;
import org.pollard.people.Cookies;
import org.pollard.people.Guest;
import org.pollard.people.Guests;
import org.pollard.people.Principal;
import org.pollard.people.RemoteControl;
import org.pollard.people.TokenCheck;

/// The pages at the edge, and whatever is nobody else's. Callers are browsers, by their cookies; a
/// token as bearer does as well. Thread-safe; never waits.
@ApplicationScoped
class WebFacade implements Facade {

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final AccessTokens tokens;
  private final Guests guests;
  private final Pages pages;

  WebFacade(AccessTokens tokens, Guests guests, Pages pages) {
    this.pages = pages;
    this.tokens = tokens;
    this.guests = guests;
  }

  @Override
  public List<String> roots() {
    return List.of("");
  }

  @Override
  public List<Route> routes() {
    return WebRules.all();
  }

  @Override
  public CompletionStage<Visitor> caller(Arrival arrival) {
    String remote = arrival.shown().remote();
    if (remote != null) {
      return remote(arrival, remote);
    }
    var cookies = arrival.shown().cookies();
    CompletableFuture<@Nullable Guest> guest = guests.behind(cookies.get(Cookies.GUEST));
    return principal(arrival.shown().bearer())
        .thenCompose(
            program ->
                program == null
                    ? principal(cookies.get(Cookies.SESSION))
                        .thenApply(browser -> new SignedIn(browser, true))
                    : CompletableFuture.completedFuture(new SignedIn(program, false)))
        .thenCombine(guest, (who, other) -> Visitor.of(who.principal(), who.browser(), other));
  }

  private CompletionStage<Visitor> remote(Arrival arrival, String token) {
    return tokens
        .check(token)
        .thenApply(RemoteControl::of)
        .thenApply(
            remote -> Visitor.of(remote != null && arrival.isOf(remote.room()) ? remote : null));
  }

  private record SignedIn(@Nullable Principal principal, boolean browser) {}

  /// A token with scopes is good for the calls that its scopes name, and for no page.
  private CompletableFuture<@Nullable Principal> principal(@Nullable String token) {
    return token == null
        ? CompletableFuture.completedFuture(null)
        : tokens
            .check(token)
            .thenApply(
                check ->
                    check instanceof TokenCheck.Valid(Principal principal)
                            && principal.scopes().isEmpty()
                        ? principal
                        : null);
  }

  /// Whether a browser was sent here by an address or a link. Programs and scripts ask for no page.
  private static boolean isPerson(HttpServerRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return READING.contains(request.method().name())
        && accepted != null
        && accepted.contains("text/html");
  }

  @Override
  public void refuse(Arrival arrival, Caller caller, Refused reason) {
    RoutingContext http = arrival.http();
    if (reason instanceof Refused.UnknownRoute && isPerson(http.request())) {
      pages.sendMissing(http);
      return;
    }
    if (reason instanceof Refused.UnknownMethod(List<String> allowed)) {
      http.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
    }
    Problem problem =
        switch (reason) {
          case Refused.Malformed malformed -> WebProblem.BAD_REQUEST.with(malformed.detail());
          case Refused.TooSlow slow -> WebProblem.BAD_REQUEST.with(slow.detail());
          case Refused.TooLarge large -> WebProblem.TOO_LARGE.with(large.detail());
          case Refused.UnknownMethod other -> WebProblem.OTHER_METHOD.with(other.detail());
          case Refused.Busy busy -> WebProblem.OVERRUN.with(busy.detail());
          case Refused.UnknownRoute _ -> WebProblem.NOT_FOUND.plain();
          case Refused.Denied _ -> WebProblem.NOT_ALLOWED.plain();
          case Refused.Unauthenticated _ -> WebProblem.SIGN_IN.plain();
        };
    problem.answer(http);
  }
}
