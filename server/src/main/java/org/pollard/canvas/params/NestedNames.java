package org.pollard.canvas.params;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Grows a tree from flat names such as `polls[][question]`, by the rule of Rack
/// (`Rack::QueryParser#parse_nested_query`), odd names included, because Canvas's clients were
/// written against it. Confined to one thread; the tree that it gives out is immutable.
final class NestedNames {
  /// Rack's own limit (`param_depth_limit`).
  static final int MAX_DEPTH = 32;

  private sealed interface Node {
    record Leaf(Param value) implements Node {}

    record Row(List<Node> nodes) implements Node {}

    record Branch(Map<String, Node> nodes) implements Node {}
  }

  private final Node.Branch root = new Node.Branch(new LinkedHashMap<>());

  /// Adds one pair. Fails when the name is too deep, or wants an array or object where something
  /// else is.
  void put(String name, Param value) throws Unreadable {
    var _ = put(root, new Pair(name, value), name, 0);
  }

  Fields fields() {
    return fieldsOf(root);
  }

  private record Pair(String name, Param value) {
    Node.Leaf leaf() {
      return new Node.Leaf(value);
    }
  }

  /// Puts under `into` and returns what must stand in its place, which is `into` except for
  /// `a[][]`.
  private Node put(Node.Branch into, Pair pair, String name, int depth) throws Unreadable {
    if (depth >= MAX_DEPTH) {
      throw new Unreadable(
          "the parameter %s is nested deeper than %d levels"
              .formatted(Unreadable.quoted(pair.name()), MAX_DEPTH));
    }
    int split = endOfKey(name, depth);
    String key = keyOf(name, split, depth);
    String rest = name.substring(split);
    if (key.isEmpty()) {
      return into;
    }
    if (rest.isEmpty()) {
      if (depth > 0 && key.equals("[]")) {
        return new Node.Row(new ArrayList<>(List.of(pair.leaf())));
      }
      into.nodes().put(key, pair.leaf());
    } else if (rest.equals("[")) {
      into.nodes().put(name, pair.leaf());
    } else if (rest.equals("[]")) {
      row(into, key, pair).add(pair.leaf());
    } else if (rest.startsWith("[]")) {
      String child = childOf(rest);
      List<Node> row = row(into, key, pair);
      if (!row.isEmpty() && row.getLast() instanceof Node.Branch last && !hasKey(last, child)) {
        var _ = put(last, pair, child, depth + 1);
      } else {
        row.add(put(new Node.Branch(new LinkedHashMap<>()), pair, child, depth + 1));
      }
    } else {
      into.nodes().put(key, put(branch(into, key, pair), pair, rest, depth + 1));
    }
    return into;
  }

  private static int endOfKey(String name, int depth) {
    if (depth == 0) {
      int bracket = name.indexOf('[', 1);
      return bracket < 0 ? name.length() : bracket;
    }
    if (name.startsWith("[]")) {
      return 2;
    }
    int bracket = name.startsWith("[") ? name.indexOf(']', 1) : -1;
    return bracket < 0 ? name.length() : bracket + 1;
  }

  private static String keyOf(String name, int end, int depth) {
    boolean inBrackets =
        depth > 0 && end > 2 && name.startsWith("[") && name.charAt(end - 1) == ']';
    return inBrackets ? name.substring(1, end - 1) : name.substring(0, end);
  }

  /// `key` for `[][key]`, else everything after the `[]`.
  private static String childOf(String rest) {
    if (rest.startsWith("[][") && rest.endsWith("]")) {
      String key = rest.substring(3, rest.length() - 1);
      if (!key.isEmpty() && key.indexOf('[') < 0 && key.indexOf(']') < 0) {
        return key;
      }
    }
    return rest.substring(2);
  }

  /// Whether the element already has what the next pair brings, which is what starts the next
  /// element.
  private static boolean hasKey(Node.Branch element, String child) {
    if (child.contains("[]")) {
      return false;
    }
    Node node = element;
    for (String part : child.split("[\\[\\]]+", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (!(node instanceof Node.Branch branch)) {
        return false;
      }
      Node next = branch.nodes().get(part);
      if (next == null) {
        return false;
      }
      node = next;
    }
    return true;
  }

  private static List<Node> row(Node.Branch into, String key, Pair pair) throws Unreadable {
    Node present = into.nodes().get(key);
    if (present instanceof Node.Row row) {
      return row.nodes();
    }
    if (!isNil(present)) {
      throw new Unreadable(conflict(pair, "an array"));
    }
    var row = new Node.Row(new ArrayList<>());
    into.nodes().put(key, row);
    return row.nodes();
  }

  private static Node.Branch branch(Node.Branch into, String key, Pair pair) throws Unreadable {
    Node present = into.nodes().get(key);
    if (present instanceof Node.Branch branch) {
      return branch;
    }
    if (!isNil(present)) {
      throw new Unreadable(conflict(pair, "an object"));
    }
    var branch = new Node.Branch(new LinkedHashMap<>());
    into.nodes().put(key, branch);
    return branch;
  }

  private static boolean isNil(@Nullable Node present) {
    return present == null
        || (present instanceof Node.Leaf(Param value) && value instanceof Param.Nil);
  }

  private static String conflict(Pair pair, String wanted) {
    return "the parameter %s wants %s where another parameter put something else"
        .formatted(Unreadable.quoted(pair.name()), wanted);
  }

  private static Fields fieldsOf(Node.Branch branch) {
    Map<String, Param> fields = new LinkedHashMap<>();
    branch.nodes().forEach((key, node) -> fields.put(key, frozen(node)));
    return new Fields(fields);
  }

  private static Param frozen(Node node) {
    return switch (node) {
      case Node.Leaf leaf -> leaf.value();
      case Node.Row row -> new Param.Items(row.nodes().stream().map(NestedNames::frozen).toList());
      case Node.Branch branch -> fieldsOf(branch);
    };
  }
}
