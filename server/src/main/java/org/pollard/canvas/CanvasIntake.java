package org.pollard.canvas;

import static java.util.Objects.requireNonNull;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Fields;
import org.pollard.canvas.params.Params;
import org.pollard.canvas.params.ParamsReader;
import org.pollard.people.AccessTokens;
import org.pollard.people.Cookies;
import org.pollard.people.PeopleStore;
import org.pollard.people.Principal;
import org.pollard.people.TokenCheck;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// The one way in for Canvas calls: reads query and body into one tree, finds out who asks, holds
/// the throttle, and hands on to the resources. Runs on the event loop and never blocks it; what
/// must ask the database goes to a virtual thread.
@ApplicationScoped
public class CanvasIntake {

  private static final String ROOT = "/api/v1";
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
  private static final String JSON_SUFFIX = ".json";

  private final AccessTokens tokens;
  private final PeopleStore people;
  private final Throttle throttle;
  private final ExecutorService virtualThreads;
  private final RequestBase bases;

  CanvasIntake(
      AccessTokens tokens,
      PeopleStore people,
      Throttle throttle,
      @VirtualThreads ExecutorService virtualThreads,
      RequestBase bases) {
    this.tokens = tokens;
    this.people = people;
    this.throttle = throttle;
    this.virtualThreads = virtualThreads;
    this.bases = bases;
  }

  void register(@Observes Router router) {
    // All that begins so, since the resources ignore `;name=value` in any segment of a path.
    router.route("/api*").order(-1_000).handler(this::take);
    router.route(ROOT + "/*").order(Integer.MAX_VALUE).handler(this::refuseUnknown);
  }

  private void take(RoutingContext http) {
    HttpServerRequest request = http.request();
    String path = http.normalizedPath();
    boolean ours = path.equals(ROOT) || path.startsWith(ROOT + "/") || hasMatrix(path);
    if (!ours || CanvasCall.isIn(http)) {
      http.next();
      return;
    }
    if (path.endsWith(JSON_SUFFIX)) {
      String query = request.query();
      String plain = path.substring(0, path.length() - JSON_SUFFIX.length());
      http.reroute(query == null ? plain : plain + "?" + query);
      return;
    }
    if (request.version() == null) {
      answer(http, CanvasErrors.badRequest("Unknown version of HTTP"));
      return;
    }
    BodyReading.read(http, body -> read(http, body), error -> answer(http, error));
  }

  /// Whether a segment carries `;name=value`; no path of this API does.
  private static boolean hasMatrix(String path) {
    return path.indexOf(';') >= 0;
  }

  private void read(RoutingContext http, Buffer body) {
    HttpServerRequest request = http.request();
    ParamsReader.Read read =
        ParamsReader.read(
            request.query(), request.getHeader(HttpHeaders.CONTENT_TYPE), body.getBytes());
    Optional<String> secret = bearer(request);
    if (secret.isEmpty() && read instanceof ParamsReader.Read.Ok(Params params)) {
      secret = params.root().text("access_token").filter(each -> !each.isBlank());
    }
    if (secret.isEmpty()) {
      secret = cookie(http);
    }
    if (secret.isEmpty()) {
      admit(http, address(request), () -> answer(http, CanvasErrors.unauthenticated()));
      return;
    }
    CompletableFuture<TokenCheck> check = tokens.check(secret.get());
    if (check.isDone() && !check.isCompletedExceptionally()) {
      checked(http, read, check.join());
    } else {
      later(http, check, found -> checked(http, read, found));
    }
  }

  private void checked(RoutingContext http, ParamsReader.Read read, TokenCheck check) {
    switch (check) {
      case TokenCheck.Valid(Principal principal) -> {
        if (principal.root()) {
          showCost(http, System.nanoTime(), _ -> Throttle.FULL);
          identified(http, read, principal);
        } else {
          admit(
              http, "token " + principal.token().value(), () -> identified(http, read, principal));
        }
      }
      case TokenCheck.Expired(var at) -> refuse(http, CanvasErrors.expiredToken(at));
      case TokenCheck.Revoked() -> refuse(http, CanvasErrors.revokedToken());
      case TokenCheck.Unknown() -> refuse(http, CanvasErrors.unknownToken());
    }
  }

  /// Failed credentials are held by address, or guessing would cost nothing.
  private void refuse(RoutingContext http, CanvasError error) {
    admit(http, address(http.request()), () -> answer(http, error));
  }

