package org.pollard.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pollard.people.AccessTokens;
import org.pollard.people.Cookies;
import org.pollard.people.Credentials;
import org.pollard.people.Guest;
import org.pollard.people.Guests;
import org.pollard.people.PeopleStore;
import org.pollard.people.Principal;
import org.pollard.people.SignIn;
import org.pollard.people.TokenCheck;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Knows browsers by their cookies, and gives them some. Thread-safe; may wait for the database.
@ApplicationScoped
class Browsers {

  private static final Duration GUEST_FOR = Duration.ofDays(365);

  private final AccessTokens tokens;
  private final Guests guests;
  private final PeopleStore people;

  Browsers(AccessTokens tokens, Guests guests, PeopleStore people) {
    this.tokens = tokens;
    this.guests = guests;
    this.people = people;
  }

  Visitor visitor(RoutingContext http) {
    Credentials.Shown shown = shown(http.request());
    User user = user(shown.bearer());
    if (user == null) {
      user = user(shown.cookies().get(Cookies.SESSION));
    }
    Guest guest = guests.behind(shown.cookies().get(Cookies.GUEST)).join();
    return new Visitor(user, guest);
  }

  @Nullable User user(VoterId id) {
    return people.user(id).orElse(null);
  }

  private @Nullable User user(@Nullable String token) {
    if (token == null) {
      return null;
    }
    return switch (tokens.check(token).join()) {
      case TokenCheck.Valid(Principal principal) ->
          principal.scopes().isEmpty() ? principal.user() : null;
      case TokenCheck.Expired _, TokenCheck.Revoked _, TokenCheck.Unknown _ -> null;
    };
  }

  static Credentials.Shown shown(HttpServerRequest request) {
    Map<String, String> cookies = new HashMap<>();
    for (Cookie each : request.cookies()) {
      cookies.put(each.getName(), each.getValue());
    }
    return Credentials.Shown.of(request.method().name(), request::getHeader, cookies);
  }

  /// The token of a signed-in browser, if its cookies count.
  static @Nullable String session(HttpServerRequest request) {
    return shown(request).cookies().get(Cookies.SESSION);
  }

  /// Whether a request that changes something comes from a page of ours, so that nobody else has a
  /// browser sign in.
  static boolean isOwnPage(HttpServerRequest request) {
    return Cookies.count(
        request.method().name(),
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Origin"),
        request.getHeader("Host"));
  }

  static void signIn(RoutingContext http, String token) {
    give(http, Cookies.SESSION, token, SignIn.GOOD_FOR);
  }

  static void signOut(RoutingContext http) {
    give(http, Cookies.SESSION, "", Duration.ZERO);
  }

  static void welcome(RoutingContext http, String guestSecret) {
    give(http, Cookies.GUEST, guestSecret, GUEST_FOR);
  }

  private static void give(RoutingContext http, String name, String value, Duration goodFor) {
    http.response()
        .addCookie(
            Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure("https".equals(http.request().scheme()))
                .setMaxAge(goodFor.toSeconds()));
  }

  /// Where a call comes from, as far as that can be told.
  static String address(RoutingContext http) {
    var remote = http.request().remoteAddress();
    return remote == null ? "unknown" : remote.hostAddress();
  }
}
