package org.pollard.torture;

import java.util.ArrayList;
import java.util.List;
import org.pollard.torture.History.Change;
import org.pollard.torture.History.Try;
import org.pollard.torture.History.What;

/// When a session surely took no votes: from the answer to a close until the next request to open
/// it begins. Immutable.
///
/// Only what is certain counts: a close that overlaps an opening proves nothing, and neither does
/// one after an opening whose outcome nobody knows.
final class Closings {

  private record Interval(long from, long until) {

    boolean contains(Try vote) {
      return vote.began() > from && (until == Long.MAX_VALUE || vote.landsBy() < until);
    }
  }

  private final List<Interval> intervals = new ArrayList<>();

  /// @param changes of one session, which begins closed
  Closings(List<Change> changes) {
    List<Change> openings = changes.stream().filter(each -> each.what() == What.OPEN).toList();
    intervals.add(new Interval(Long.MIN_VALUE, nextAfter(openings, Long.MIN_VALUE)));
    for (Change change : changes) {
      if (!change.acknowledged()) {
        continue;
      }
      switch (change.what()) {
        case OPEN -> {}
        case CLOSE -> {
          if (openings.stream().noneMatch(each -> overlap(each, change))) {
            intervals.add(new Interval(change.ended(), nextAfter(openings, change.ended())));
          }
        }
        case DELETE -> intervals.add(new Interval(change.ended(), Long.MAX_VALUE));
      }
    }
  }

  /// Whether this vote, if it was counted, was counted in a closed session.
  boolean contain(Try vote) {
    return intervals.stream().anyMatch(each -> each.contains(vote));
  }

  private static boolean overlap(Change opening, Change close) {
    return opening.began() < close.ended() && opening.landsBy() > close.began();
  }

  private static long nextAfter(List<Change> openings, long moment) {
    return openings.stream()
        .mapToLong(Change::began)
        .filter(began -> began >= moment)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
