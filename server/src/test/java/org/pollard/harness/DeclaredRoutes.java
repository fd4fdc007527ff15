package org.pollard.harness;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pollard.canvas.CanvasRules;
import org.pollard.edge.Route;
import org.pollard.live.LiveRules;
import org.pollard.realtimekit.RealtimeKitRules;
import org.pollard.server.OperationsRules;
import org.pollard.web.WebRules;

/// Every route of the server with its rule.
public final class DeclaredRoutes {

  /// Pages and files, and what the browser client calls: plain handlers without a resource.
  private static final Set<String> PLAIN =
      Set.of(
          "/",
          "/j/",
          "/present/",
          "/host",
          "/host/rooms/",
          "/host/meetings",
          "/host/account",
          "/host/invited",
          "/static/",
          "/v2/",
          "/iceservers",
          "/ws");

  /// The same of the Canvas API.
  private static final String VOTE = "/poll_submissions";

  private DeclaredRoutes() {}

  public static List<Route> all() {
    return Stream.of(
            CanvasRules.all(),
            RealtimeKitRules.all(),
            LiveRules.all(),
            WebRules.all(),
            OperationsRules.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Those that a resource answers, in the style that resources know.
  public static List<Route> ofResources() {
    return Stream.of(CanvasRules.all(), RealtimeKitRules.all(), WebRules.all())
        .flatMap(List::stream)
        .filter(each -> !each.method().equals("OPTIONS"))
        .filter(each -> !each.template().endsWith(VOTE))
        .filter(
            each ->
                PLAIN.stream()
                    .noneMatch(
                        plain ->
                            each.template().equals(plain)
                                || (plain.endsWith("/")
                                    && plain.length() > 1
                                    && each.template().startsWith(plain))))
        .toList();
  }
}
