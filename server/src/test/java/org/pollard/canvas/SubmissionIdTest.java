package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.harness.CpuTime;

class SubmissionIdTest {

  private static final long LARGEST = 3_000_000_000L;

  @Property
  void a_number_leads_back_to_its_pair(
      @ForAll @LongRange(min = 1, max = LARGEST) long session,
      @ForAll @LongRange(min = 1, max = LARGEST) long voter) {
    SubmissionId id = new SubmissionId(session, voter);

    assertThat(id.number()).isPositive();
    assertThat(SubmissionId.ofNumber(id.number())).contains(id);
  }

  @Property
  void every_number_has_no_pair_or_exactly_its_own(@ForAll long number) {
    Optional<SubmissionId> pair = SubmissionId.ofNumber(number);

    assertThat(pair.map(SubmissionId::number).orElse(number)).isEqualTo(number);
  }

  @Test
  void small_pairs_have_different_numbers_and_small_numbers_different_pairs() {
    long side = 300;

    assertThat(
            LongStream.rangeClosed(1, side)
                .flatMap(
                    session ->
                        LongStream.rangeClosed(1, side)
                            .map(voter -> new SubmissionId(session, voter).number()))
                .distinct())
        .hasSize((int) (side * side));
    assertThat(
            LongStream.range(0, side * side)
                .mapToObj(SubmissionId::ofNumber)
                .flatMap(Optional::stream)
                .distinct())
        .hasSize((int) ((side - 1) * (side - 1)));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 1,
        3_037_000_499L * 3_037_000_499L
      })
  void numbers_at_the_edges_are_judged_at_once(long number) {
    Duration cost =
        CpuTime.of(
            () ->
                assertThat(SubmissionId.ofNumber(number).map(SubmissionId::number).orElse(number))
                    .isEqualTo(number));

    assertThat(cost).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void a_pair_beyond_the_largest_is_a_bug_and_no_wrong_number() {
    assertThatThrownBy(() -> new SubmissionId(3_037_000_499L, 1).number())
        .isInstanceOf(IllegalStateException.class);
  }
}
