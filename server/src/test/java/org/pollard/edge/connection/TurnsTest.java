package org.pollard.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NullMarked
@Timeout(60)
class TurnsTest {

  private final EventLoop loop = new DefaultEventLoop();
  private final Turns turns = new Turns(loop);

  /// Written by the loop, read when all is done.
  private final List<String> heard = new ArrayList<>();

  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void end() {
    var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  /// Works for longer than a round is.
  private static void work() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private List<String> heardAfter(Runnable begin) throws InterruptedException {
    loop.execute(begin);
    done.await();
    return heard;
  }

  @Test
  void an_address_comes_after_the_other_however_many_connections_it_has() throws Exception {
    assertThat(
            heardAfter(
                () -> {
                  for (int i = 0; i < 5; i++) {
                    turns.wait("many", () -> heard.add("many"));
                  }
                  turns.wait("one", () -> heard.add("one"));
                  turns.wait(
                      "another",
                      () -> {
                        heard.add("another");
                        turns.wait("another", () -> turns.wait("another", done::countDown));
                      });
                }))
        .startsWith("many", "one", "another", "many", "many");
  }

  @Test
  void whoever_does_not_stand_in_line_is_heard_between_two_rounds() throws Exception {
    List<String> order =
        heardAfter(
            () -> {
              for (int i = 0; i < 20; i++) {
                turns.wait(
                    "many",
                    () -> {
                      heard.add("stranger");
                      loop.execute(() -> heard.add("voter"));
                      work();
                    });
              }
              turns.wait("many", () -> loop.execute(done::countDown));
            });

    for (int i = 0; i < order.size(); i++) {
      assertThat(order.get(i)).isEqualTo(i % 2 == 0 ? "stranger" : "voter");
    }
  }

  @Test
  void whoever_comes_when_nobody_waits_is_heard_again() throws Exception {
    assertThat(
            heardAfter(
                () ->
                    turns.wait(
                        "a",
                        () -> {
                          heard.add("a");
                          loop.execute(() -> turns.wait("b", done::countDown));
                        })))
        .containsExactly("a");
  }

  @Test
  void a_turn_that_fails_takes_nobody_elses() throws Exception {
    assertThat(
            heardAfter(
                () -> {
                  turns.wait(
                      "a",
                      () -> {
                        throw new IllegalStateException("planted");
                      });
                  turns.wait("b", done::countDown);
                }))
        .isEmpty();
  }
}
