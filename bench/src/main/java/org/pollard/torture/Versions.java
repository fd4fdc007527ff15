package org.pollard.torture;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pollard.torture.History.Seen;
import org.pollard.torture.Violation.Kind;

/// The rules for snapshots: versions only grow, for everybody together, and one version has one
/// number of votes.
final class Versions {

  private record View(long session, boolean shown) {}

  private Versions() {}

  static List<Violation> check(List<Seen> seen) {
    List<Violation> violations = new ArrayList<>();
    seen.stream()
        .collect(groupingBy(each -> new View(each.session(), each.shown())))
        .values()
        .forEach(
            ofView -> {
              forEachReader(ofView, violations);
              forAll(ofView, violations);
              oneVersionOneNumber(ofView, violations);
            });
    return violations;
  }

  private static void forEachReader(List<Seen> ofView, List<Violation> violations) {
    Map<Integer, Seen> before = new HashMap<>();
    for (Seen each : sorted(ofView, Comparator.comparingLong(Seen::ended))) {
      Seen earlier = before.put(each.reader(), each);
      if (earlier != null && each.version() < earlier.version()) {
        violations.add(
            Violation.of(Kind.VERSION, "a version shrank for a reader", List.of(earlier, each)));
      }
    }
  }

  /// What was taken after somebody else had read theirs is not older than that.
  private static void forAll(List<Seen> ofView, List<Violation> violations) {
    List<Seen> byEnd = sorted(ofView, Comparator.comparingLong(Seen::ended));
    int next = 0;
    @Nullable Seen newest = null;
    for (Seen each : sorted(ofView, Comparator.comparingLong(Seen::began))) {
      for (; next < byEnd.size() && byEnd.get(next).ended() < each.began(); next++) {
        if (newest == null || byEnd.get(next).version() > newest.version()) {
          newest = byEnd.get(next);
        }
      }
      if (newest != null && each.version() < newest.version()) {
        violations.add(
            Violation.of(Kind.VERSION, "a version shrank between readers", List.of(newest, each)));
      }
    }
  }

  private static void oneVersionOneNumber(List<Seen> ofView, List<Violation> violations) {
    Map<Long, Seen> first = new HashMap<>();
    for (Seen each : ofView) {
      Seen other = first.putIfAbsent(each.version(), each);
      if (other != null && other.votes() != each.votes()) {
        violations.add(
            Violation.of(Kind.VERSION, "one version, two numbers of votes", List.of(other, each)));
      }
    }
  }

  private static List<Seen> sorted(List<Seen> seen, Comparator<Seen> order) {
    return seen.stream().sorted(order).toList();
  }
}
