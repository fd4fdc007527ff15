package org.pollard.server;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.pollard.store.Database;
import org.pollard.voting.Voting;

/// Ready means: the database can be written. Judged by the last commit or, when that is older than
/// a second, by one probe that all questions of that second share.
@Readiness
@ApplicationScoped
class StorageHealth implements HealthCheck {

  private static final System.Logger LOG = System.getLogger(StorageHealth.class.getName());
  private static final Duration RECENT = Duration.ofSeconds(1);

  private final Database database;
  private final Voting voting;
  private final InstantSource clock;
  private Instant judgedAt = Instant.MIN;
  private boolean writable;

  StorageHealth(Database database, Voting voting, InstantSource clock) {
    this.database = database;
    this.voting = voting;
    this.clock = clock;
  }

  @Override
  public synchronized HealthCheckResponse call() {
    Instant now = clock.instant();
    if (database.isAway()) {
      // Asking would wait with everybody else.
      writable = false;
    } else if (judgedAt.isBefore(now.minus(RECENT))) {
      writable = judge(now);
      judgedAt = now;
    }
    return HealthCheckResponse.named("storage").status(writable).build();
  }

  private boolean judge(Instant now) {
    boolean committed =
        database.lastCommit().filter(at -> at.isAfter(now.minus(RECENT))).isPresent();
    if (committed && !voting.failing()) {
      return true;
    }
    try {
      database.probe();
      return true;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The database cannot be written", e);
      return false;
    }
  }
}
