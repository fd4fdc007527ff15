package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pollard.people.BusyException;

class GuessesTest {

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Guesses guesses = new Guesses(now::get, 3, Duration.ofMillis(20));

  @Test
  void who_has_not_guessed_wrong_does_not_wait() {
    wrong("one");

    assertThat(guesses.begin("other").delay()).isZero();
  }

  @Test
  void each_wrong_guess_makes_the_next_answer_slower_up_to_a_bound() {
    Duration before = Duration.ZERO;
    for (int i = 0; i < 5; i++) {
      wrong("one");
      pass(Duration.ofMillis(1));
      Duration delay = right("one");
      assertThat(delay).isGreaterThan(before);
      before = delay;
      pass(delay);
    }
    for (int i = 0; i < 1_000; i++) {
      pass(wrong("one"));
      assertThat(right("one")).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void attempts_count_from_their_beginning() {
    List<Guesses.Attempt> begun = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      begun.add(guesses.begin("one"));
    }

    assertThat(begun.subList(0, 3)).allSatisfy(each -> assertThat(each.delay()).isZero());
    assertThat(begun.get(3).delay()).isEqualTo(Duration.ofMillis(200));
    assertThat(begun.get(20).delay()).isGreaterThan(Duration.ofSeconds(3));
    assertThat(begun.get(21).delay()).isEqualTo(begun.get(20).delay().plusMillis(20));
  }

  @Test
  void attempts_that_were_right_leave_nothing_behind() {
    for (int i = 0; i < 100; i++) {
      right("one");
    }

    assertThat(guesses.begin("one").delay()).isZero();
  }

  @Test
  void many_at_once_are_answered_one_after_the_other() {
    wrong("one");
    Duration first = guesses.begin("one").delay();

    assertThat(guesses.begin("one").delay()).isEqualTo(first.plusMillis(20));
    assertThat(guesses.begin("one").delay()).isEqualTo(first.plusMillis(40));
  }

  @Test
  void what_is_between_two_answers_grows_where_that_is_wanted() {
    Guesses slower = new Guesses(now::get, 2, Duration.ofMillis(200), Duration.ofMillis(6_400));
    int tried = 0;
    for (int second = 0; second < 86_400; second++) {
      try (Guesses.Attempt _ = slower.begin("one")) {
        tried++;
      } catch (BusyException e) {
        assertThat(e.retryAfterSeconds()).isBetween(10L, 17L);
      }
      pass(Duration.ofSeconds(1));
    }

    assertThat(tried).isBetween(10_000, 15_000);
  }

  @Test
  void who_would_wait_too_long_is_refused_and_does_not_count() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                guesses.begin("one");
              }
            })
        .isInstanceOf(BusyException.class)
        .satisfies(
            busy -> assertThat(((BusyException) busy).retryAfterSeconds()).isBetween(10L, 11L));
    pass(Duration.ofSeconds(1));

    assertThat(guesses.begin("one").delay()).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_wrong_guess_is_forgotten_after_a_while() {
    wrong("one");

    pass(Duration.ofSeconds(21));

    assertThat(guesses.begin("one").delay()).isZero();
  }

  @Test
  void an_end_is_told_once() {
    Guesses.Attempt attempt = guesses.begin("one");
    attempt.right();
    attempt.wrong();
    attempt.close();

    assertThat(guesses.begin("one").delay()).isZero();
  }

  private Duration wrong(String caller) {
    try (Guesses.Attempt attempt = guesses.begin(caller)) {
      return attempt.delay();
    }
  }

  private Duration right(String caller) {
    Guesses.Attempt attempt = guesses.begin(caller);
    attempt.right();
    return attempt.delay();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
