package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Guesses guesses = new Guesses(now::get);

  @Test
  void who_has_not_guessed_wrong_does_not_wait() {
    guesses.wrong("one");

    assertThat(guesses.delay("other")).isZero();
  }

  @Test
  void each_wrong_guess_makes_the_next_answer_slower_up_to_a_bound() {
    Duration before = Duration.ZERO;
    for (int i = 0; i < 5; i++) {
      guesses.wrong("one");
      pass(Duration.ofMillis(1));
      Duration delay = guesses.delay("one");
      assertThat(delay).isGreaterThan(before);
      before = delay;
    }
    for (int i = 0; i < 10_000; i++) {
      guesses.wrong("one");
      assertThat(guesses.delay("one")).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void many_at_once_are_answered_one_after_the_other() {
    guesses.wrong("one");
    Duration first = guesses.delay("one");

    assertThat(guesses.delay("one")).isEqualTo(first.plusMillis(20));
    assertThat(guesses.delay("one")).isEqualTo(first.plusMillis(40));
  }

  @Test
  void a_wrong_guess_is_forgotten_after_a_while() {
    guesses.wrong("one");

    pass(Duration.ofSeconds(21));

    assertThat(guesses.delay("one")).isZero();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
