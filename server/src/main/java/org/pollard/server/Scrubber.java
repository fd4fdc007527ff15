package org.pollard.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pollard.voting.VoteStore;

/// Removes what votes in anonymous sessions leave beneath the tables, a second after they were
/// cast. One thread; the more there is to do, the longer it rests in between, so that it never
/// takes more than a small part of what the database can do.
@ApplicationScoped
class Scrubber {

  private static final System.Logger LOG = System.getLogger(Scrubber.class.getName());
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final int REST_FOR_WORK = 9;

  private final VoteStore votes;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("scrubber").daemon().factory());

  Scrubber(VoteStore votes) {
    this.votes = votes;
  }

  void start(@Observes StartupEvent event) {
    again(SHORTEST_REST);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }

  private void scrub() {
    long begin = System.nanoTime();
    try {
      votes.scrub();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Could not remove the traces of anonymous votes; trying again",
          e);
    }
    Duration rest = Duration.ofNanos((System.nanoTime() - begin) * REST_FOR_WORK);
    again(rest.compareTo(SHORTEST_REST) > 0 ? rest : SHORTEST_REST);
  }

  private void again(Duration rest) {
    if (!thread.isShutdown()) {
      var _ = thread.schedule(this::scrub, rest.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
