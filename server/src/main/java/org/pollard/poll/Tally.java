package org.pollard.poll;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The counts of a poll session at one moment. Immutable.
///
/// @param version grows with every change of the session's votes, state or choices, and never
///   shrinks
/// @param counts votes for each choice of the poll in their order, 0 included
public record Tally(long version, Map<ChoiceId, Long> counts) {

  public Tally {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /// The number of votes in all.
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
