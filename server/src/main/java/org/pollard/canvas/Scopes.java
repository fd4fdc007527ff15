package org.pollard.canvas;

import java.util.List;
import java.util.regex.Pattern;

/// The scopes of access tokens: `url:METHOD|/route`, where a segment `:name` of the route stands
/// for exactly one segment of a path.
final class Scopes {

  private static final Pattern FORM =
      Pattern.compile("url:(GET|POST|PUT|DELETE)\\|/api/v1(/:?[a-z0-9_]+)+");

  private Scopes() {}

  /// Whether this could be a scope.
  static boolean wellFormed(String scope) {
    return scope.length() <= 255 && FORM.matcher(scope).matches();
  }

  /// Whether one of the scopes allows the call; no scopes at all allow every call.
  ///
  /// @param path without a format suffix
  static boolean allow(List<String> scopes, String method, String path) {
    if (scopes.isEmpty()) {
      return true;
    }
    String verb = method.equals("HEAD") ? "GET" : method;
    String[] segments = path.split("/", -1);
    return scopes.stream().anyMatch(scope -> allows(scope, verb, segments));
  }

  private static boolean allows(String scope, String verb, String[] path) {
    int bar = scope.indexOf('|');
    if (bar < 0 || !scope.substring(0, bar).equals("url:" + verb)) {
      return false;
    }
    String[] route = scope.substring(bar + 1).split("/", -1);
    if (route.length != path.length) {
      return false;
    }
    for (int i = 0; i < route.length; i++) {
      boolean fits = route[i].startsWith(":") ? !path[i].isEmpty() : route[i].equals(path[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
