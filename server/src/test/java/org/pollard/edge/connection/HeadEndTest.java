package org.pollard.edge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class HeadEndTest {

  /// `|` stands for a line feed, `.` for a carriage return.
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "abc, 3",
    "ab|cd, 5",
    "a|b||c, 5",
    "a.|b.|.|cde, 8",
    "|a, 1",
    ".|a, 2",
    "a||, 3",
    "a|.b|, 5",
    ".|.|.|.|abc, 8",
    "||||, 4"
  })
  void is_behind_the_first_empty_line_or_at_the_end(String text, int end) {
    String bytes = text.replace('|', '\n').replace('.', '\r');

    assertThat(HeadEnd.in(Unpooled.copiedBuffer(bytes, US_ASCII))).isEqualTo(end);
  }

  /// Nothing is cut off before the seventh byte.
  @ParameterizedTest
  @CsvSource({"a||bcd||e, 7", "a||b, 4", "||||||||, 7", "abcdefg|h||i, 11"})
  void is_looked_for_behind_so_many_bytes(String text, int end) {
    assertThat(HeadEnd.in(Unpooled.copiedBuffer(text.replace('|', '\n'), US_ASCII), 6))
        .isEqualTo(end);
  }
}
