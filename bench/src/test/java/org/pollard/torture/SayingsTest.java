package org.pollard.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people say in the other kinds of question is known again by what is stored, and what nobody
/// said is nothing of it.
@NullMarked
class SayingsTest {

  private static final long POLL = 5;
  private static final List<Long> RATED = List.of(11L, 12L);
  private static final List<Long> ITEMS = List.of(11L, 12L, 13L, 14L);
  private static final Map<Long, String> WRITTEN =
      Map.of(900L, "2", 901L, "w2", 902L, "x2", 903L, "text 2");

  private static List<Long> items(Sayings kind) {
    return switch (kind) {
      case SEVERAL, RANKING -> ITEMS;
      case RATING -> RATED;
      case NUMBER, WORDS, TEXT -> List.of();
    };
  }

  /// What the server counts when one voter says the third thing.
  private static Map<Long, Long> third(Sayings kind) {
    Map<Long, Long> cells =
        switch (kind) {
          case SEVERAL -> Map.of(11L, 1L, 12L, 1L, 13L, 1L);
          case RATING -> Map.of(11L * 32 + 2, 1L, 12L * 32 + 1, 1L);
          case RANKING ->
              Map.of(13L * 32 + 1, 1L, 14L * 32 + 2, 1L, 11L * 32 + 3, 1L, 12L * 32 + 4, 1L);
          case NUMBER -> Map.of(900L, 1L);
          case WORDS -> Map.of(901L, 1L, 902L, 1L);
          case TEXT -> Map.of(903L, 1L);
        };
    Map<Long, Long> withPeople = new HashMap<>(cells);
    withPeople.put(-2L, 1L);
    return withPeople;
  }

  private static Map<Long, Long> counted(Sayings kind, Map<Long, Long> cells) {
    return kind.counted(cells, WRITTEN, POLL, items(kind));
  }

  @ParameterizedTest
  @EnumSource(Sayings.class)
  void counts_tell_what_was_said(Sayings kind) {
    assertThat(counted(kind, third(kind))).isEqualTo(Map.of(Sayings.id(POLL, 2), 1L));
  }

  @ParameterizedTest
  @EnumSource(Sayings.class)
  void a_cell_that_was_counted_twice_is_seen(Sayings kind) {
    third(kind)
        .forEach(
            (cell, one) -> {
              Map<Long, Long> cells = third(kind);
              cells.put(cell, one + 1);
              assertThat(counted(kind, cells)).isNotEqualTo(Map.of(Sayings.id(POLL, 2), 1L));
            });
  }

  @ParameterizedTest
  @EnumSource(Sayings.class)
  void a_ballot_that_nobody_can_have_given_is_none_of_theirs(Sayings kind) {
    assertThat(kind.said("text of a stranger", POLL, items(kind)))
        .isNotIn(Sayings.ids(POLL).toArray());
  }
}
