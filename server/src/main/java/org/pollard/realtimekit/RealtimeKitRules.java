package org.pollard.realtimekit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pollard.edge.Route;
import org.pollard.people.CallerKind;

/// Every call of the RealtimeKit wire, in both styles. Programs manage, participants vote.
public final class RealtimeKitRules {

  private static final Set<CallerKind> PROGRAMS =
      EnumSet.of(CallerKind.ADMINISTRATOR, CallerKind.API_TOKEN, CallerKind.APP);
  private static final Set<CallerKind> PROGRAMS_OF_THE_ACCOUNT =
      EnumSet.of(CallerKind.ADMINISTRATOR, CallerKind.API_TOKEN);
  private static final Set<CallerKind> ADMINISTRATORS = EnumSet.of(CallerKind.ADMINISTRATOR);

  /// API tokens that are good for nothing as well; who has another token is refused behind the
  /// edge.
  private static final Set<CallerKind> ANY_TOKEN =
      EnumSet.of(CallerKind.ADMINISTRATOR, CallerKind.API_TOKEN, CallerKind.STRANGER);

  private static final Set<CallerKind> PARTICIPANTS = EnumSet.of(CallerKind.PARTICIPANT);

  private static final String CURRENT = RealtimeKitFacade.CURRENT;
  private static final String LEGACY = RealtimeKitFacade.LEGACY;
  private static final String TOKENS = CURRENT + "/accounts/{account_id}/tokens";
  private static final String APPS = CURRENT + "/accounts/{account_id}/realtime/kit/apps";

  /// Of one app, before what is below it.
  private static final String APP = CURRENT + "/accounts/{account_id}/realtime/kit/{app_id}";

  private static final String MEETING = "/meetings/{meeting_id}";
  private static final String PARTICIPANT = MEETING + "/participants/{participant_id}";
  private static final String ACTIVE = MEETING + "/active-session";
  private static final String POLL = ACTIVE + "/poll/{poll_id}";

  private static final String WEBHOOK = "/webhooks/{webhook_id}";

  private RealtimeKitRules() {}

  public static List<Route> all() {
    List<Route> all = new ArrayList<>();
    all.add(Route.of("GET", TOKENS + "/permission_groups", ADMINISTRATORS));
    all.add(Route.of("GET", TOKENS, ADMINISTRATORS));
    all.add(Route.of("POST", TOKENS, ADMINISTRATORS));
    all.add(Route.of("GET", TOKENS + "/verify", ANY_TOKEN));
    all.add(Route.of("GET", CURRENT + "/user/tokens/verify", ANY_TOKEN));
    all.add(Route.of("GET", TOKENS + "/{token_id}", ADMINISTRATORS));
    all.add(Route.of("DELETE", TOKENS + "/{token_id}", ADMINISTRATORS));
    all.add(Route.of("GET", APPS, PROGRAMS_OF_THE_ACCOUNT));
    all.add(Route.of("POST", APPS, PROGRAMS_OF_THE_ACCOUNT));
    all.add(Route.of("GET", APPS + "/{app_id}", PROGRAMS_OF_THE_ACCOUNT));
    for (Route each : Stream.concat(ofAnApp().stream(), ofMedia().stream()).toList()) {
      all.add(each.at(APP + each.template()));
      all.add(each.at(LEGACY + each.template()));
    }
    // In the older style the browser client asks for these, and is answered apart.
    all.add(programs("GET", APP + MEETING + "/active-livestream"));
    all.add(programs("GET", APP + "/recordings/active-recording/{meeting_id}"));
    all.addAll(ofTheClient());
    all.add(Route.open("GET", "/.well-known/jwks.json"));
    all.add(Route.open("GET", "/.well-known/webhooks.json"));
    return all;
  }

