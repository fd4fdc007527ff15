package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.pollard.harness.Await;

class LaneTest {

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  @Test
  void who_comes_when_too_much_is_waiting_is_sent_away() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    try (Lane lane = new Lane("test", 1, 1)) {
      ask(
          lane,
          () -> {
            begun.countDown();
            await(finish);
            return "first";
          });
      await(begun);

      // One of these fills the only place, the other is refused while the first job still runs.
      ask(lane, () -> "waited");
      ask(lane, () -> "waited");

      assertThat(answers.poll(60, TimeUnit.SECONDS)).isEqualTo("refused");
      finish.countDown();
      assertThat(answers.poll(60, TimeUnit.SECONDS)).isIn("first", "waited");
      assertThat(answers.poll(60, TimeUnit.SECONDS)).isIn("first", "waited");
    }
  }

  @Test
  void votes_have_places_of_their_own_and_are_next() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    try (Lane lane = new Lane("test", 1, 2)) {
      ask(
          lane,
          () -> {
            begun.countDown();
            await(finish);
            return "first";
          });
      await(begun);
      // Two of these fill the places and wait, as the refusal of the third shows.
      for (int i = 0; i < 3; i++) {
        ask(
            lane,
            () -> {
              order.add("write");
              return "written";
            });
      }
      assertThat(answers.poll(60, TimeUnit.SECONDS)).isEqualTo("refused");

      Thread votes = Thread.startVirtualThread(() -> lane.runVotes(() -> order.add("votes")));
      Await.until("the batch waits", () -> votes.getState() == Thread.State.WAITING);
      finish.countDown();
      votes.join();
    }
    assertThat(order).containsExactly("votes", "write", "write");
  }

  private void ask(Lane lane, Supplier<String> work) {
    Thread.startVirtualThread(
        () -> {
          try {
            answers.add(lane.run(work));
          } catch (StoreBusyException e) {
            answers.add("refused");
          }
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_caller_gets_what_the_work_threw() {
    try (Lane lane = new Lane("test", 1, 1)) {
      assertThatThrownBy(
              () ->
                  lane.run(
                      () -> {
                        throw new IllegalArgumentException("mine");
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("mine");
    }
  }

  @Test
  void a_closed_lane_says_so() {
    Lane lane = new Lane("test", 1, 1);
    lane.close();

    assertThatThrownBy(() -> lane.run(() -> "late")).hasMessageContaining("closed");
  }
}
