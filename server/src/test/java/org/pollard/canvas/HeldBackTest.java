package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class HeldBackTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final HeldBack held = new HeldBack(out);

  /// A list whose database fails after so many entries.
  private static Iterable<Integer> failing(int after) {
    return () -> {
      Iterator<Integer> some = IntStream.range(0, after).iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          if (!some.hasNext()) {
            throw new IllegalStateException("the database is gone");
          }
          return true;
        }

        @Override
        public Integer next() {
          return some.next();
        }
      };
    };
  }

  @Test
  void nothing_of_an_answer_that_fails_early_goes_out() {
    assertThatThrownBy(() -> CanvasJson.write(Map.of("votes", failing(1_000)), false, held))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("the database is gone");

    assertThat(held.isReleased()).isFalse();
    assertThat(out.size()).isZero();
  }

  @Test
  void an_answer_that_fails_late_is_known_to_have_begun() {
    assertThatThrownBy(() -> CanvasJson.write(Map.of("votes", failing(100_000)), false, held))
        .hasMessage("the database is gone");

    assertThat(held.isReleased()).isTrue();
    assertThat(out.size()).isPositive();
  }

  @Test
  void whole_answers_of_any_length_go_out_as_they_are() throws IOException {
    for (int length : new int[] {0, 1, HeldBack.MOST - 1, HeldBack.MOST, 5 * HeldBack.MOST}) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      HeldBack each = new HeldBack(all);
      List<Integer> numbers = IntStream.range(0, length / 5).boxed().toList();
      CanvasJson.write(numbers, false, each);
      each.release();

      assertThat(all.toByteArray()).isEqualTo(CanvasJson.bytes(numbers));
    }
  }
}
