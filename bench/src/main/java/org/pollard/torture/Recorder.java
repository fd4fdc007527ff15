package org.pollard.torture;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.pollard.torture.History.Answer;
import org.pollard.torture.History.Change;
import org.pollard.torture.History.ChoiceDeletion;
import org.pollard.torture.History.Seen;
import org.pollard.torture.History.Try;

/// Collects a history while it happens. Thread-safe.
final class Recorder {

  private final Queue<Try> tries = new ConcurrentLinkedQueue<>();
  private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
  private final Queue<ChoiceDeletion> deletions = new ConcurrentLinkedQueue<>();
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final LongAdder acknowledged = new LongAdder();

  void add(Try vote) {
    tries.add(vote);
    if (vote.answer() == Answer.COUNTED) {
      acknowledged.increment();
    }
  }

  void add(Change change) {
    changes.add(change);
  }

  void add(ChoiceDeletion deletion) {
    deletions.add(deletion);
  }

  void add(Seen snapshot) {
    seen.add(snapshot);
  }

  /// Votes that were acknowledged so far.
  long acknowledged() {
    return acknowledged.sum();
  }

  History history() {
    return new History(
        List.copyOf(tries), List.copyOf(changes), List.copyOf(deletions), List.copyOf(seen));
  }
}
