package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
  @Test
  void times_are_written_in_utc_and_cut_to_the_second() {
    assertThat(IsoTime.text(Instant.parse("2014-01-07T15:16:18.999Z")))
        .isEqualTo("2014-01-07T15:16:18Z");
    assertThat(IsoTime.text(Instant.parse("2014-01-07T15:16:00Z")))
        .isEqualTo("2014-01-07T15:16:00Z");
  }

  @Property
  void times_are_written_as_the_formatter_of_the_jdk_writes_them(
      @ForAll @LongRange(min = -70_000_000_000L, max = 400_000_000_000L) long second) {
    Instant time = Instant.ofEpochSecond(second, 999);

    assertThat(IsoTime.text(time)).isEqualTo(time.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "2014-01-07T15:16:18Z, 2014-01-07T15:16:18Z",
    "2014-01-07T15:16:18.5Z, 2014-01-07T15:16:18.5Z",
    "2014-01-07T15:16:18+02:00, 2014-01-07T13:16:18Z",
    "2014-01-07T15:16Z, 2014-01-07T15:16:00Z",
    "2014-01-07T15:16:18, 2014-01-07T15:16:18Z",
    "2014-01-07, 2014-01-07T00:00:00Z",
  })
  void times_are_read_with_and_without_offset_and_as_dates(String text, Instant time) {
    assertThat(IsoTime.read(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2014-13-07",
        "2014-02-30",
        "2014-01-07T25:00:00Z",
        "2014-01-07T15:16:18+99:00",
        "+10000-01-01",
        "0000-12-31",
        "9999-12-31T23:59:59-01:00",
        "1389107778",
      })
  void what_is_no_time_is_empty(String text) {
    assertThat(IsoTime.read(text)).isEmpty();
  }

  @Property
  void no_text_makes_it_throw(@ForAll String text) {
    assertThat(IsoTime.read(text)).isNotNull();
    assertThat(IsoTime.read("2014-01-07" + text)).isNotNull();
  }
}
