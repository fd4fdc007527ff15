package org.pollard.realtimekit.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The larger what was sent, the later the next.
@NullMarked
class BudgetTest {

  private static final int SECONDS_WORTH = (int) Budget.BYTES_A_SECOND;

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final Budget budget = new Budget(nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void what_is_small_may_go_at_any_time() {
    for (int i = 0; i < 100; i++) {
      budget.spend(1_000);
      assertThat(budget.left()).isTrue();
    }
  }

  @Test
  void after_what_is_large_the_next_waits_as_long_as_that_takes() {
    budget.spend(SECONDS_WORTH);
    assertThat(budget.left()).as("a second is put by").isTrue();
    budget.spend(3 * SECONDS_WORTH);

    assertThat(budget.left()).isFalse();
    pass(Duration.ofMillis(2_900));
    assertThat(budget.left()).isFalse();
    pass(Duration.ofMillis(200));
    assertThat(budget.left()).isTrue();
  }

  @Test
  void quiet_times_earn_one_second_and_no_more() {
    pass(Duration.ofHours(1));
    budget.left();
    budget.spend(SECONDS_WORTH + 1);

    assertThat(budget.left()).isFalse();
  }

  @Test
  void half_a_second_of_debt_is_not_far() {
    budget.left();
    budget.spend(SECONDS_WORTH + SECONDS_WORTH / 2);
    budget.left();
    assertThat(budget.farOverdrawn()).isFalse();
    budget.spend(1);
    budget.left();
    assertThat(budget.farOverdrawn()).isTrue();

    pass(Duration.ofMillis(10));
    budget.left();
    assertThat(budget.farOverdrawn()).isFalse();
  }

  @Test
  void over_time_no_more_is_sent_than_it_allows() {
    long sent = 0;
    for (int tick = 0; tick < 600; tick++) {
      if (budget.left()) {
        budget.spend(10_000_000);
        sent += 10_000_000;
      }
      pass(Duration.ofMillis(100));
    }

    assertThat(sent).isBetween(59 * Budget.BYTES_A_SECOND, 62 * Budget.BYTES_A_SECOND);
  }
}
