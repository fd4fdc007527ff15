package org.pollard.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.pollard.poll.SessionId;

/// Holds what streams are sent to a budget of bytes a second: after something large has gone to
/// many, large things wait until there is time for it, and then go out as they are by then. What is
/// small never waits. Confined to the tick.
final class Pace {

  /// As meetings have it, see `realtimekit/socket/Budget`.
  static final long BYTES_A_SECOND = 32L << 20;

  /// To all who follow a session together; some hundred phones with a poll of a few choices.
  static final long LARGE = 1L << 20;

  /// Bytes of a snapshot. A question with its choices has some 500 and a wall of 20 texts 3,000: to
  /// thousands, ten times a second, that is more than the budget.
  private static final int WORTH_COUNTING = 2 * 1024;

  private static final double NANOS_A_SECOND = 1e9;

  private final Map<SessionId, Long> costs = new HashMap<>();
  private final Map<SessionId, Long> versions = new HashMap<>();
  private long spentUntil = Long.MIN_VALUE;

  /// Whether a snapshot of this size counts; what is smaller is sent without a look at the budget.
  static boolean counts(int size) {
    return size >= WORTH_COUNTING;
  }

  /// Those of the sessions that wait for now.
  ///
  /// @param now by a clock like [System#nanoTime()]
  Set<SessionId> waiting(Set<SessionId> sessions, long now) {
    Set<SessionId> waiting = new HashSet<>();
    if (spentUntil != Long.MIN_VALUE && spentUntil - now > 0) {
      for (SessionId each : sessions) {
        if (costs.getOrDefault(each, 0L) > LARGE) {
          waiting.add(each);
        }
      }
    }
    return waiting;
  }

  /// Whether this version of a session was not paid for yet.
  boolean isNew(SessionId session, long version) {
    Long before = versions.put(session, version);
    return before == null || before != version;
  }

  /// A session was sent, or is no longer there with 0.
  ///
  /// @param bytes to all together
  void sent(SessionId session, long bytes, long now) {
    if (bytes == 0) {
      costs.remove(session);
      return;
    }
    costs.put(session, bytes);
    long from = spentUntil == Long.MIN_VALUE || spentUntil - now < 0 ? now : spentUntil;
    spentUntil = from + (long) (bytes * NANOS_A_SECOND / BYTES_A_SECOND);
  }

  void keepOnly(Set<SessionId> watched) {
    costs.keySet().retainAll(watched);
    versions.keySet().retainAll(watched);
  }
}
