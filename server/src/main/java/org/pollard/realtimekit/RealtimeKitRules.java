package org.pollard.realtimekit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pollard.edge.Route;
import org.pollard.people.CallerKind;

/// Every call of the RealtimeKit wire, in both styles. Programs manage, participants vote.
public final class RealtimeKitRules {

  private static final Set<CallerKind> PROGRAMS =
      EnumSet.of(CallerKind.ADMINISTRATOR, CallerKind.API_TOKEN, CallerKind.APP);
  private static final Set<CallerKind> PROGRAMS_OF_THE_ACCOUNT =
      EnumSet.of(CallerKind.ADMINISTRATOR, CallerKind.API_TOKEN);
  private static final Set<CallerKind> ADMINISTRATORS = EnumSet.of(CallerKind.ADMINISTRATOR);
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

  private RealtimeKitRules() {}

  public static List<Route> all() {
    List<Route> all = new ArrayList<>();
    all.add(Route.of("GET", TOKENS + "/permission_groups", ADMINISTRATORS));
    all.add(Route.of("POST", TOKENS, ADMINISTRATORS));
    all.add(Route.of("DELETE", TOKENS + "/{token_id}", ADMINISTRATORS));
    all.add(Route.of("GET", APPS, PROGRAMS_OF_THE_ACCOUNT));
    all.add(Route.of("POST", APPS, PROGRAMS_OF_THE_ACCOUNT));
    all.add(Route.of("GET", APPS + "/{app_id}", PROGRAMS_OF_THE_ACCOUNT));
    for (Route each : ofAnApp()) {
      all.add(each.at(APP + each.template()));
      all.add(each.at(LEGACY + each.template()));
    }
    all.addAll(ofTheClient());
    all.add(Route.open("GET", "/.well-known/jwks.json"));
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
        programs("GET", "/sessions/{session_id}/polls"));
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
