package org.pollard.edge.connection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Connections that are being hung up and still have a descriptor. Thread-safe.
final class HangingUp {

  /// Far fewer than are spared when the number of places is chosen.
  private static final int MANY = 128;

  private final AtomicInteger count = new AtomicInteger();
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  void begun() {
    count.incrementAndGet();
  }

  void done() {
    count.decrementAndGet();
    wake();
  }

  boolean areMany() {
    return count.get() >= MANY;
  }

  /// Runs the action once there are fewer, by any thread, or now.
  void whenFewer(Runnable action) {
    waiting.add(action);
    wake();
  }

  private void wake() {
    while (!areMany()) {
      Runnable next = waiting.poll();
      if (next == null) {
        return;
      }
      next.run();
    }
  }
}
