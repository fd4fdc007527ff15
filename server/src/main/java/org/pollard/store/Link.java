package org.pollard.store;

import java.util.List;
import org.pollard.pulse.Pulse;

/// How this node hangs on its database, which may be on another machine. Thread-safe.
interface Link extends AutoCloseable {

  /// The number under which this node counts now.
  int node();

  /// Whether nothing can be asked at present.
  boolean isAway();

  /// Has this run, for good, whenever another database has taken the place of the one that was read
  /// from.
  void onTurn(Runnable forget);

  List<Pulse> pulses();

  /// This node is going to stop: from now on nothing waits for a database that is away, and what
  /// takes long is cut off. What can be done at once is done as before, until it is closed.
  void leave();

  @Override
  void close();

  /// To a file of this machine, which is nobody else's.
  record ToFile(Runnable rest) implements Link {

    @Override
    public int node() {
      return 0;
    }

    @Override
    public boolean isAway() {
      return false;
    }

    @Override
    public void onTurn(Runnable forget) {
      // There is no other.
    }

    @Override
    public List<Pulse> pulses() {
      return List.of();
    }

    @Override
    public void leave() {
      // A file is never away.
    }

    @Override
    public void close() {
      rest.run();
    }
  }
}
