package org.pollard.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Guests;
import org.pollard.people.VoterId;
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

  /// Guests who never voted are looked through once an hour, a slice a second.
  private static final long GUESTS_MILLIS = 3_600_000;

  private static final long GUESTS_PAUSE_MILLIS = 1_000;

  private final VoteStore votes;
  private final Guests guests;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sweeper").daemon().factory());

  Sweeper(VoteStore votes, Guests guests) {
    this.votes = votes;
    this.guests = guests;
  }

  void start(@Observes StartupEvent event) {
    again(this::sweep, IDLE_MILLIS);
    again(() -> sweepGuests(null), GUESTS_PAUSE_MILLIS);
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
    again(this::sweep, pause);
  }

  private void sweepGuests(@Nullable VoterId after) {
    Optional<VoterId> next = Optional.empty();
    try {
      next = guests.sweep(after);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Could not remove guests; trying again later", e);
    }
    VoterId last = next.orElse(null);
    again(() -> sweepGuests(last), last == null ? GUESTS_MILLIS : GUESTS_PAUSE_MILLIS);
  }

  private void again(Runnable what, long millis) {
    if (!thread.isShutdown()) {
      var _ = thread.schedule(what, millis, TimeUnit.MILLISECONDS);
    }
  }
}
