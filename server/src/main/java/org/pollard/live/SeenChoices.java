package org.pollard.live;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.SessionId;

/// What there was to choose from in the sessions that are watched. Who chose something that is not
/// there any more has not voted. Thread-safe; holds the sessions that are watched.
final class SeenChoices {

  private final Map<SessionId, Set<ChoiceId>> seen = new ConcurrentHashMap<>();

  /// Somebody is told by this snapshot, or by an earlier one, who has voted.
  void add(Snapshot snapshot) {
    seen.merge(snapshot.id(), snapshot.choices(), SeenChoices::together);
  }

  /// Whether a choice was seen that is gone now; it is told once.
  boolean lost(Snapshot now) {
    Set<ChoiceId> before = seen.put(now.id(), now.choices());
    return before != null && !now.choices().containsAll(before);
  }

  void keepOnly(Set<SessionId> watched) {
    seen.keySet().retainAll(watched);
  }

  private static Set<ChoiceId> together(Set<ChoiceId> some, Set<ChoiceId> more) {
    if (some.equals(more)) {
      return some;
    }
    Set<ChoiceId> all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }
}
