package org.pollard.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.connection.AnswerHead;
import org.pollard.edge.connection.ConnectionGuard;
import org.pollard.people.CallerKind;
import org.pollard.people.Credentials;

/// The first route of all, through which every request comes. In this order: the form of the
/// request and of its path, what is declared for it, its body, who calls, and whether the rule lets
/// them in. Only then anything else of the server sees it. Runs on the event loop and never waits.
@ApplicationScoped
public class Edge {

  private static final Caller NOBODY = new Caller.Nobody();
  private static final Buffer NO_BODY = Buffer.buffer();

  private final RequestBase base;
  private final List<Served> served;
  private final BodyReading bodies = new BodyReading(BodyBudget.ofThisProcess());
  private final LikeHttp1 likeHttp1 = new LikeHttp1();

  /// One facade below one of its roots.
  private record Served(String root, Facade facade, Routes routes) {

    boolean owns(String path) {
      return path.startsWith(root)
          && (path.length() == root.length()
              || root.isEmpty()
              || path.charAt(root.length()) == '/');
    }
  }

  Edge(Instance<Facade> facades, RequestBase base) {
    this.base = base;
    List<Served> all = new ArrayList<>();
    for (Facade facade : facades) {
      Routes routes = new Routes(facade.routes());
      facade.roots().forEach(root -> all.add(new Served(root, facade, routes)));
    }
    all.sort(Comparator.comparingInt((Served each) -> each.root().length()).reversed());
    this.served = List.copyOf(all);
  }

  void register(@Observes Router router) {
    router
        .route()
        .order(Integer.MIN_VALUE)
        .handler(
            http -> {
              HttpServerRequest request = http.request();
              if (request.version() == HttpVersion.HTTP_2 && !likeHttp1.is(request)) {
                router.handle(likeHttp1.of(request));
              } else {
                take(http);
              }
            });
  }

  private void take(RoutingContext http) {
    HttpServerRequest request = http.request();
    head(http);
    if (Arrival.isIn(http)) {
      // Under another path now, which only the inside knows: who it was has been judged. What the
      // answer bears was forgotten on the way.
      Arrival arrival = Arrival.of(http);
      owner(arrival.path()).facade().greet(arrival);
      http.next();
      return;
    }
    String path = request.path();
    Refused malformed = Authority.judge(request);
    if (malformed == null) {
      malformed = malformed(request, path);
    }
    if (malformed != null) {
      refuseUnread(arrival(http, readable(http)), malformed);
      return;
    }
    judge(http, NormalPath.withoutEnd(String.valueOf(path)));
  }

  private void judge(RoutingContext http, String path) {
    Served owner = owner(path);
    String known = owner.facade().known(path);
    if (!known.equals(path)) {
      // Judged anew from the beginning, under the path that is meant.
      String query = http.request().query();
      http.reroute(query == null ? known : known + "?" + query);
      return;
    }
    Arrival arrival;
    Refused missing = null;
    switch (owner.routes().find(http.request().method().name(), path)) {
      case Routes.Found.Known(Route route, List<String> values) -> {
        arrival = arrival(http, path, route);
        name(http, route, values);
        owner.facade().greet(arrival);
      }
      case Routes.Found.OtherMethod(List<String> methods) -> {
        arrival = arrival(http, path);
        missing = new Refused.UnknownMethod(methods);
      }
      case Routes.Found.Nothing() -> {
        arrival = arrival(http, path);
        missing = new Refused.UnknownRoute();
      }
    }
    arrival.remember();
    Route route = arrival.route();
    if (route != null && route.upgrade()) {
      identify(owner.facade(), arrival, missing);
      return;
    }
    Refused unknown = missing;
    bodies.read(
        http,
        route == null ? Route.SMALL_BODY : route.largestBody(),
        body -> identify(owner.facade(), arrival.with(body), unknown),
        reason -> owner.facade().refuse(arrival, NOBODY, reason));
  }

  private static void identify(Facade facade, Arrival arrival, @Nullable Refused missing) {
    Route route = arrival.route();
    if (route != null && !route.looks()) {
      admit(facade, arrival, NOBODY, missing);
      return;
    }
    Hop.then(
        arrival.http(), facade.caller(arrival), caller -> admit(facade, arrival, caller, missing));
  }

