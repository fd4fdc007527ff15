package org.pollard.server;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.pollard.pulse.Pulse;

/// Live means: every thread on which something hangs goes on. One that has ended, or does not move,
/// does not come back by itself. What only fails now (the database is away) is told, and no reason
/// to start again.
@Liveness
@ApplicationScoped
class ThreadsHealth implements HealthCheck {

  private final List<Heart> hearts;

  ThreadsHealth(@All List<Heart> hearts) {
    this.hearts = hearts;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("threads");
    boolean alive = true;
    for (Heart heart : hearts) {
      for (Pulse each : heart.pulses().get()) {
        alive &= each.alive();
        answer.withData(each.name(), told(each));
      }
    }
    return answer.status(alive).build();
  }

  private static String told(Pulse pulse) {
    String fault = pulse.fault();
    if (!pulse.alive()) {
      return "dead";
    }
    return fault == null ? "works" : "fails: " + fault;
  }
}
