package org.pollard.edge;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The cookies of browsers as the rest of the server knows them. Over TLS their names begin with
/// `__Host-`, which browsers take from this very host and over TLS only, so that neither a
/// neighbour's subdomain nor a page that was read without TLS can put one there.
public final class BrowserCookies {

  private static final String OWN = "__Host-";

  private BrowserCookies() {}

  /// By their names without the beginning. Over TLS those without it do not count, and the other
  /// way round.
  static Map<String, String> of(HttpServerRequest request) {
    if (request.getHeader("Cookie") == null) {
      return Map.of();
    }
    boolean secure = Edge.isSecure(request);
    Map<String, String> cookies = new HashMap<>();
    for (Cookie each : request.cookies()) {
      boolean own = each.getName().startsWith(OWN);
      if (own == secure) {
        cookies.put(own ? each.getName().substring(OWN.length()) : each.getName(), each.getValue());
      }
    }
    return cookies;
  }

  /// Has the browser keep a cookie.
  ///
  /// @param goodFor nothing: the browser forgets it
  public static void give(RoutingContext http, String name, String value, Duration goodFor) {
    boolean secure = Edge.isSecure(http.request());
    http.response()
        .addCookie(
            Cookie.cookie(secure ? OWN + name : name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(secure)
                .setMaxAge(goodFor.toSeconds()));
  }
}
