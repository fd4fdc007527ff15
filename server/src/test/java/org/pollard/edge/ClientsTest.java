package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ClientsTest {

  private static final Duration REST = Duration.ofSeconds(90);

  private final AtomicLong clock = new AtomicLong(-5);
  private final AtomicLong made = new AtomicLong();
  private final Clients<String, Long> clients = new Clients<>(10, REST, clock::get);

  private long get(String client) {
    return clients.get(client, made::incrementAndGet);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void who_calls_now_and_then_is_kept() {
    assertThat(get("a")).isEqualTo(1);
    for (int i = 0; i < 20; i++) {
      pass(REST.dividedBy(2).plusSeconds(1));
      get("other " + i);
      assertThat(get("a")).isEqualTo(1);
    }
  }

  @Test
  void who_rested_is_forgotten_once_others_come() {
    get("a");
    pass(REST);
    get("b");
    pass(REST);
    get("c");

    assertThat(get("a")).isEqualTo(4);
  }

  @Test
  void those_are_forgotten_who_have_not_called_for_the_longest() {
    for (int i = 0; i < 100; i++) {
      get("client " + i);
      get("regular");
    }
    assertThat(get("client 99")).isEqualTo(101);
    assertThat(get("regular")).isEqualTo(2);
    assertThat(get("client 0")).isEqualTo(102);
  }
}
