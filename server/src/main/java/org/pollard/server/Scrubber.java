package org.pollard.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;
import org.pollard.voting.VoteStore;

/// Removes what votes in anonymous sessions leave beneath the tables, a second after they were
/// cast. One thread; the more there is to do, the longer it rests in between, so that it never
/// takes more than a small part of what the database can do.
@ApplicationScoped
class Scrubber {

  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final int REST_FOR_WORK = 9;

  private final VoteStore votes;
  private final Rounds rounds =
      new Rounds("scrubber", SHORTEST_REST, this::scrub, SHORTEST_REST.multipliedBy(REST_FOR_WORK));

  Scrubber(VoteStore votes) {
    this.votes = votes;
  }

  void start(@Observes StartupEvent event) {
    rounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.close();
  }

  Pulse pulse() {
    return rounds.pulse();
  }

  private Duration scrub() {
    long begin = System.nanoTime();
    votes.scrub();
    Duration rest = Duration.ofNanos((System.nanoTime() - begin) * REST_FOR_WORK);
    return rest.compareTo(SHORTEST_REST) > 0 ? rest : SHORTEST_REST;
  }
}
