package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.BrowserCookies;
import org.pollard.people.Cookies;
import org.pollard.people.Remotes;
import org.pollard.people.SignIn;

/// Gives browsers the cookies by which the edge knows them again.
final class Browsers {

  private static final Duration GUEST_FOR = Duration.ofDays(365);

  /// What was handed on yesterday tells nothing about today's lesson.
  private static final Duration LEFT_FOR = Duration.ofHours(12);

  private Browsers() {}

  /// The token of a signed-in browser, if its cookies count.
  static @Nullable String session(RoutingContext http) {
    return Arrival.of(http).shown().cookies().get(Cookies.SESSION);
  }

  static void signIn(RoutingContext http, String token) {
    BrowserCookies.give(http, Cookies.SESSION, token, SignIn.GOOD_FOR);
  }

  static void pair(RoutingContext http, String token) {
    BrowserCookies.give(http, Cookies.REMOTE, token, Remotes.STEERS_FOR);
  }

  static void unpair(RoutingContext http) {
    BrowserCookies.give(http, Cookies.REMOTE, "", Duration.ZERO);
  }

  static void signOut(RoutingContext http) {
    BrowserCookies.give(http, Cookies.SESSION, "", Duration.ZERO);
  }

  /// Leaves the browser to whoever comes next.
  static void leave(RoutingContext http) {
    BrowserCookies.give(http, Cookies.GUEST, "", Duration.ZERO);
    BrowserCookies.give(http, Cookies.LEFT, "1", LEFT_FOR);
  }

  /// Whether somebody has left it.
  static boolean wasLeft(RoutingContext http) {
    return Arrival.of(http).shown().cookies().containsKey(Cookies.LEFT);
  }

  static void welcome(RoutingContext http, String guestSecret) {
    BrowserCookies.give(http, Cookies.GUEST, guestSecret, GUEST_FOR);
    if (wasLeft(http)) {
      BrowserCookies.give(http, Cookies.LEFT, "", Duration.ZERO);
    }
  }
}
