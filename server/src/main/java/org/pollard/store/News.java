package org.pollard.store;

import java.util.List;
import org.pollard.poll.Changes;
import org.pollard.poll.Headcounts;
import org.pollard.pulse.Pulse;

/// Tells the other nodes on the same database what changed, and how many people are here. Only
/// hints: they may be lost, and who needs the truth reads the tables. Thread-safe, returns at once.
public interface News extends Changes, Headcounts, AutoCloseable {

  /// How what tells and hears is; empty when there is nobody to tell.
  List<Pulse> pulses();

  @Override
  void close();
}