  private void identified(RoutingContext http, ParamsReader.Read read, Principal principal) {
    switch (read) {
      case ParamsReader.Read.Refused(String reason) ->
          answer(http, CanvasErrors.badRequest(reason));
      case ParamsReader.Read.Ok(Params params) -> {
        if (!Scopes.allow(
            principal.scopes(), http.request().method().name(), http.normalizedPath())) {
          answer(http, CanvasErrors.insufficientScopes());
        } else if (params.root().get("as_user_id").isPresent()) {
          masquerade(http, params, principal);
        } else {
          handOn(http, params, principal, principal.user());
        }
      }
    }
  }

  private void masquerade(RoutingContext http, Params params, Principal principal) {
    Fields root = params.root();
    OptionalLong id = root.id("as_user_id");
    if (!principal.user().administrator() || id.isEmpty()) {
      answer(http, CanvasErrors.badMasquerade());
      return;
    }
    later(
        http,
        CompletableFuture.supplyAsync(
            () -> people.user(new VoterId(id.getAsLong())), virtualThreads),
        (Optional<User> user) ->
            user.ifPresentOrElse(
                each -> handOn(http, params, principal, each),
                () -> answer(http, CanvasErrors.badMasquerade())));
  }

  private void handOn(RoutingContext http, Params params, Principal principal, User user) {
    HttpServerRequest request = http.request();
    String accept = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("");
    new CanvasCall(
            params,
            principal,
            user,
            bases.of(request),
            http.normalizedPath(),
            accept.contains("application/json+canvas-string-ids"),
            accept.contains("application/vnd.api+json"))
        .putInto(http);
    // Canvas answers JSON whatever is asked for; the framework would refuse instead.
    request.headers().set(HttpHeaders.ACCEPT, "application/json");
    request.headers().remove(HttpHeaders.CONTENT_TYPE);
    if (!METHODS.contains(request.method().name()) || hasMatrix(http.normalizedPath())) {
      answer(http, CanvasErrors.notFound());
    } else {
      http.next();
    }
  }

  /// Holds a place in the caller's bucket while the request is handled, and shows what it cost.
  private void admit(RoutingContext http, String client, Runnable handle) {
    switch (throttle.enter(client)) {
      case Throttle.Entry.Refused() -> answer(http, CanvasErrors.throttled());
      case Throttle.Entry.Admitted(Throttle.Passage passage) -> {
        long start = System.nanoTime();
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

  private void refuseUnknown(RoutingContext http) {
    answer(http, CanvasErrors.notFound());
  }

  /// Goes on where the request came in, once an answer is there.
  private static <T> void later(
      RoutingContext http, CompletableFuture<T> answer, Consumer<T> then) {
    Context context = requireNonNull(Vertx.currentContext());
    var _ =
        answer.whenComplete(
            (found, fault) ->
                context.runOnContext(
                    _ -> {
                      if (fault == null) {
                        then.accept(found);
                      } else {
                        http.fail(fault);
                      }
                    }));
  }

  /// The scheme word and one space, as Canvas has it; everything else is no credential here.
  private static Optional<String> bearer(HttpServerRequest request) {
    @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return Optional.ofNullable(header)
        .filter(each -> each.startsWith("Bearer "))
        .map(each -> each.substring("Bearer ".length()))
        .filter(each -> !each.isBlank());
  }

  /// The token of a signed-in browser. Opening and closing can be asked for with GET as well, which
  /// any page could have a browser do.
  private static Optional<String> cookie(RoutingContext http) {
    HttpServerRequest request = http.request();
    Cookie cookie = request.getCookie(Cookies.SESSION);
    String path = http.normalizedPath();
    boolean changes = path.endsWith("/open") || path.endsWith("/close");
    boolean counts =
        Cookies.count(
            changes ? "POST" : request.method().name(),
            request.getHeader("Sec-Fetch-Site"),
            request.getHeader(HttpHeaders.ORIGIN),
            request.getHeader(HttpHeaders.HOST));
    return counts ? Optional.ofNullable(cookie).map(Cookie::getValue) : Optional.empty();
  }

  private static String address(HttpServerRequest request) {
    var remote = request.remoteAddress();
    return "address " + (remote == null ? "unknown" : remote.hostAddress());
  }

  /// Writes an error where no resource has taken over yet.
  static void answer(RoutingContext http, CanvasError error) {
    var response = http.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response.setStatusCode(error.status()).putHeader(HttpHeaders.CONTENT_TYPE, error.mediaType());
    error.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(error.bytes()));
  }
}
