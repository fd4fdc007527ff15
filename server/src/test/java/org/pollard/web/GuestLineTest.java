package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.Await;
import org.pollard.people.BusyException;

@NullMarked
@Timeout(120)
class GuestLineTest {

  private final GuestLine line = new GuestLine();
  private final AtomicInteger writing = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final List<String> served = new CopyOnWriteArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);

  /// Writes as soon as that is allowed.
  private void write(String address) {
    var _ =
        line.pass(
            address,
            () -> {
              most.accumulateAndGet(writing.incrementAndGet(), Math::max);
              try {
                open.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              served.add(address);
              return writing.decrementAndGet();
            });
  }

  /// So many of one address come, and then stand in line or write.
  private void come(ExecutorService threads, String address, int many) throws InterruptedException {
    int before = line.standing();
    for (int i = 0; i < many; i++) {
      threads.execute(() -> write(address));
    }
    Await.until("all of " + address, () -> line.standing() == before + many);
  }

  @Test
  void a_few_pass_at_a_moment_and_all_others_later() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      come(threads, "hall", 500);
      open.countDown();
    }

    assertThat(most).hasValue(GuestLine.MOST_AT_WORK);
    assertThat(served).hasSize(500);
    assertThat(line.standing()).isZero();
  }

  @Test
  void whoever_comes_from_elsewhere_does_not_wait_for_all_of_a_crowd() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      come(threads, "crowd", 500);
      come(threads, "home", 1);
      open.countDown();
    }

    assertThat(served.indexOf("home")).isLessThan(4 * GuestLine.MOST_AT_WORK);
  }

  @Test
  void more_than_a_hall_of_one_address_are_told_to_come_back_and_others_are_not()
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      come(threads, "crowd", GuestLine.MOST_AT_WORK + GuestLine.MOST_OF_ONE);

      assertThatThrownBy(() -> write("crowd")).isInstanceOf(BusyException.class);
      come(threads, "home", 1);
      open.countDown();
    }

    assertThat(served).contains("home");
  }

  @Test
  void what_is_thrown_gives_the_place_back() {
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(
              () ->
                  line.pass(
                      "here",
                      () -> {
                        throw new IllegalStateException();
                      }))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(line.standing()).isZero();
  }
}
