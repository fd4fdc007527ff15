package org.pollard.live;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Headcounts;

/// How many people are in the rooms of courses, on all nodes together: those of this node, and
/// those whom the others told of. Thread-safe.
public final class PeopleHere implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(PeopleHere.class.getName());
  private static final Duration PACE = Duration.ofSeconds(1);

  private final Watching watching;
  private final Headcounts others;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("headcount").daemon().factory());

  public PeopleHere(Watching watching, Headcounts others) {
    this.watching = watching;
    this.others = others;
  }

  /// Begins to tell the other nodes.
  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::tell, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// How many follow a room, whoever asks left out.
  public int in(AudienceRef.InCourse room, VoterId asking) {
    return watching.here(room, asking) + others.elsewhere(room);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void tell() {
    try {
      others.tell(watching::gatherings);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Other nodes could not be told how many are here", e);
    }
  }
}
