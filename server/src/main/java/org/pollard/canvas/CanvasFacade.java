package org.pollard.canvas;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Params;
import org.pollard.canvas.params.ParamsReader;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.edge.ClientAddress;
import org.pollard.edge.Facade;
import org.pollard.edge.Refused;
import org.pollard.edge.RequestBase;
import org.pollard.edge.Route;
import org.pollard.people.AccessTokens;
import org.pollard.people.Cookies;
import org.pollard.people.PeopleStore;
import org.pollard.people.Principal;
import org.pollard.people.TokenCheck;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// The Canvas wire at the edge: query and body as one tree, tokens and masquerade, scopes, the
/// throttle. Thread-safe; never waits.
@Singleton
class CanvasFacade implements Facade {

  static final String ROOT = "/api/v1";

  private static final String JSON_SUFFIX = ".json";

  private final AccessTokens tokens;
  private final PeopleStore people;
  private final Throttle throttle;
  private final ExecutorService virtualThreads;
  private final RequestBase bases;
  private final ClientAddress addresses;
  private final IdForm ids;
  private final CanvasVotes votes;

  CanvasFacade(
      AccessTokens tokens,
      PeopleStore people,
      Throttle throttle,
      @VirtualThreads ExecutorService virtualThreads,
      RequestBase bases,
      ClientAddress addresses,
      IdForm ids,
      CanvasVotes votes) {
    this.tokens = tokens;
    this.people = people;
    this.throttle = throttle;
    this.virtualThreads = virtualThreads;
    this.bases = bases;
    this.addresses = addresses;
    this.ids = ids;
    this.votes = votes;
  }

  @Override
  public List<String> roots() {
    return List.of(ROOT);
  }

  @Override
  public List<Route> routes() {
    return CanvasRules.all().stream()
        .map(each -> CanvasVotes.isVote(each) ? each.answeredBy(votes::cast) : each)
        .toList();
  }

  @Override
  public String known(String path) {
    String bare =
        path.endsWith(JSON_SUFFIX) ? path.substring(0, path.length() - JSON_SUFFIX.length()) : path;
    return bare.endsWith(JSON_SUFFIX) ? path : bare;
  }

  @Override
  public CompletionStage<CanvasCaller> caller(Arrival arrival) {
    HttpServerRequest request = arrival.http().request();
    ParamsReader.Read read =
        ParamsReader.read(
            request.query(),
            request.getHeader(HttpHeaders.CONTENT_TYPE),
            arrival.body().getBytes());
    String secret = secret(arrival, read);
    if (secret == null) {
      return nobody(arrival, CanvasErrors.unauthenticated());
    }
    CompletableFuture<TokenCheck> check = tokens.check(secret);
    return check.state() == Future.State.SUCCESS
        ? judged(arrival, read, check.resultNow())
        : check.thenCompose(judged -> judged(arrival, read, judged));
  }

  private CompletionStage<CanvasCaller> judged(
      Arrival arrival, ParamsReader.Read read, TokenCheck check) {
    return switch (check) {
      case TokenCheck.Valid(Principal principal) -> known(arrival, read, principal);
      case TokenCheck.Expired(var at) -> nobody(arrival, CanvasErrors.expiredToken(at));
      case TokenCheck.Revoked() -> nobody(arrival, CanvasErrors.revokedToken());
      case TokenCheck.Unknown() -> nobody(arrival, CanvasErrors.unknownToken());
    };
  }

  /// The header's word and one space, as Canvas has it, goes before a parameter; the cookie of a
  /// signed-in browser comes last.
  private static @Nullable String secret(Arrival arrival, ParamsReader.Read read) {
    String bearer = arrival.shown().secret();
    if ("Bearer".equals(arrival.shown().scheme()) && !bearer.isBlank()) {
      return bearer;
    }
    Optional<String> parameter =
        read instanceof ParamsReader.Read.Ok(Params params)
            ? params.root().text("access_token").filter(each -> !each.isBlank())
            : Optional.empty();
    return parameter.orElse(arrival.shown().cookies().get(Cookies.SESSION));
  }

  private CompletionStage<CanvasCaller> known(
      Arrival arrival, ParamsReader.Read read, Principal principal) {
    return switch (read) {
      case ParamsReader.Read.Refused(String reason) ->
          refused(CanvasErrors.badRequest(reason), client(principal));
      case ParamsReader.Read.Ok(Params params) -> {
        if (!principal.scopes().isEmpty() && !isInScope(arrival, principal)) {
          yield refused(CanvasErrors.insufficientScopes(), client(principal));
        }
        yield params.root().get("as_user_id").isPresent()
            ? masquerade(params, principal, client(principal))
            : CompletableFuture.completedFuture(
                new CanvasCaller.Known(principal, principal.user(), params));
      }
    };
  }

