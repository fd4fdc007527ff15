package org.pollard.realtimekit;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one way in for RealtimeKit calls of either style: reads the body, finds out who asks, judges
/// whether they may, holds the rate limit, and hands on to the resources, which know one style
/// only. Runs on the event loop and never blocks it.
@ApplicationScoped
public class RealtimeKitIntake {

  private static final String CURRENT = "/client/v4";
  private static final String LEGACY = "/v2";
  private static final Pattern TOKENS = Pattern.compile(CURRENT + "/accounts/[^/]*/tokens(/.*)?");
  private static final Pattern VOTE =
      Pattern.compile(".*/meetings/[^/]*/active-session/poll/[^/]*/vote");

  private final CallerLookup callers;
  private final RateLimit limit;
  private final AccountId account;

  RealtimeKitIntake(CallerLookup callers, RateLimit limit, AccountId account) {
    this.callers = callers;
    this.limit = limit;
    this.account = account;
  }

  void register(@Observes Router router) {
    router.route(CURRENT + "*").order(-1_000).handler(this::take);
    router.route(LEGACY + "*").order(-1_000).handler(this::take);
    router
        .route(CURRENT + "*")
        .order(Integer.MAX_VALUE)
        .handler(http -> answer(http, RealtimeKitErrors.noRoute()));
  }

  private void take(RoutingContext http) {
    boolean legacy = isBelow(http, LEGACY);
    if (RealtimeKitCall.isIn(http) || !(legacy || isBelow(http, CURRENT))) {
      http.next();
      return;
    }
    Context context = requireNonNull(Vertx.currentContext());
    BodyReading.read(
        http,
        body ->
            onContext(
                http,
                context,
                legacy ? callers.legacy(http.request()) : callers.current(http.request()),
                caller -> admit(http, caller, body, legacy)),
        error -> answer(http, error));
  }

  private static boolean isBelow(RoutingContext http, String root) {
    String path = http.request().path();
    return path != null && (path.equals(root) || path.startsWith(root + "/"));
  }

  /// In the order that clients rely on: credentials, permission, rate, and only then what the path
  /// names.
  private void admit(RoutingContext http, Optional<Caller> found, Buffer body, boolean legacy) {
    if (found.isEmpty()) {
      answer(http, RealtimeKitErrors.unauthenticated());
      return;
    }
    Caller caller = found.get();
    String path = requireNonNull(http.request().path());
    if (!mayAsk(caller, path, http.request().method())) {
      answer(http, RealtimeKitErrors.denied());
      return;
    }
    String client = client(caller);
    if (client != null) {
      var wait = limit.enter(client);
      if (wait.isPresent()) {
        answer(http, RealtimeKitErrors.tooMany(wait.get()));
        return;
      }
    }
    if (path.contains("//") || path.indexOf(';') >= 0) {
      // The framework would take these for a path that they are not.
      answer(http, RealtimeKitErrors.noRoute());
      return;
    }
    MultiMap query = query(http);
    if (query == null) {
      answer(http, RealtimeKitErrors.invalid("The query of the address cannot be decoded."));
      return;
    }
    new RealtimeKitCall(caller, query, body).putInto(http);
    HttpServerRequest request = http.request();
    // JSON is answered whatever is asked for, and the body has been read.
    request.headers().set(HttpHeaders.ACCEPT, "application/json");
    request.headers().remove(HttpHeaders.CONTENT_TYPE);
    if (legacy) {
      http.reroute(current(path.substring(LEGACY.length()), caller));
    } else {
      http.next();
    }
  }

  private static @Nullable MultiMap query(RoutingContext http) {
    try {
      return http.queryParams();
    } catch (HttpException | IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean mayAsk(Caller caller, String path, HttpMethod method) {
    boolean vote = method.equals(HttpMethod.POST) && VOTE.matcher(path).matches();
    return switch (caller) {
      case Caller.InMeeting _ -> vote;
      case Caller.Administrator _ -> !vote;
      case Caller.AppClient _ -> !vote;
      case Caller.ApiClient(_, boolean opensMeetings) ->
          opensMeetings && !vote && !TOKENS.matcher(path).matches();
      case Caller.Stranger _ -> false;
    };
  }

  /// Under which name a caller's requests are counted; null for who is not counted.
  private static @Nullable String client(Caller caller) {
    return switch (caller) {
      case Caller.Administrator _ -> null;
      case Caller.ApiClient(String token, _) -> "token " + token;
      case Caller.AppClient(var app) -> "app " + app.id().value();
      case Caller.InMeeting(var participant) -> "participant " + participant.voter().value();
      case Caller.Stranger(String token) -> "stranger " + token;
    };
  }

  /// The path in the current style. Apps can be listed and made there only.
  private String current(String path, Caller caller) {
    String app =
        switch (caller) {
          case Caller.AppClient(var known) -> known.id().value();
          case Caller.InMeeting(var participant) -> participant.app().value();
          case Caller.Administrator _, Caller.ApiClient _, Caller.Stranger _ -> "none";
        };
    return CURRENT + "/accounts/" + account.value() + "/realtime/kit/" + app + path;
  }

  private static void onContext(
      RoutingContext http,
      Context context,
      CompletionStage<Optional<Caller>> stage,
      Consumer<Optional<Caller>> then) {
    var _ =
        stage.whenComplete(
            (value, fault) ->
                context.runOnContext(
                    _ -> {
                      if (fault != null) {
                        http.fail(fault);
                        return;
                      }
                      try {
                        then.accept(value);
                      } catch (RuntimeException e) {
                        // Nobody else would answer what was thrown here.
                        http.fail(e);
                      }
                    }));
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
