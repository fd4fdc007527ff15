package org.pollard.poll;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What was written, in the order in which it is shown: it tells nothing about when it came.
///
/// @param different how many there are, shown or not
record Writings(List<Findings.Said> said, long different) {

  private static final Comparator<Findings.Said> MOST_FIRST =
      Comparator.comparingLong(Findings.Said::people)
          .reversed()
          .thenComparing(Findings.Said::text, Wording::compare)
          .thenComparingLong(each -> each.id().value());

  /// @param most of each state
  /// @param host whether those that are not shown are among them
  static Writings read(Results results, int most, boolean host) {
    List<Findings.Said> all =
        results.entries().stream()
            .filter(each -> host || each.state().isShown())
            .map(each -> new Findings.Said(each.id(), each.text(), each.people(), each.state()))
            .sorted(MOST_FIRST)
            .toList();
    Map<EntryState, Integer> seen = new EnumMap<>(EntryState.class);
    List<Findings.Said> said = new ArrayList<>();
    for (Findings.Said each : all) {
      if (seen.merge(each.state(), 1, Integer::sum) <= most) {
        said.add(each);
      }
    }
    return new Writings(said, all.size());
  }
}