  private static boolean isInScope(Arrival arrival, Principal principal) {
    String method = arrival.http().request().method().name();
    return Scopes.allow(principal.scopes(), method, arrival.path());
  }

  private CompletionStage<CanvasCaller> masquerade(
      Params params, Principal principal, String client) {
    OptionalLong id = params.root().id("as_user_id");
    if (!principal.user().administrator() || id.isEmpty()) {
      return refused(CanvasErrors.badMasquerade(), client);
    }
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<User> user = people.user(new VoterId(id.getAsLong()));
          return user.isPresent()
              ? new CanvasCaller.Known(principal, user.get(), params)
              : new CanvasCaller.Refused(CanvasErrors.badMasquerade(), client);
        },
        virtualThreads);
  }

  /// Failed credentials are counted by address, or guessing would cost nothing.
  private CompletionStage<CanvasCaller> nobody(Arrival arrival, CanvasError error) {
    return refused(error, "address " + addresses.of(arrival.http().request()));
  }

  private static CompletionStage<CanvasCaller> refused(CanvasError error, String client) {
    return CompletableFuture.completedFuture(new CanvasCaller.Refused(error, client));
  }

  @Override
  public void admit(Arrival arrival, Caller caller) {
    CanvasCaller.Known known = (CanvasCaller.Known) caller;
    Route route = arrival.route();
    boolean plain = route != null && route.handler() != null;
    throttled(
        arrival.http(),
        client(known.principal()),
        () -> {
          if (plain) {
            arrival.handOn(known);
          } else {
            handOn(arrival, known);
          }
        });
  }

  /// Hands a request on to a resource, with what resources want to know of it.
  private void handOn(Arrival arrival, CanvasCaller.Known known) {
    HttpServerRequest request = arrival.http().request();
    String accept = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("");
    new CanvasCall(
            known.params(),
            known.principal(),
            known.user(),
            bases.of(request),
            arrival.path(),
            ids.areStrings(request),
            accept.contains("application/vnd.api+json"))
        .putInto(arrival.http());
    // Canvas answers JSON whatever is asked for; the framework would refuse instead.
    request.headers().set(HttpHeaders.ACCEPT, "application/json");
    request.headers().remove(HttpHeaders.CONTENT_TYPE);
    arrival.handOn(known);
  }

  @Override
  public void refuse(Arrival arrival, Caller caller, Refused reason) {
    CanvasError error = error(caller, reason);
    String client =
        switch (caller) {
          case CanvasCaller.Refused refused -> refused.client();
          case CanvasCaller.Known known -> client(known.principal());
          default -> "";
        };
    throttled(arrival.http(), client, () -> error.answer(arrival.http()));
  }

  private static CanvasError error(Caller caller, Refused reason) {
    if (caller instanceof CanvasCaller.Refused refused) {
      return refused.error();
    }
    return switch (reason) {
      case Refused.Malformed malformed -> CanvasErrors.badRequest(malformed.detail());
      case Refused.TooSlow slow -> CanvasErrors.badRequest(slow.detail());
      case Refused.TooLarge(int limit) -> CanvasErrors.tooLarge(limit);
      case Refused.Busy _ -> CanvasErrors.unavailable();
      case Refused.UnknownRoute _ -> CanvasErrors.notFound();
      case Refused.UnknownMethod _ -> CanvasErrors.notFound();
      case Refused.Unauthenticated _ -> CanvasErrors.unauthenticated();
      case Refused.Denied _ -> CanvasErrors.denied();
    };
  }

  /// Empty for who is not counted.
  private static String client(Principal principal) {
    return principal.root() ? "" : "token " + principal.token().value();
  }

  /// Holds a place in the client's bucket while the request is handled, and shows what it cost.
  private void throttled(RoutingContext http, String client, Runnable handle) {
    long start = System.nanoTime();
    if (client.isEmpty()) {
      showCost(http, start, _ -> Throttle.FULL);
      handle.run();
      return;
    }
    switch (throttle.enter(client)) {
      case Throttle.Entry.Refused() -> CanvasErrors.throttled().answer(http);
      case Throttle.Entry.Admitted(Throttle.Passage passage) -> {
        showCost(http, start, passage::leave);
        http.addEndHandler(_ -> passage.leave(Duration.ofNanos(System.nanoTime() - start)));
        handle.run();
      }
    }
  }

  /// @param remaining what remains to the client after a request of this cost
  private static void showCost(
      RoutingContext http, long start, ToDoubleFunction<Duration> remaining) {
    http.addHeadersEndHandler(
        _ -> {
          Duration cost = Duration.ofNanos(System.nanoTime() - start);
          double left = Math.max(0, remaining.applyAsDouble(cost));
          http.response()
              .putHeader("X-Request-Cost", Throttle.decimal(cost.toNanos() / 1e9))
              .putHeader("X-Rate-Limit-Remaining", Throttle.decimal(left));
        });
  }
}
