package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class SubmissionIdTest {

  private static final long LARGEST_SIDE = 3_037_000_498L;

  @Property
  void a_number_leads_back_to_its_session_and_voter(
      @ForAll @LongRange(min = 1, max = LARGEST_SIDE) long session,
      @ForAll @LongRange(min = 1, max = LARGEST_SIDE) long voter) {
    var pair = new SubmissionId(session, voter);

    assertThat(SubmissionId.ofNumber(pair.number())).contains(pair);
  }

  @Property
  void a_number_of_no_pair_is_nobodys_vote(@ForAll @LongRange(min = 0) long number) {
    SubmissionId.ofNumber(number).ifPresent(pair -> assertThat(pair.number()).isEqualTo(number));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 3", "1, 2, 5", "2, 1, 7", "3037000498, 3037000498, 9223372030926249000"})
  void the_numbers_stay_what_clients_were_told(long session, long voter, long number) {
    assertThat(new SubmissionId(session, voter).number()).isEqualTo(number);
  }

  /// Any caller may ask for them; a search for their root must end.
  @ParameterizedTest
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ValueSource(longs = {1, 2, 4, 9_223_372_030_926_249_001L, Long.MAX_VALUE})
  void numbers_beyond_every_pair_are_nobodys(long number) {
    assertThat(SubmissionId.ofNumber(number)).isEmpty();
  }
}
