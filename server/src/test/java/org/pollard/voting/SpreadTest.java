package org.pollard.voting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What is remembered of many measures.
@NullMarked
class SpreadTest {

  private final AtomicLong clock = new AtomicLong(7);
  private final Spread spread = new Spread(clock::get);

  @Test
  void it_counts_and_adds_up_for_good() {
    spread.add(3);
    spread.add(5);
    pass(Duration.ofHours(1));
    spread.add(1);

    assertThat(spread.count()).isEqualTo(3);
    assertThat(spread.sum()).isEqualTo(9);
  }

  @Test
  void the_most_is_remembered_for_a_minute_or_two() {
    assertThat(spread.most()).isZero();
    spread.add(5);
    spread.add(3);

    pass(Duration.ofSeconds(61));
    spread.add(4);

    assertThat(spread.most()).isEqualTo(5);
    pass(Duration.ofSeconds(60));
    assertThat(spread.most()).isEqualTo(4);
    pass(Duration.ofSeconds(60));
    assertThat(spread.most()).isZero();
  }

  @Test
  void after_a_long_silence_nothing_is_left_of_the_most() {
    spread.add(5);
    pass(Duration.ofMinutes(3));

    assertThat(spread.most()).isZero();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
