package org.pollard.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.pollard.edge.Route;
import org.pollard.harness.DeclaredRoutes;

/// Every route that is read with GET, found among the declared ones, so that a new one is judged
/// without anybody thinking of it.
@NullMarked
final class ReadableRoutes {

  private ReadableRoutes() {}

  /// Not files that are the same for all, nor operations, whose numbers count every request, nor
  /// how many people are here, who are those that ask, nor the audit log, which names whoever reads
  /// results here.
  private static boolean isJudged(Route route) {
    return route.method().equals("GET")
        && !route.changes()
        && !route.upgrade()
        && !route.template().endsWith("**")
        && !route.template().startsWith("/q/")
        && !route.template().endsWith("/here")
        && !route.template().startsWith("/web/audit");
  }

  /// The paths by template, with these values in place of the variables.
  ///
  /// @param values what stands for a variable, by the segment before it; where that means several
  ///   things, by the first segment of the path as well
  static Map<String, String> filled(Map<String, String> values) {
    List<Route> judged = DeclaredRoutes.all().stream().filter(ReadableRoutes::isJudged).toList();
    Map<String, String> paths = new LinkedHashMap<>();
    for (Route route : judged) {
      String[] segments = route.template().split("/", -1);
      for (int i = 2; i < segments.length; i++) {
        if (segments[i].startsWith("{")) {
          String before = segments[i - 1];
          String value = values.getOrDefault(segments[1] + " " + before, values.get(before));
          if (value == null) {
            throw new AssertionError("no value for what follows " + before + ": " + route);
          }
          segments[i] = value;
        }
      }
      paths.put(route.template(), String.join("/", segments));
    }
    return paths;
  }
}
