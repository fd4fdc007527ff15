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
    public void close() {
      rest.run();
    }
  }
}
