package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pollard.poll.SessionId;

class PaceTest {

  private static final SessionId LARGE = new SessionId(1);
  private static final SessionId SMALL = new SessionId(2);
  private static final Set<SessionId> BOTH = Set.of(LARGE, SMALL);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Pace pace = new Pace();

  @Test
  void what_is_large_waits_until_there_is_time_for_it_and_what_is_small_never_does() {
    pace.sent(LARGE, 2 * Pace.BYTES_A_SECOND, 0);
    pace.sent(SMALL, 1_000, 0);

    assertThat(pace.waiting(BOTH, SECOND)).containsExactly(LARGE);
    assertThat(pace.waiting(BOTH, 3 * SECOND)).isEmpty();
  }

  @Test
  void a_node_has_one_budget() {
    SessionId other = new SessionId(3);
    pace.sent(LARGE, Pace.BYTES_A_SECOND, 0);
    pace.sent(other, Pace.BYTES_A_SECOND, 0);

    assertThat(pace.waiting(Set.of(LARGE, other), SECOND + 1)).hasSize(2);
    assertThat(pace.waiting(Set.of(LARGE, other), 2 * SECOND + 1)).isEmpty();
  }

  /// To 2,000 people, ten times a second, it would be 48 MiB.
  @Test
  void a_wall_of_twenty_texts_counts_and_a_question_with_its_choices_does_not() {
    assertThat(Pace.counts(2_855)).isTrue();
    assertThat(Pace.counts(600)).isFalse();
  }

  @Test
  void what_is_gone_is_forgotten() {
    pace.sent(LARGE, 9 * Pace.BYTES_A_SECOND, 0);
    pace.sent(LARGE, 0, 0);
    assertThat(pace.waiting(BOTH, 1)).isEmpty();
    pace.sent(LARGE, 9 * Pace.BYTES_A_SECOND, 0);
    pace.keepOnly(Set.of(SMALL));
    assertThat(pace.waiting(BOTH, 1)).isEmpty();
  }
}
