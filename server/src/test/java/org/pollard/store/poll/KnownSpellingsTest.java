package org.pollard.store.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pollard.poll.Cell;
import org.pollard.poll.EntryId;
import org.pollard.poll.SessionId;
import org.pollard.store.poll.KnownSpellings.Meaning;

class KnownSpellingsTest {

  private static final SessionId LECTURE = new SessionId(1);
  private static final SessionId MEETING = new SessionId(2);
  private static final Cell ONE = new Cell(11);
  private static final Cell OTHER = new Cell(12);

  private final KnownSpellings known = new KnownSpellings(10);

  @Test
  void what_was_read_is_not_read_again() {
    known.keep(LECTURE, Map.of(ONE, new Meaning(new EntryId(5), "slow")));

    assertThat(known.meanings(MEETING, Set.of(ONE))).isEmpty();
    assertThat(known.meanings(LECTURE, Set.of(ONE, OTHER)))
        .containsExactly(Map.entry(ONE, new Meaning(new EntryId(5), "slow")));
  }

  @Test
  void the_session_that_was_looked_at_longest_ago_makes_room() {
    known.keep(LECTURE, Map.of(ONE, new Meaning(new EntryId(5), "slow")));
    known.keep(MEETING, Map.of(ONE, new Meaning(new EntryId(6), "quick")));
    assertThat(known.meanings(LECTURE, Set.of(ONE))).hasSize(1);

    known.keep(LECTURE, Map.of(OTHER, new Meaning(new EntryId(7), "fine")));

    assertThat(known.meanings(MEETING, Set.of(ONE))).isEmpty();
    assertThat(known.meanings(LECTURE, Set.of(ONE, OTHER))).hasSize(2);
  }

  @Test
  void what_is_larger_than_all_that_may_be_kept_is_read_each_time() {
    known.keep(LECTURE, Map.of(ONE, new Meaning(new EntryId(5), "eleven long")));

    assertThat(known.meanings(LECTURE, Set.of(ONE))).isEmpty();
    known.keep(MEETING, Map.of(ONE, new Meaning(new EntryId(6), "quick")));
    assertThat(known.meanings(MEETING, Set.of(ONE))).hasSize(1);
  }
}
