package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TickFiguresTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private long now = -7;
  private final TickFigures figures = new TickFigures(100 * MILLI, () -> now);

  private Duration tick(long millis) {
    return figures.measure(() -> now += millis * MILLI);
  }

  @Test
  void ticks_begin_a_period_apart_however_long_they_take() {
    now += 100 * MILLI;
    Duration first = tick(8);
    assertThat(first).isEqualTo(Duration.ofMillis(92));

    // A thread wakes up a little late, which does not add up.
    now += first.toNanos() + 3 * MILLI;
    assertThat(tick(5)).isEqualTo(Duration.ofMillis(92));
    assertThat(figures.lag()).isEqualTo(3 * MILLI);
  }

  @Test
  void after_one_that_took_long_there_is_a_rest_and_none_is_made_up_for() {
    now += 100 * MILLI;
    assertThat(tick(1_000)).isEqualTo(Duration.ofMillis(50));

    now += 50 * MILLI;
    assertThat(tick(1)).isEqualTo(Duration.ofMillis(99));
  }

  @Test
  void one_that_never_comes_is_later_and_later() {
    now += 700 * MILLI;

    assertThat(figures.lag()).isEqualTo(600 * MILLI);
  }
}
