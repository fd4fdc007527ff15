package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pollard.people.BusyException;

@NullMarked
class SignInAttemptsTest {

  private static final String HOME = "198.51.100.1";

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final SignInAttempts attempts = new SignInAttempts(now::get);

  /// Whoever is interrupted is told of the wait and does not wait.
  @BeforeEach
  void hurry() {
    Thread.currentThread().interrupt();
  }

  @AfterEach
  void rest() {
    assertThat(Thread.interrupted()).isTrue();
  }

  private boolean signIn(String address, boolean right) {
    return attempts
        .attempt(address, "Ada", () -> right ? Optional.of("in") : Optional.empty())
        .isPresent();
  }

  /// Strangers guess from one address after the other until one is refused.
  private void guess() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                assertThat(signIn("203.0.113." + i, false)).isFalse();
              }
            })
        .isInstanceOf(BusyException.class);
  }

  @Test
  void guesses_from_many_addresses_are_refused_soon() {
    guess();

    assertThatThrownBy(() -> signIn(HOME, true)).isInstanceOf(BusyException.class);
  }

  /// Three addresses guess without end, and somebody comes from a fourth.
  @Test
  void who_comes_from_somewhere_new_is_judged_soon_while_a_few_addresses_guess() {
    for (int tenth = 0; tenth < 3_000; tenth++) {
      for (int each = 1; each <= 3; each++) {
        tried("203.0.113." + each);
      }
      pass(Duration.ofMillis(100));
    }

    assertThat(signIn(HOME, false)).as("mistyped").isFalse();
    pass(Duration.ofSeconds(9));
    assertThat(signIn(HOME, true)).isTrue();
  }

  @Test
  void however_many_addresses_guess_they_try_a_name_no_more_often() {
    int judged = 0;
    for (int second = 0; second < 7_200; second++) {
      for (int each = 0; each < 20; each++) {
        judged += tried("203." + second % 100 + ".113." + each) ? 1 : 0;
      }
      pass(Duration.ofSeconds(1));
    }

    assertThat(judged).isBetween(800, 1_150);
  }

  private boolean tried(String address) {
    try {
      return !signIn(address, false);
    } catch (BusyException e) {
      return false;
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void from_where_somebody_has_signed_in_before_they_still_can() {
    assertThat(signIn(HOME, true)).isTrue();
    guess();

    assertThat(signIn(HOME, true)).isTrue();
  }

  @Test
  void and_so_they_can_from_where_they_are_signed_in() {
    attempts.ownerIsAt(HOME, "ada");
    guess();

    assertThat(signIn(HOME, true)).isTrue();
  }

  @Test
  void who_guesses_at_home_waits_there() {
    attempts.ownerIsAt(HOME, "Ada");

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                assertThat(signIn(HOME, false)).isFalse();
              }
            })
        .isInstanceOf(BusyException.class);
  }
}
