package org.pollard.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;

/// A request as the edge knows it. Immutable, but for what it stands for.
///
/// @param path normal, without a slash at its end, as the routes know it
/// @param route null when nothing is declared for it
/// @param shown the credentials that it bears; cookies only where they count
/// @param body whole; empty until it was read
public record Arrival(
    RoutingContext http, String path, @Nullable Route route, Credentials.Shown shown, Buffer body) {

  /// Under this key the context of a request that took a route holds the route's template. For
  /// measures, whose names must be few; the framework looks there, too.
  public static final String TEMPLATE = "UrlPathTemplate";

  private static final String KEY = Arrival.class.getName();
  private static final String CALLER = Caller.class.getName();
  private static final int LONGEST_ID = 18;

  /// The arrival of a request that the edge has let in.
  ///
  /// @throws NoCallerException when it has not
  public static Arrival of(RoutingContext http) {
    Arrival arrival = http.get(KEY);
    if (arrival == null) {
      throw new NoCallerException();
    }
    return arrival;
  }

  /// Who the edge has let in.
  ///
  /// @throws NoCallerException when it was nobody of this kind
  public static <C extends Caller> C caller(RoutingContext http, Class<C> kind) {
    Object caller = http.get(CALLER);
    if (!kind.isInstance(caller)) {
      throw new NoCallerException();
    }
    return kind.cast(caller);
  }

  static boolean isIn(RoutingContext http) {
    return http.get(CALLER) != null;
  }

  HttpServerRequest request() {
    return http.request();
  }

  Arrival with(Buffer whole) {
    return new Arrival(http, path, route, shown, whole);
  }

  void remember() {
    http.put(KEY, this);
    if (route != null) {
      ((HttpServerRequestInternal) http.request()).context().putLocal(TEMPLATE, route.template());
    }
  }

  /// An id from the path; 0, which nothing has, for what cannot be one.
  public long id(String name) {
    return id(http, name);
  }

  /// The same for a handler that has only the context.
  public static long id(RoutingContext http, String name) {
    return idOf(http.pathParam(name));
  }

  /// The same for any text.
  public static long idOf(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_ID) {
      return 0;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return 0;
      }
    }
    return Long.parseLong(text);
  }

  /// Whether somebody who has to do with this room only may come to this path: it names no room, or
  /// that one.
  ///
  /// @param room null: there is no such bound
  public boolean isOf(@Nullable Long room) {
    return room == null || http.pathParam("course") == null || id("course") == room;
  }

  /// Lets the request go where it wants to, with the caller on record.
  public void handOn(Caller caller) {
    http.put(CALLER, caller);
    Route.Handler handler = route == null ? null : route.handler();
    if (handler != null) {
      handler.handle(this, caller);
      return;
    }
    // Resources read from here what the edge has read.
    ((RoutingContextInternal) http).setBody(body);
    http.next();
  }

  /// The same under another path, which only what stands behind the edge knows.
  public void handOnAt(Caller caller, String other) {
    http.put(CALLER, caller);
    ((RoutingContextInternal) http).setBody(body);
    String query = http.request().query();
    http.reroute(query == null ? other : other + "?" + query);
  }
}
