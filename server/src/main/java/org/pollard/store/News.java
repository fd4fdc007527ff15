package org.pollard.store;

import org.pollard.poll.Changes;
import org.pollard.poll.Headcounts;

/// Tells the other nodes on the same database what changed, and how many people are here. Only
/// hints: they may be lost, and who needs the truth reads the tables. Thread-safe, returns at once.
public interface News extends Changes, Headcounts, AutoCloseable {

  @Override
  void close();
}
