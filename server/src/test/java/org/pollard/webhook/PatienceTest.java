package org.pollard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// When a delivery that failed is tried again.
@NullMarked
class PatienceTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Patience least = new Patience(() -> 0);
  private final Patience most = new Patience(() -> -1);

  @Test
  void the_first_retry_comes_within_ten_seconds() {
    assertThat(least.next(1, NOW, NOW)).contains(NOW.plusSeconds(4));
    assertThat(most.next(1, NOW, NOW).orElseThrow()).isBefore(NOW.plusSeconds(10));
  }

  @Test
  void then_the_pauses_double_up_to_six_hours_and_end_after_a_day() {
    assertThat(least.next(2, NOW, NOW)).contains(NOW.plusSeconds(8));
    assertThat(least.next(5, NOW, NOW)).contains(NOW.plusSeconds(64));
    assertThat(least.next(40, NOW, NOW)).contains(NOW.plus(Duration.ofHours(6)));
    assertThat(least.next(40, NOW.minus(Duration.ofHours(19)), NOW)).isEmpty();
    int attempts = 0;
    Optional<Instant> next = Optional.of(NOW);
    while (next.isPresent()) {
      attempts++;
      next = least.next(attempts, NOW, next.get());
    }
    assertThat(attempts).isBetween(12, 18);
  }

  @Test
  void what_failed_together_comes_back_spread() {
    Patience spread = new Patience(RandomGenerator.of("L64X128MixRandom"));
    assertThat(spread.next(8, NOW, NOW)).isNotEqualTo(spread.next(8, NOW, NOW));
  }

  @Test
  void a_receiver_rests_when_it_has_failed_three_times_in_a_row() {
    assertThat(least.resumes(1, NOW)).isEqualTo(NOW);
    assertThat(least.resumes(2, NOW)).isEqualTo(NOW);
    assertThat(least.resumes(3, NOW)).isEqualTo(NOW.plusSeconds(4));
    assertThat(least.resumes(4, NOW)).isEqualTo(NOW.plusSeconds(8));
    assertThat(least.resumes(99, NOW)).isEqualTo(NOW.plus(Duration.ofHours(6)));
  }
}