  /// Below the base of either style.
  private static List<Route> ofAnApp() {
    return List.of(
        programs("GET", "/presets"),
        programs("POST", "/presets"),
        programs("GET", "/presets/{preset_id}"),
        programs("PATCH", "/presets/{preset_id}"),
        programs("PUT", "/presets/{preset_id}"),
        programs("DELETE", "/presets/{preset_id}"),
        programs("GET", "/meetings"),
        programs("POST", "/meetings"),
        programs("GET", MEETING),
        programs("PATCH", MEETING),
        programs("PUT", MEETING),
        programs("GET", MEETING + "/participants"),
        programs("POST", MEETING + "/participants"),
        programs("GET", PARTICIPANT),
        programs("PATCH", PARTICIPANT),
        programs("PUT", PARTICIPANT),
        programs("DELETE", PARTICIPANT),
        programs("POST", PARTICIPANT + "/token"),
        programs("GET", ACTIVE),
        programs("POST", ACTIVE + "/kick"),
        programs("POST", ACTIVE + "/kick-all"),
        programs("GET", ACTIVE + "/poll"),
        programs("POST", ACTIVE + "/poll"),
        programs("GET", POLL),
        Route.of("POST", POLL + "/vote", PARTICIPANTS).small(),
        Route.open("OPTIONS", POLL + "/vote"),
        programs("GET", "/sessions"),
        programs("GET", "/sessions/{session_id}"),
        programs("GET", "/sessions/{session_id}/participants"),
        programs("GET", "/sessions/{session_id}/participants/{participant_id}"),
        programs("GET", "/sessions/{session_id}/polls"),
        programs("GET", "/sessions/peer-report/{peer_id}"),
        programs("GET", "/sessions/{session_id}/chat"),
        programs("GET", "/sessions/{session_id}/transcript"),
        programs("GET", "/sessions/{session_id}/summary"),
        programs("POST", "/sessions/{session_id}/summary"),
        programs("GET", "/sessions/{session_id}/livestream-sessions"),
        programs("GET", "/webhooks"),
        programs("POST", "/webhooks"),
        programs("GET", "/webhooks/all"),
        programs("GET", WEBHOOK),
        programs("PATCH", WEBHOOK),
        programs("PUT", WEBHOOK),
        programs("DELETE", WEBHOOK),
        programs("GET", "/analytics/daywise"),
        programs("GET", "/analytics/livestreams/daywise"),
        programs("GET", "/analytics/livestreams/overall"));
  }

  /// What is looked for and made in vain, below the base of either style.
  private static List<Route> ofMedia() {
    return List.of(
        programs("GET", "/recordings"),
        programs("POST", "/recordings"),
        programs("POST", "/recordings/track"),
        programs("GET", "/recordings/{recording_id}"),
        programs("PUT", "/recordings/{recording_id}"),
        programs("GET", "/livestreams"),
        programs("POST", "/livestreams"),
        programs("GET", "/livestreams/{livestream_id}"),
        programs("GET", "/livestreams/{livestream_id}/active-livestream-session"),
        programs("GET", "/livestreams/sessions/{livestream_session_id}"),
        programs("GET", MEETING + "/livestream"),
        programs("POST", MEETING + "/livestreams"),
        programs("POST", MEETING + "/active-livestream/stop"));
  }

  /// What the browser client calls beside its socket. Whom its token lets in is judged by
  /// [Admission], which tells a meeting that is closed from a participant who is gone.
  private static List<Route> ofTheClient() {
    List<Route> all = new ArrayList<>();
    for (String path :
        List.of(
            ClientRoutes.DETAILS,
            ClientRoutes.ICE_SERVERS,
            LEGACY + MEETING + "/active-livestream",
            LEGACY + MEETING + "/active-transcript",
            LEGACY + "/recordings/active-recording/{meeting_id}")) {
      all.add(Route.open("GET", path));
      all.add(Route.open("OPTIONS", path));
    }
    all.add(Route.open("GET", RealtimeKitFacade.SOCKET).upgrading());
    return all;
  }

  private static Route programs(String method, String template) {
    return Route.of(method, template, PROGRAMS);
  }
}
