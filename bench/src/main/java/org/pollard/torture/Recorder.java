package org.pollard.torture;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.pollard.torture.History.Answer;
import org.pollard.torture.History.Change;
import org.pollard.torture.History.ChoiceDeletion;
import org.pollard.torture.History.Seen;
import org.pollard.torture.History.Try;
import org.pollard.torture.History.What;

/// Collects a history while it happens. Thread-safe.
final class Recorder {

  private final Queue<Try> tries = new ConcurrentLinkedQueue<>();
  private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
  private final Queue<ChoiceDeletion> deletions = new ConcurrentLinkedQueue<>();
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final Progress progress;

  Recorder(Progress progress) {
    this.progress = progress;
  }

  void add(Try vote) {
    tries.add(vote);
    if (vote.answer() == Answer.COUNTED) {
      progress.acknowledged.increment();
    }
  }

  void add(Change change) {
    changes.add(change);
    if (change.what() == What.CLOSE && change.acknowledged()) {
      progress.closes.increment();
    }
  }

  void add(ChoiceDeletion deletion) {
    deletions.add(deletion);
  }

  void add(Seen snapshot) {
    seen.add(snapshot);
  }

  History history() {
    return new History(
        List.copyOf(tries), List.copyOf(changes), List.copyOf(deletions), List.copyOf(seen));
  }
}
