package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pollard.people.BusyException;

class WrongSecretsTest {

  private final AtomicLong now = new AtomicLong(-5);
  private final WrongSecrets wrong = new WrongSecrets(now::get);

  private int counted(String address, int tries) {
    for (int i = 0; i < tries; i++) {
      try {
        wrong.count(address);
      } catch (BusyException e) {
        return i;
      }
    }
    return tries;
  }

  @Test
  void whoever_shows_too_many_is_told_to_come_back_and_nobody_else_is() {
    assertThat(counted("here", 1_000)).isEqualTo(WrongSecrets.MOST);

    assertThatThrownBy(() -> wrong.count("here"))
        .isInstanceOfSatisfying(
            BusyException.class, busy -> assertThat(busy.retryAfterSeconds()).isEqualTo(1));
    assertThatCode(() -> wrong.count("there")).doesNotThrowAnyException();
  }

  @Test
  void some_are_forgiven_with_time() {
    counted("here", 1_000);

    now.addAndGet(Duration.ofSeconds(10).toNanos());

    assertThat(counted("here", 1_000)).isEqualTo(10 * WrongSecrets.A_SECOND);
  }
}
