package org.pollard.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Begins work that an event loop asks for only after the loop has looked at all that came in with
/// it, so that many who ask in one pass share what is done for them: a loop that has little to do
/// begins at once, and one that is busy brings more at a time. Work of other threads begins at
/// once. Thread-safe.
///
/// @param executor where the work is done
public record AfterPass(Executor executor) implements Executor {

  @Override
  public void execute(Runnable work) {
    Context context = Vertx.currentContext();
    if (context instanceof ContextInternal here && here.inThread()) {
      here.nettyEventLoop().execute(() -> begin(work));
    } else {
      executor.execute(work);
    }
  }

  /// It is too late to refuse it, and somebody waits for what becomes of it.
  private void begin(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      var _ = Thread.ofVirtual().start(work);
    }
  }
}
