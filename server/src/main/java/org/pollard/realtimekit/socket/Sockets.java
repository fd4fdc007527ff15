package org.pollard.realtimekit.socket;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Connections, each of which is visited on its own event loop. Thread-safe.
final class Sockets {

  private final Map<Context, Set<ClientSocket>> byLoop = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  void add(ClientSocket socket) {
    if (byLoop.computeIfAbsent(socket.context(), _ -> ConcurrentHashMap.newKeySet()).add(socket)) {
      count.incrementAndGet();
    }
  }

  /// A second call changes nothing.
  void remove(ClientSocket socket) {
    Set<ClientSocket> ofLoop = byLoop.get(socket.context());
    if (ofLoop != null && ofLoop.remove(socket)) {
      count.decrementAndGet();
    }
  }

  int count() {
    return count.get();
  }

  List<ClientSocket> all() {
    List<ClientSocket> all = new ArrayList<>();
    byLoop.values().forEach(all::addAll);
    return all;
  }

  /// Returns at once; the loops do the work when they come to it.
  void onEachLoop(Consumer<ClientSocket> work) {
    byLoop.forEach((context, ofLoop) -> context.runOnContext(_ -> ofLoop.forEach(work)));
  }
}
