package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.people.VoterId;

@NullMarked
class CallBudgetTest {

  private static final VoterId ADA = new VoterId(1);
  private static final VoterId BEN = new VoterId(2);

  private final AtomicLong clock = new AtomicLong(-5);
  private final CallBudget budget = new CallBudget(clock::get, CallBudget.MOST);

  private int taken(VoterId voter, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += budget.take(voter) ? 1 : 0;
    }
    return taken;
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void what_is_spent_comes_back_with_time() {
    assertThat(taken(ADA, 1_000)).isEqualTo(CallBudget.MOST);

    pass(Duration.ofSeconds(1));

    assertThat(taken(ADA, 1_000)).isEqualTo(CallBudget.A_SECOND);
  }

  @Test
  void what_one_spends_is_not_taken_from_others() {
    taken(ADA, 1_000);

    assertThat(budget.take(BEN)).isTrue();
    assertThat(budget.take(ADA)).isFalse();
  }

  @Test
  void who_rests_for_long_has_no_more_than_at_first() {
    taken(ADA, 10);

    pass(Duration.ofHours(1));

    assertThat(taken(ADA, 1_000)).isEqualTo(CallBudget.MOST);
  }

  @Test
  void who_keeps_to_the_pace_is_never_refused() {
    taken(ADA, CallBudget.MOST);
    for (int i = 0; i < 1_000; i++) {
      pass(Duration.ofSeconds(1).dividedBy(CallBudget.A_SECOND).plusNanos(1));
      assertThat(budget.take(ADA)).isTrue();
    }
  }
}
