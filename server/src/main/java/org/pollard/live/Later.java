package org.pollard.live;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.pollard.edge.Hop;

/// Asks the database where waiting costs nothing, and answers where the request came in.
/// Thread-safe.
@ApplicationScoped
class Later {

  private final ExecutorService virtualThreads;

  Later(@VirtualThreads ExecutorService virtualThreads) {
    this.virtualThreads = virtualThreads;
  }

  /// What may wait; what it gives is run on the event loop.
  interface Question {
    Runnable ask();
  }

  void answer(RoutingContext http, Question question) {
    Hop.then(http, CompletableFuture.supplyAsync(question::ask, virtualThreads), Runnable::run);
  }
}
