package org.pollard.store;

import org.pollard.poll.Changes;

/// Tells the other nodes on the same database what changed. Only hints: they may be lost, and who
/// needs the truth reads the tables. Thread-safe, returns at once.
public interface News extends Changes, AutoCloseable {

  @Override
  void close();
}
