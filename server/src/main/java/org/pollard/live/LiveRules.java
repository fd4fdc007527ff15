package org.pollard.live;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pollard.edge.Route;
import org.pollard.people.CallerKind;

/// Every call of our own API. Whoever can vote or watch may ask; what they see and may do is judged
/// by the audience of what they ask about.
public final class LiveRules {

  private static final Set<CallerKind> VOTERS =
      EnumSet.of(
          CallerKind.GUEST, CallerKind.USER, CallerKind.ADMINISTRATOR, CallerKind.PARTICIPANT);

  private static final Set<CallerKind> STEERING =
      EnumSet.of(
          CallerKind.GUEST,
          CallerKind.USER,
          CallerKind.ADMINISTRATOR,
          CallerKind.REMOTE,
          CallerKind.PARTICIPANT);

  private static final Set<CallerKind> USERS =
      EnumSet.of(CallerKind.USER, CallerKind.ADMINISTRATOR);

  private static final String WEBHOOKS = "/live/rooms/{course}/webhooks";

  private LiveRules() {}

  public static List<Route> all() {
    List<Route> all =
        new ArrayList<>(
            List.of(
                voters("GET", "/live/sessions/{id}"),
                steered("PATCH", "/live/sessions/{id}"),
                voters("GET", "/live/sessions/{id}/events").noHead(),
                voters("PUT", "/live/sessions/{id}/vote"),
                voters("GET", "/live/sessions/{id}/voters"),
                voters("GET", "/live/sessions/{id}/results"),
                voters("DELETE", "/live/sessions/{id}"),
                steered("PATCH", "/live/sessions/{id}/entries/{entry}"),
                voters("POST", "/live/polls").large(),
                voters("GET", "/live/polls/{id}"),
                voters("PUT", "/live/polls/{id}").large(),
                voters("DELETE", "/live/polls/{id}"),
                steered("POST", "/live/polls/{poll}/sessions"),
                Route.open("GET", "/live/public/{code}"),
                steered("GET", "/live/rooms/{course}"),
                voters("GET", "/live/rooms/{course}/polls"),
                voters("GET", "/live/rooms/{course}/blocked"),
                voters("PUT", "/live/rooms/{course}/blocked").large(),
                steered("GET", "/live/rooms/{course}/events").noHead(),
                users("GET", WEBHOOKS),
                users("POST", WEBHOOKS),
                users("PATCH", WEBHOOKS + "/{id}"),
                users("DELETE", WEBHOOKS + "/{id}"),
                users("GET", WEBHOOKS + "/{id}/deliveries"),
                voters("GET", "/live/meetings/{id}/events").noHead()));
    if (Ceiling.isWanted()) {
      all.add(Route.open("PUT", Ceiling.PATH));
    }
    return all;
  }

  private static Route users(String method, String template) {
    return Route.of(method, template, USERS).small();
  }

  /// For remote controls as well: whatever has no room in its path judges by itself which room it
  /// is about.
  private static Route steered(String method, String template) {
    return Route.of(method, template, STEERING).small();
  }

  private static Route voters(String method, String template) {
    return Route.of(method, template, VOTERS).small();
  }
}
