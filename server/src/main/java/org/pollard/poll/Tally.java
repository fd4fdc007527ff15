package org.pollard.poll;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The counts of a poll session at one moment. Immutable.
///
/// A version holds two numbers: the changes of state (opened, closed, revealed, choices) in its
/// high part, all changes in its low part. Whoever may not see results gets the high part alone,
/// which tells nothing about the votes. Both grow, and so does what somebody gets who goes from the
/// one to the other, since that takes a vote or a change of state.
///
/// @param version for those who see the counts: grows with every change, and never shrinks
/// @param stateVersion for those who do not: grows with every change but a vote, and never shrinks
/// @param counts votes for each choice of the poll in their order, 0 included
public record Tally(long version, long stateVersion, Map<ChoiceId, Long> counts) {

  private static final int CHANGES_BITS = 32;

  public Tally {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /// Puts the versions together.
  ///
  /// @param stateChanges up to two million, beyond which JavaScript would round the version
  /// @param changes all of them, those of state included; up to four thousand million
  public static Tally of(long stateChanges, long changes, Map<ChoiceId, Long> counts) {
    long state = stateChanges << CHANGES_BITS;
    return new Tally(state | changes, state, counts);
  }

  /// The number of votes in all.
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
