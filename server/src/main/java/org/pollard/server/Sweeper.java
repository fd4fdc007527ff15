package org.pollard.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Guests;
import org.pollard.people.VoterId;
import org.pollard.poll.Discards;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;
import org.pollard.voting.VoteStore;

/// Removes, little by little, the rows that deletions left behind. What was deleted is invisible
/// from the first moment, so nobody waits for this. It goes on at once while there is something
/// left and looks again after a while. Another thread does the same for guests who never voted.
@ApplicationScoped
class Sweeper {

  private static final int SLICE = 2_000;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration IDLE = Duration.ofSeconds(2);

  /// Guests who never voted are looked through once an hour, a slice a second.
  private static final Duration GUESTS_IDLE = Duration.ofHours(1);

  private static final Duration GUESTS_PAUSE = Duration.ofSeconds(1);
  private static final Duration GUESTS_AFTER_FAULT = Duration.ofMinutes(1);

  private final VoteStore votes;
  private final Discards discards;
  private final Guests guests;
  private final Rounds rounds = new Rounds("sweeper", IDLE, this::sweep, IDLE);
  private final Rounds guestRounds =
      new Rounds("guest-sweeper", GUESTS_PAUSE, this::sweepGuests, GUESTS_AFTER_FAULT);

  /// Confined to the thread of the guests.
  private @Nullable VoterId lastGuest;

  Sweeper(VoteStore votes, Discards discards, Guests guests) {
    this.votes = votes;
    this.discards = discards;
    this.guests = guests;
  }

  void start(@Observes StartupEvent event) {
    rounds.start();
    guestRounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.close();
    guestRounds.close();
  }

  List<Pulse> pulses() {
    return List.of(rounds.pulse(), guestRounds.pulse());
  }

  private Duration sweep() {
    int forgotten = discards.forget();
    return votes.sweep(SLICE) + forgotten > 0 ? PAUSE : IDLE;
  }

  private Duration sweepGuests() {
    lastGuest = guests.sweep(lastGuest).orElse(null);
    return lastGuest == null ? GUESTS_IDLE : GUESTS_PAUSE;
  }
}
