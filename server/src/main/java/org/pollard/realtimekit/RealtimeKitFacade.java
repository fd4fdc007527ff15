package org.pollard.realtimekit;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.edge.Facade;
import org.pollard.edge.Refused;
import org.pollard.edge.Route;

/// The RealtimeKit wire at the edge: credentials of both styles, the rate limit, and the older
/// style handed on under the path of the current one, which is the only one that resources know.
/// Thread-safe; never waits.
@ApplicationScoped
public class RealtimeKitFacade implements Facade {

  static final String CURRENT = "/client/v4";
  static final String LEGACY = "/v2";
  static final String SOCKET = "/ws";

  private final CallerLookup callers;
  private final RateLimit limit;
  private final AccountId account;

  RealtimeKitFacade(CallerLookup callers, RateLimit limit, AccountId account) {
    this.callers = callers;
    this.limit = limit;
    this.account = account;
  }

  @Override
  public List<String> roots() {
    return List.of(CURRENT, LEGACY, SOCKET, ClientRoutes.ICE_SERVERS, "/.well-known");
  }

  @Override
  public List<Route> routes() {
    return RealtimeKitRules.all();
  }

  /// Lets pages of other origins in where the browser client calls.
  @Override
  public void greet(Arrival arrival) {
    ClientRoutes.greet(arrival.http(), arrival.path());
  }

  @Override
  public CompletionStage<RealtimeKitCaller> caller(Arrival arrival) {
    return isLegacy(arrival) ? callers.legacy(arrival.shown()) : callers.current(arrival.shown());
  }

  private static boolean isLegacy(Arrival arrival) {
    return arrival.path().startsWith(LEGACY + "/");
  }

  @Override
  public void admit(Arrival arrival, Caller found) {
    if (!(found instanceof RealtimeKitCaller caller)) {
      // An open route, which judges for itself.
      arrival.handOn(found);
      return;
    }
    RoutingContext http = arrival.http();
    if (isTooMuch(http, caller)) {
      return;
    }
    MultiMap query = query(http);
    if (query == null) {
      answer(http, RealtimeKitErrors.invalid("The query of the address cannot be decoded."));
      return;
    }
    HttpServerRequest request = http.request();
    new RealtimeKitCall(caller, query, request.getHeader(HttpHeaders.CONTENT_TYPE), arrival.body())
        .putInto(http);
    // JSON is answered whatever is asked for, and the body has been read.
    request.headers().set(HttpHeaders.ACCEPT, "application/json");
    request.headers().remove(HttpHeaders.CONTENT_TYPE);
    if (isLegacy(arrival)) {
      arrival.handOnAt(caller, current(arrival.path().substring(LEGACY.length()), caller));
    } else {
      arrival.handOn(caller);
    }
  }

  private static @Nullable MultiMap query(RoutingContext http) {
    try {
      return http.queryParams();
    } catch (HttpException | IllegalArgumentException e) {
      return null;
    }
  }

  /// In the order that clients rely on: credentials, permission, rate, and only then what the path
  /// names.
  @Override
  public void refuse(Arrival arrival, Caller caller, Refused reason) {
    RoutingContext http = arrival.http();
    if (caller instanceof RealtimeKitCaller.Unknown) {
      answer(http, RealtimeKitErrors.unauthenticated(http.request().headers()));
      return;
    }
    if (caller instanceof RealtimeKitCaller.Stranger
        || caller instanceof RealtimeKitCaller.InMeeting
        || (caller instanceof RealtimeKitCaller.ApiClient(_, boolean opens) && !opens)) {
      answer(http, RealtimeKitErrors.denied());
      return;
    }
    if (caller instanceof RealtimeKitCaller known
        && !(reason instanceof Refused.Denied)
        && isTooMuch(http, known)) {
      return;
    }
    answer(
        http,
        switch (reason) {
          case Refused.Malformed _ when lacksAnId(http) -> RealtimeKitErrors.noRoute();
          case Refused.Malformed malformed -> RealtimeKitErrors.invalid(malformed.detail());
          case Refused.TooSlow slow -> RealtimeKitErrors.invalid(slow.detail());
          case Refused.TooLarge(int most) -> RealtimeKitErrors.tooLarge(most);
          case Refused.Busy _ -> RealtimeKitErrors.busy();
          case Refused.UnknownRoute _ -> RealtimeKitErrors.noRoute();
          case Refused.UnknownMethod _ -> RealtimeKitErrors.noRoute();
          case Refused.Unauthenticated _ -> RealtimeKitErrors.unauthenticated();
          case Refused.Denied _ -> RealtimeKitErrors.denied();
        });
  }

  /// Official clients send an empty id as an empty segment, and know the answer to an unknown
  /// route.
  private static boolean lacksAnId(RoutingContext http) {
    String path = String.valueOf(http.request().path());
    return path.startsWith(CURRENT + "/") && path.contains("//") && !path.endsWith("//");
  }

  /// Whether it was answered that this caller asks too much.
  private boolean isTooMuch(RoutingContext http, RealtimeKitCaller caller) {
    String client = client(caller);
    Optional<Duration> wait = client == null ? Optional.empty() : limit.enter(client);
    wait.ifPresent(each -> answer(http, RealtimeKitErrors.tooMany(each)));
    return wait.isPresent();
  }

  /// Under which name a caller's requests are counted; null for who is not counted.
  private static @Nullable String client(RealtimeKitCaller caller) {
    return switch (caller) {
      case RealtimeKitCaller.Administrator _ -> null;
      case RealtimeKitCaller.ApiClient(String token, _) -> "token " + token;
      case RealtimeKitCaller.AppClient(var app) -> "app " + app.id().value();
      case RealtimeKitCaller.InMeeting(var participant) ->
          "participant " + participant.voter().value();
      case RealtimeKitCaller.Stranger(String token) -> "stranger " + token;
      case RealtimeKitCaller.Unknown _ -> null;
    };
  }

  /// The path in the current style.
  private String current(String path, RealtimeKitCaller caller) {
    String app =
        switch (caller) {
          case RealtimeKitCaller.AppClient(var known) -> known.id().value();
          case RealtimeKitCaller.InMeeting(var participant) -> participant.app().value();
          case RealtimeKitCaller.Administrator _,
              RealtimeKitCaller.ApiClient _,
              RealtimeKitCaller.Stranger _,
              RealtimeKitCaller.Unknown _ ->
              "none";
        };
    return CURRENT + "/accounts/" + account.value() + "/realtime/kit/" + app + path;
  }

  /// Refuses with a status, in the words that go with it.
  public static void refuse(RoutingContext http, int status) {
    answer(http, RealtimeKitErrors.ofStatus(status));
  }

  /// Writes an error where no resource has taken over yet.
  static void answer(RoutingContext http, RealtimeKitError error) {
    var response = http.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(error.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, RealtimeKitJson.MEDIA_TYPE);
    error.headers().forEach(response::putHeader);
    var _ = response.end(Buffer.buffer(RealtimeKitJson.bytes(error.body())));
  }
}
