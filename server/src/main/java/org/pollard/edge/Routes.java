package org.pollard.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All routes of one facade, found by path and method. A literal segment goes before a variable
/// one. Immutable, so thread-safe.
final class Routes {

  private static final String REST = "**";

  private final Node root = new Node();

  private static final class Node {
    private final Map<String, Node> literal = new HashMap<>();
    private @Nullable Node any;
    private final Map<String, Route> here = new HashMap<>();
    private final Map<String, Route> below = new HashMap<>();
  }

  /// What a path and a method lead to.
  sealed interface Found {

    /// A route.
    ///
    /// @param values of the variables in the template, in their order, as they stand in the path
    record Known(Route route, List<String> values) implements Found {}

    /// A path that is known with other methods only.
    ///
    /// @param methods what the path could be asked with
    record OtherMethod(List<String> methods) implements Found {}

    record Nothing() implements Found {}
  }

  /// @throws IllegalArgumentException when two routes are the same
  Routes(List<Route> routes) {
    routes.forEach(this::add);
  }

  private void add(Route route) {
    Node node = root;
    Map<String, Route> place = null;
    for (String segment : segments(route.template())) {
      if (segment.equals(REST)) {
        place = node.below;
        break;
      }
      if (segment.startsWith("{")) {
        Node next = node.any == null ? new Node() : node.any;
        node.any = next;
        node = next;
      } else {
        node = node.literal.computeIfAbsent(segment, _ -> new Node());
      }
    }
    if ((place == null ? node.here : place).put(route.method(), route) != null) {
      throw new IllegalArgumentException(
          "declared twice: " + route.method() + " " + route.template());
    }
  }

  /// @param path normal, without a slash at its end
  Found find(String method, String path) {
    List<String> values = new ArrayList<>(4);
    Map<String, Route> methods = methods(root, segments(path), 0, values);
    if (methods == null) {
      return new Found.Nothing();
    }
    Route route = methods.get(method);
    if (route == null && method.equals("HEAD")) {
      Route get = methods.get("GET");
      route = get == null || get.onlyGet() ? null : get;
    }
    return route == null
        ? new Found.OtherMethod(methods.keySet().stream().sorted().toList())
        : new Found.Known(route, values);
  }

  private static @Nullable Map<String, Route> methods(
      Node node, List<String> segments, int index, List<String> values) {
    if (index == segments.size()) {
      return !node.here.isEmpty() ? node.here : node.below.isEmpty() ? null : node.below;
    }
    String segment = segments.get(index);
    Node literal = node.literal.get(segment);
    if (literal != null) {
      Map<String, Route> found = methods(literal, segments, index + 1, values);
      if (found != null) {
        return found;
      }
    }
    if (node.any != null) {
      int known = values.size();
      values.add(segment);
      Map<String, Route> found = methods(node.any, segments, index + 1, values);
      if (found != null) {
        return found;
      }
      values.subList(known, values.size()).clear();
    }
    return node.below.isEmpty() ? null : node.below;
  }

  /// `/a/b` has two; `/` has none.
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(12);
    int start = 1;
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      segments.add(path.substring(start, end));
      start = end + 1;
    }
    return segments;
  }
}
