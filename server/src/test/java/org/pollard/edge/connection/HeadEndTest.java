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
    "a|.b|, 5"
  })
  void is_behind_the_first_empty_line_or_at_the_end(String text, int end) {
    String bytes = text.replace('|', '\n').replace('.', '\r');

    assertThat(HeadEnd.in(Unpooled.copiedBuffer(bytes, US_ASCII))).isEqualTo(end);
  }
}
