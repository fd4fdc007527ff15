package org.pollard.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pollard.voting.VoteStore;

/// Removes, little by little, the rows that deletions left behind. What was deleted is invisible
/// from the first moment, so nobody waits for this. One thread; it goes on at once while there is
/// something left and looks again after a while.
@ApplicationScoped
class Sweeper {

  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());
  private static final int SLICE = 2_000;
  private static final long PAUSE_MILLIS = 50;
  private static final long IDLE_MILLIS = 2_000;

  private final VoteStore votes;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sweeper").daemon().factory());

  Sweeper(VoteStore votes) {
    this.votes = votes;
  }

  void start(@Observes StartupEvent event) {
    again(IDLE_MILLIS);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }

  private void sweep() {
    long pause = IDLE_MILLIS;
    try {
      pause = votes.sweep(SLICE) > 0 ? PAUSE_MILLIS : IDLE_MILLIS;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Could not remove deleted rows; trying again later", e);
    }
    again(pause);
  }

  private void again(long millis) {
    if (!thread.isShutdown()) {
      var _ = thread.schedule(this::sweep, millis, TimeUnit.MILLISECONDS);
    }
  }
}
