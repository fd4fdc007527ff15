package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NullMarked
@Timeout(60)
class MadeOnceTest {

  private final AtomicInteger made = new AtomicInteger();
  private final ValuesInMemory values = new ValuesInMemory(new ConcurrentHashMap<>());

  @Test
  void it_is_made_when_it_is_first_needed_and_never_again() {
    MadeOnce<Integer> number = number(values);
    assertThat(made).hasValue(0);

    assertThat(number.get()).isEqualTo(1);
    assertThat(number.get()).isEqualTo(1);
    assertThat(number(values).get()).isEqualTo(1);

    assertThat(made).hasValue(1);
  }

  @Test
  void who_begins_it_does_not_wait_and_who_needs_it_does() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    MadeOnce<Integer> number =
        new MadeOnce<>(
                values,
                "number",
                () -> {
                  awaited(mayEnd);
                  return "7";
                },
                Integer::valueOf)
            .begun();
    Thread needing = Thread.ofVirtual().start(() -> assertThat(number.get()).isEqualTo(7));
    assertThat(values.values()).isEmpty();

    mayEnd.countDown();

    needing.join();
    assertThat(number.get()).isEqualTo(7);
  }

  @Test
  void what_another_node_has_stored_meanwhile_is_what_is_used() {
    MadeOnce<Integer> number =
        new MadeOnce<>(
            values,
            "number",
            () -> {
              values.put("number", "8");
              return "7";
            },
            Integer::valueOf);

    assertThat(number.get()).isEqualTo(8);
  }

  @Test
  void what_failed_is_tried_again() {
    MadeOnce<Integer> number =
        new MadeOnce<>(
            values,
            "number",
            () -> {
              if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
              }
              return "7";
            },
            Integer::valueOf);

    assertThatThrownBy(number::get).hasMessageContaining("the database is away");
    assertThat(number.get()).isEqualTo(7);
  }

  @Test
  void what_is_stored_and_cannot_be_read_is_told_at_the_beginning() {
    values.put("number", "seven");
    MadeOnce<Integer> number = number(values);

    assertThatThrownBy(number::begun).hasMessageContaining("seven");
  }

  private MadeOnce<Integer> number(SharedValues values) {
    return new MadeOnce<>(
        values, "number", () -> Integer.toString(made.incrementAndGet()), Integer::valueOf);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
