package org.pollard.edge.connection;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// The line in front of one event loop, for whoever has shown no credential and for whoever sends
/// more before the last request is answered. In each round of the loop they have a few
/// milliseconds, an address after the other however many connections it has, and then everybody
/// else is heard who did not have to stand in line. So the time that a voter waits does not grow
/// with what strangers send. Confined to its event loop.
final class Turns {

  private static final long NANOS_A_ROUND = TimeUnit.MILLISECONDS.toNanos(2);

  private final EventLoop loop;

  /// By what stands for an address. The one that has waited longest comes first; none is empty.
  private final Map<Object, Queue<Runnable>> waiting = new LinkedHashMap<>();

  private boolean due;

  Turns(EventLoop loop) {
    this.loop = loop;
  }

  /// Takes the last place among those of its address.
  ///
  /// @param turn run on the event loop, later
  void wait(Object address, Runnable turn) {
    waiting.computeIfAbsent(address, _ -> new ArrayDeque<>()).add(turn);
    if (!due) {
      due = true;
      comeLater();
    }
  }

  /// In the next round: a task that adds itself again would be run dozens of times in this one.
  private void comeLater() {
    var _ = loop.schedule(this::give, 0, TimeUnit.NANOSECONDS);
  }

  private void give() {
    long end = System.nanoTime() + NANOS_A_ROUND;
    try {
      do {
        giveOne();
      } while (!waiting.isEmpty() && System.nanoTime() - end < 0);
    } finally {
      due = !waiting.isEmpty();
      if (due) {
        comeLater();
      }
    }
  }

  private void giveOne() {
    Iterator<Map.Entry<Object, Queue<Runnable>>> all = waiting.entrySet().iterator();
    Map.Entry<Object, Queue<Runnable>> first = all.next();
    Object address = first.getKey();
    Queue<Runnable> line = first.getValue();
    all.remove();
    Runnable turn = line.remove();
    if (!line.isEmpty()) {
      waiting.put(address, line);
    }
    turn.run();
  }
}
