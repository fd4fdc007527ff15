package org.pollard.realtimekit.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// 200 messages at once, 20 a second, and less of both for who is answered at length.
@NullMarked
class AllowanceTest {

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final Allowance allowance = new Allowance(nanos::get);

  private int taken(int messages) {
    int taken = 0;
    for (int i = 0; i < messages; i++) {
      taken += allowance.take() ? 1 : 0;
    }
    return taken;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void what_is_used_up_comes_back_with_time() {
    assertThat(taken(300)).isEqualTo(200);
    pass(Duration.ofSeconds(2));
    assertThat(taken(300)).isEqualTo(40);
    pass(Duration.ofHours(1));
    assertThat(taken(300)).as("and not more than at first").isEqualTo(200);
  }

  @Test
  void long_answers_count_as_several() {
    allowance.charge(100 * 32 * 1024);

    assertThat(taken(300)).isEqualTo(100);
  }

  @Test
  void who_floods_is_let_in_again_after_a_rest() {
    assertThat(taken(1_200)).isEqualTo(200);
    assertThat(allowance.flooded()).as("a thousand times in vain").isFalse();
    assertThat(taken(1)).isZero();
    assertThat(allowance.flooded()).isTrue();
    assertThat(allowance.open(2)).isFalse();
    pass(Duration.ofSeconds(9));
    assertThat(allowance.open(2)).isFalse();
    pass(Duration.ofSeconds(1));

    assertThat(allowance.open(2)).isTrue();
    assertThat(allowance.flooded()).isFalse();
  }

  @Test
  void connections_are_counted() {
    assertThat(allowance.open(2)).isTrue();
    assertThat(allowance.open(2)).isTrue();
    assertThat(allowance.open(2)).isFalse();
    allowance.close();
    assertThat(allowance.open(2)).isTrue();
  }
}
