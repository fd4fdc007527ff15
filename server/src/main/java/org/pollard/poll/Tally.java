package org.pollard.poll;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The counts of a poll session at one moment. Immutable.
///
/// A version holds two numbers: the changes of state (opened, closed, revealed, choices) in its
/// high part, all changes in its low part. Whoever may not see results gets the high part alone,
/// which tells nothing about the votes. Both grow, and so does what somebody gets who goes from the
/// one to the other, since that takes a vote or a change of state.
///
/// A database that another one takes over from may have shown changes that the other never got, and
/// then comes to the same numbers with other votes. So the high part grows with each of them as
/// well, by more than what can be lost on the way.
///
/// @param version for those who see the counts: grows with every change, and never shrinks
/// @param stateVersion for those who do not: grows with every change but a vote, and never shrinks
public record Tally(long version, long stateVersion, Results results) {

  private static final int CHANGES_BITS = 32;

  /// More changes of one session's state than can be in their commit at the same time.
  private static final long STATE_CHANGES_AN_ERA = 256;

  /// Puts the versions together. JavaScript would round them from two million changes of state, of
  /// which each era takes 256.
  ///
  /// @param era grows with each database that takes another one's place; 0 where there is one only
  /// @param stateChanges counted in this database
  /// @param changes all of them, those of state included; up to four thousand million
  public static Tally of(long era, long stateChanges, long changes, Results results) {
    long state = (era * STATE_CHANGES_AN_ERA + stateChanges) << CHANGES_BITS;
    return new Tally(state | changes, state, results);
  }

  /// Votes by choice, 0 included, as a poll that asks for one of them has them.
  ///
  /// @param among the choices, in their order
  public Map<ChoiceId, Long> counts(List<ChoiceId> among) {
    return SingleQuestion.votes(results, among).votes();
  }

  /// The same without those that nobody chose, in any order.
  public Map<ChoiceId, Long> counts() {
    Map<ChoiceId, Long> counts = new HashMap<>();
    results
        .cells()
        .forEach(
            (cell, n) -> {
              if (cell.number() > 0) {
                counts.put(new ChoiceId(cell.number()), n);
              }
            });
    return counts;
  }

  /// The number of votes in all, likewise.
  public long total() {
    return counts().values().stream().mapToLong(Long::longValue).sum();
  }
}
