package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// 3500 requests in five minutes, whatever the clock began with.
@NullMarked
class RateLimitTest {

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final RateLimit limit = new RateLimit(nanos::get);

  private int admitted(String client, int requests) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) {
      admitted += limit.enter(client).isEmpty() ? 1 : 0;
    }
    return admitted;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void each_client_has_its_own() {
    assertThat(admitted("a", 4_000)).isEqualTo(3_500);
    assertThat(admitted("b", 10)).isEqualTo(10);
  }

  @Test
  void no_five_minutes_hold_more_wherever_they_begin() {
    admitted("a", 1_750);
    pass(Duration.ofSeconds(299));
    assertThat(admitted("a", 4_000)).isEqualTo(1_750);
    pass(Duration.ofSeconds(2));
    assertThat(admitted("a", 4_000)).isZero();
    pass(Duration.ofSeconds(15));
    assertThat(admitted("a", 4_000)).as("the first half is forgotten").isEqualTo(1_750);
  }

  @Test
  void who_waits_as_long_as_told_is_admitted() {
    admitted("a", 3_500);

    Duration wait = limit.enter("a").orElseThrow();
    pass(wait);

    assertThat(wait).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(310));
    assertThat(limit.enter("a")).isEmpty();
  }

  @Test
  void a_long_pause_forgets_all() {
    admitted("a", 3_500);
    pass(Duration.ofHours(1));

    assertThat(admitted("a", 4_000)).isEqualTo(3_500);
  }
}
