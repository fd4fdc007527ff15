package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pollard.canvas.Throttle.Entry;
import org.pollard.canvas.Throttle.Passage;

class ThrottleTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Throttle throttle = new Throttle(clock::get, 100);

  @Test
  void eleven_requests_at_once_are_admitted_and_the_twelfth_refused() {
    for (int i = 0; i < 11; i++) {
      admitted("a");
    }

    assertThat(throttle.enter("a")).isEqualTo(new Entry.Refused());
  }

  @Test
  void a_refused_request_reserves_nothing() {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      passages.add(admitted("a"));
    }
    for (int i = 0; i < 50; i++) {
      assertThat(throttle.enter("a")).isEqualTo(new Entry.Refused());
    }

    passages.forEach(passage -> passage.leave(Duration.ZERO));

    assertThat(admitted("a").leave(Duration.ZERO)).isEqualTo(600);
  }

  @Test
  void leaving_gives_the_reservation_back_and_adds_the_cost_once() {
    Passage passage = admitted("a");

    assertThat(passage.leave(Duration.ofMillis(1500))).isEqualTo(598.5);
    assertThat(passage.leave(Duration.ofMillis(1500))).isEqualTo(598.5);
    assertThat(admitted("a").leave(Duration.ofSeconds(-5))).isEqualTo(598.5);
  }

  @Test
  void ten_leak_out_a_second_down_to_nothing() {
    admitted("a").leave(Duration.ofSeconds(100));

    pass(Duration.ofMillis(2500));
    assertThat(admitted("a").leave(Duration.ZERO)).isEqualTo(525);

    pass(Duration.ofSeconds(60));
    assertThat(admitted("a").leave(Duration.ZERO)).isEqualTo(600);
  }

  @Test
  void a_bucket_holds_eight_hundred_so_that_it_is_open_again_in_time() {
    assertThat(admitted("a").leave(Duration.ofDays(10_000))).isEqualTo(-200);
    assertThat(throttle.enter("a")).isEqualTo(new Entry.Refused());

    pass(Duration.ofMillis(20_100));
    // Each attempt reserves 50 first and is judged with them, as in Canvas.
    assertThat(throttle.enter("a")).isEqualTo(new Entry.Refused());

    pass(Duration.ofSeconds(5));
    assertThat(throttle.enter("a")).isInstanceOf(Entry.Admitted.class);
  }

  @Test
  void clients_do_not_share_a_bucket() {
    admitted("a").leave(Duration.ofSeconds(700));

    assertThat(throttle.enter("a")).isEqualTo(new Entry.Refused());
    assertThat(throttle.enter("b")).isInstanceOf(Entry.Admitted.class);
  }

  @Test
  void a_clock_that_seems_to_go_back_fills_nothing() {
    admitted("a").leave(Duration.ofSeconds(100));

    pass(Duration.ofSeconds(-30));

    assertThat(admitted("a").leave(Duration.ZERO)).isEqualTo(500);
  }

  @Test
  void many_threads_leave_an_empty_bucket_behind() throws Exception {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      passages.add(admitted("a"));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2000; i++) {
        Passage passage = passages.get(i % passages.size());
        var _ = threads.submit(() -> passage.leave(Duration.ofSeconds(1)));
      }
    }

    assertThat(admitted("a").leave(Duration.ZERO)).isEqualTo(589);
  }

  @Test
  void headers_show_plain_decimals() {
    assertThat(Throttle.decimal(600)).isEqualTo("600.0");
    assertThat(Throttle.decimal(0)).isEqualTo("0.0");
    assertThat(Throttle.decimal(-200)).isEqualTo("-200.0");
    assertThat(Throttle.decimal(598.5)).isEqualTo("598.5");
    assertThat(Throttle.decimal(599.999871)).isEqualTo("599.999871");
    assertThat(Throttle.decimal(599.9999996)).isEqualTo("600.0");
    assertThat(Throttle.decimal(0.05)).isEqualTo("0.05");
    // What lies in the middle goes to the even digit.
    assertThat(Throttle.decimal(0.0000125)).isEqualTo("0.000012");
    assertThat(Throttle.decimal(0.0000135)).isEqualTo("0.000014");
    assertThat(Throttle.decimal(12_345_678.25)).isEqualTo("12345678.25");
    assertThat(Throttle.decimal(0.000123456789)).isEqualTo("0.000123");
    assertThat(Throttle.decimal(1e-9)).isEqualTo("0.0");
  }

  private Passage admitted(String client) {
    Entry entry = throttle.enter(client);
    assertThat(entry).isInstanceOf(Entry.Admitted.class);
    return ((Entry.Admitted) entry).passage();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
