package org.pollard.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.pollard.people.BusyException;

/// Where people stand in line who come into a room or say what they are called: something is read
/// and written for each of them. Strangers can come without end, and in the database's own lines
/// stand those who vote. So only a few of them stand there at a moment; all others wait here, one
/// address after the other, as many as a hall is that shares one. Thread-safe; for virtual threads,
/// where waiting costs little.
public final class GuestLine {

  static final int MOST_AT_WORK = 8;
  static final int MOST_OF_ONE = 1_000;
  static final int MOST = 4_000;

  private static final Duration SOON = Duration.ofSeconds(2);

  /// By address, whose turn comes first at the beginning. No queue in it is empty.
  private final Map<String, Queue<CompletableFuture<Void>>> waiting = new LinkedHashMap<>();

  private int count;
  private int working;

  /// Has something read or written when its turn has come.
  ///
  /// @throws BusyException when too many wait
  <T> T pass(String address, Supplier<T> work) {
    enter(address);
    try {
      return work.get();
    } finally {
      leave();
    }
  }

  /// How many are at work or wait.
  synchronized int standing() {
    return working + count;
  }

  private void enter(String address) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    synchronized (this) {
      if (working < MOST_AT_WORK) {
        working++;
        return;
      }
      Queue<CompletableFuture<Void>> before = waiting.get(address);
      if (count >= MOST || (before != null && before.size() >= MOST_OF_ONE)) {
        throw new BusyException("too many guests wait", SOON);
      }
      waiting.computeIfAbsent(address, _ -> new ArrayDeque<>()).add(turn);
      count++;
    }
    turn.join();
  }

  /// Hands the place on, or gives it back.
  private void leave() {
    CompletableFuture<Void> next;
    synchronized (this) {
      Iterator<Map.Entry<String, Queue<CompletableFuture<Void>>>> first =
          waiting.entrySet().iterator();
      if (!first.hasNext()) {
        working--;
        return;
      }
      Map.Entry<String, Queue<CompletableFuture<Void>>> address = first.next();
      first.remove();
      next = address.getValue().remove();
      count--;
      if (!address.getValue().isEmpty()) {
        waiting.put(address.getKey(), address.getValue());
      }
    }
    next.complete(null);
  }
}
