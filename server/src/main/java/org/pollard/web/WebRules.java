package org.pollard.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pollard.edge.Route;
import org.pollard.people.CallerKind;

/// The pages, and the calls that only they make.
public final class WebRules {

  /// Whoever comes by: nobody needs to be known in order to join or to sign in.
  private static final Set<CallerKind> ANYBODY =
      EnumSet.of(CallerKind.NOBODY, CallerKind.GUEST, CallerKind.USER, CallerKind.ADMINISTRATOR);

  /// A browser that is a guest's may be a user's at the same time.
  private static final Set<CallerKind> GUESTS =
      EnumSet.of(CallerKind.GUEST, CallerKind.USER, CallerKind.ADMINISTRATOR);

  private static final Set<CallerKind> USERS =
      EnumSet.of(CallerKind.USER, CallerKind.ADMINISTRATOR);

  /// What the page of the big screen reads and does, which is all that a remote control may.
  private static final Set<CallerKind> STEERING =
      EnumSet.of(CallerKind.USER, CallerKind.ADMINISTRATOR, CallerKind.REMOTE);

  private static final Set<CallerKind> ADMINISTRATORS = EnumSet.of(CallerKind.ADMINISTRATOR);

  private static final String ROOM = "/web/rooms/{course}";

  private WebRules() {}

  public static List<Route> all() {
    return List.of(
        Route.open("GET", "/"),
        Route.open("GET", "/j/{code}"),
        Route.open("GET", "/present/{course}"),
        Route.open("GET", "/host"),
        Route.open("GET", "/host/rooms/**"),
        Route.open("GET", "/host/meetings"),
        Route.open("GET", "/host/account"),
        Route.open("GET", "/host/invited"),
        Route.open("GET", "/static/old-browser.js"),
        Route.open("GET", "/static/bundle/**"),
        Route.open("POST", "/host/token"),
        Route.of("GET", "/web/session", ANYBODY),
        Route.of("POST", "/web/session", ANYBODY).small(),
        Route.of("DELETE", "/web/session", ANYBODY),
        Route.of("POST", "/web/join", ANYBODY).small(),
        Route.of("PUT", "/web/guest", GUESTS).small(),
        Route.of("DELETE", "/web/guest", ANYBODY),
        Route.of("POST", "/web/invitation", ANYBODY).small(),
        Route.of("POST", "/web/invitation/accept", ANYBODY).small(),
        Route.of("POST", "/web/host-link", ADMINISTRATORS).small(),
        Route.of("POST", "/web/handover", USERS).small(),
        Route.of("PATCH", "/web/account", USERS).small(),
        users("GET", "/web/rooms"),
        users("POST", "/web/rooms"),
        Route.of("GET", ROOM, STEERING),
        users("PATCH", ROOM),
        Route.of("GET", ROOM + "/here", STEERING),
        Route.of("GET", ROOM + "/qr.svg", STEERING),
        users("GET", ROOM + "/results.xlsx").noHead(),
        Route.of("GET", ROOM + "/screen", ANYBODY),
        Route.of("POST", ROOM + "/overlay", USERS).small(),
        users("DELETE", ROOM + "/overlay"),
        users("PUT", ROOM + "/logo"),
        users("DELETE", ROOM + "/logo"),
        Route.open("GET", "/web/logos/{name}"),
        users("POST", ROOM + "/import"),
        Route.of("POST", ROOM + "/cohosts", USERS).small(),
        Route.of("POST", ROOM + "/remote", USERS).small(),
        Route.of("POST", "/web/remote", ANYBODY).small(),
        Route.of("DELETE", "/web/remote", EnumSet.of(CallerKind.REMOTE)),
        users("POST", ROOM + "/import/preview"),
        Route.of("PUT", ROOM + "/order", STEERING),
        users("POST", ROOM + "/roster"),
        users("DELETE", "/web/sessions/{id}"),
        users("DELETE", "/web/polls/{id}"),
        users("PUT", "/web/polls/{id}/picture"),
        users("DELETE", "/web/polls/{id}/picture"),
        Route.open("GET", "/web/pictures/{name}"),
        users("POST", "/web/discarded/{id}"),
        users("POST", ROOM + "/roster/preview"),
        users("GET", "/web/sessions/{id}/timeline"),
        users("GET", "/web/sessions/{id}/results.csv").noHead(),
        users("GET", "/web/sessions/{id}/results.xlsx").noHead(),
        users("GET", "/web/meetings"),
        users("GET", "/web/app-webhooks"),
        users("GET", "/web/app-webhooks/{webhook}/deliveries"),
        Route.of("PUT", "/web/password", USERS).small(),
        users("GET", "/web/browsers"),
        users("DELETE", "/web/browsers"),
        users("DELETE", "/web/browsers/{id}"),
        users("GET", ROOM + "/people"),
        users("GET", ROOM + "/people.csv").noHead(),
        users("GET", ROOM + "/people.xlsx").noHead(),
        Route.of("PATCH", ROOM + "/people/{user}", USERS).small(),
        Route.of("POST", ROOM + "/people/{user}/password", USERS).small(),
        Route.of("POST", "/web/people/{user}/password", ADMINISTRATORS).small(),
        Route.of("GET", "/web/audit", ADMINISTRATORS),
        Route.of("GET", "/web/audit.csv", ADMINISTRATORS).noHead());
  }

  private static Route users(String method, String template) {
    return Route.of(method, template, USERS);
  }
}