  private static void admit(
      Facade facade, Arrival arrival, Caller caller, @Nullable Refused missing) {
    Route route = arrival.route();
    if (caller.kind() != CallerKind.NOBODY) {
      ConnectionGuard.here().known(arrival.http().request().connection());
    }
    if (route == null || missing != null) {
      facade.refuse(arrival, caller, missing == null ? new Refused.UnknownRoute() : missing);
    } else if (route.letsIn(caller)) {
      facade.admit(arrival, caller);
    } else if (caller.kind() == CallerKind.NOBODY) {
      facade.refuse(arrival, caller, new Refused.Unauthenticated());
    } else {
      facade.refuse(arrival, caller, new Refused.Denied());
    }
  }

  private void refuseUnread(Arrival arrival, Refused reason) {
    BodyReading.drop(arrival.http());
    owner(arrival.path()).facade().refuse(arrival, NOBODY, reason);
  }

  private Served owner(String path) {
    for (Served each : served) {
      if (each.owns(path)) {
        return each;
      }
    }
    throw new IllegalStateException("no facade has the empty root");
  }

  /// What holds for every answer of this server, also where nothing was declared.
  public static void head(RoutingContext http) {
    MultiMap headers = http.response().headers();
    headers.set(AnswerHead.CONTENT_TYPE_OPTIONS, AnswerHead.NOSNIFF);
    if (isSecure(http.request())) {
      headers.set(AnswerHead.TRANSPORT_SECURITY, AnswerHead.HSTS);
    }
  }

  /// Whether it came by TLS, to us or to a proxy that is trusted.
  public static boolean isSecure(HttpServerRequest request) {
    return "https".equals(request.scheme());
  }

  private static @Nullable Refused malformed(HttpServerRequest request, @Nullable String path) {
    HttpVersion version = request.version();
    if (version == null) {
      return new Refused.Malformed("Unknown version of HTTP");
    }
    if (path == null || !NormalPath.is(path)) {
      return new Refused.Malformed(
          "The path of the address is not in its normal form: no empty or dot segments, no ';',"
              + " nothing encoded that need not be");
    }
    String coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("chunked")) {
      // Where such a body ends is anybody's guess.
      return new Refused.Malformed("Only the transfer coding chunked is understood");
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && !BodyReading.isNumber(length)) {
      return new Refused.Malformed("The length of the body is no number");
    }
    return null;
  }

  /// The path as far as it can be read, to find out whose words to refuse in.
  private static String readable(RoutingContext http) {
    String raw = String.valueOf(http.request().path());
    try {
      return NormalPath.withoutEnd(http.normalizedPath());
    } catch (RuntimeException e) {
      return raw;
    }
  }

  private Arrival arrival(RoutingContext http, String path) {
    return arrival(http, path, null);
  }

  private Arrival arrival(RoutingContext http, String path, @Nullable Route route) {
    HttpServerRequest request = http.request();
    boolean changes = route != null && route.changes();
    Credentials.Shown shown =
        request.headers().contains(HttpHeaders.COOKIE)
            ? Credentials.Shown.of(
                changes ? "POST" : request.method().name(),
                request::getHeader,
                BrowserCookies.of(request),
                base.publicOrigin())
            : Credentials.Shown.ofAuthorization(request.getHeader(HttpHeaders.AUTHORIZATION));
    return new Arrival(
        http, path, route, isRemote(route, request) ? shown.asRemote() : shown, NO_BODY);
  }

  /// A remote control says that it is one, so that its phone may be a guest's as well, and is one
  /// only where a route declares it.
  private static boolean isRemote(@Nullable Route route, HttpServerRequest request) {
    String query = request.query();
    return route != null
        && route.admits().contains(CallerKind.REMOTE)
        && route.looks()
        && query != null
        && List.of(query.split("&", -1)).contains("as=remote");
  }

  private static void name(RoutingContext http, Route route, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    int index = 0;
    int start = route.template().indexOf('{');
    while (start >= 0 && index < values.size()) {
      int end = route.template().indexOf('}', start);
      http.pathParams().put(route.template().substring(start + 1, end), values.get(index));
      index++;
      start = route.template().indexOf('{', end);
    }
  }
}
