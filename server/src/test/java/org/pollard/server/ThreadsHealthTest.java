package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.pulse.Pulse;

@NullMarked
class ThreadsHealthTest {

  private static final Pulse WORKS = new Pulse("works", true, null);

  private static HealthCheckResponse judge(Pulse... pulses) {
    return new ThreadsHealth(
            List.of(new Heart(() -> List.of(WORKS)), new Heart(() -> List.of(pulses))))
        .call();
  }

  @Test
  void one_dead_thread_is_enough() {
    HealthCheckResponse answer = judge(new Pulse("committer", false, "java.lang.OutOfMemoryError"));

    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(answer.getData().orElseThrow())
        .isEqualTo(Map.of("works", "works", "committer", "dead"));
  }

  @Test
  void what_only_fails_now_is_told_and_no_reason_to_start_again() {
    HealthCheckResponse answer = judge(new Pulse("tick", true, "java.lang.IllegalStateException"));

    assertThat(answer.getStatus()).isEqualTo(Status.UP);
    assertThat(answer.getData().orElseThrow())
        .containsEntry("tick", "fails: java.lang.IllegalStateException");
  }
}
