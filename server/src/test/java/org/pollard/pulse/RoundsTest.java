package org.pollard.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.Await;

@NullMarked
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoundsTest {

  private static final Duration REST = Duration.ofMillis(1);

  private final AtomicReference<@Nullable Throwable> toThrow = new AtomicReference<>();
  private final Semaphore done = new Semaphore(0);
  private final Rounds rounds = new Rounds("round", REST, this::go);

  private void go() {
    done.release();
    @Nullable Throwable given = toThrow.get();
    if (given instanceof Error error) {
      throw error;
    }
    if (given instanceof RuntimeException exception) {
      throw exception;
    }
  }

  @AfterEach
  void close() {
    rounds.close();
  }

  @Test
  void whatever_a_round_throws_the_next_one_comes() throws Exception {
    toThrow.set(new OutOfMemoryError("as told"));
    rounds.start();

    done.acquire(3);
    assertThat(rounds.pulse())
        .isEqualTo(new Pulse("round", true, OutOfMemoryError.class.getName()));

    toThrow.set(new IllegalStateException("as told"));
    Await.until(
        "the other fault",
        () -> IllegalStateException.class.getName().equals(rounds.pulse().fault()));

    toThrow.set(null);
    Await.until("the end of the fault", () -> rounds.pulse().fault() == null);
  }

  @Test
  void an_interrupt_that_a_round_leaves_behind_ends_nothing() throws Exception {
    try (Rounds interrupted =
        new Rounds(
            "interrupted",
            REST,
            () -> {
              done.release();
              Thread.currentThread().interrupt();
            })) {
      interrupted.start();

      done.acquire(3);
      assertThat(interrupted.pulse().alive()).isTrue();
    }
  }

  @Test
  @SuppressWarnings("NullAway") // a bug, on purpose: what no round survives
  void a_thread_that_has_ended_though_nobody_ended_it_is_dead() throws Exception {
    try (Rounds broken = new Rounds("broken", REST, () -> null, REST)) {
      assertThat(broken.pulse().alive()).as("before it began").isTrue();

      broken.start();

      Await.until("the death", () -> !broken.pulse().alive());
    }
  }

  @Test
  void who_was_closed_is_not_dead() {
    rounds.start();
    rounds.close();
    rounds.close();

    assertThat(rounds.pulse()).isEqualTo(new Pulse("round", true, null));
  }
}
