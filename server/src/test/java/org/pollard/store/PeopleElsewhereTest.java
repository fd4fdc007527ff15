package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PeopleElsewhereTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final PeopleElsewhere people = new PeopleElsewhere(nanos::get);

  @Test
  void what_the_nodes_told_last_is_added_up_by_room() {
    people.told("one", 1, 40);
    people.told("one", 1, 41);
    people.told("other", 1, 2);
    people.told("other", 2, 7);

    assertThat(people.in(1)).isEqualTo(43);
    assertThat(people.in(2)).isEqualTo(7);
    assertThat(people.in(3)).isZero();
  }

  @Test
  void a_node_that_says_nothing_more_has_nobody() {
    people.told("one", 1, 40);
    nanos.addAndGet(PeopleElsewhere.FORGOTTEN.toNanos());
    people.told("other", 1, 2);
    assertThat(people.in(1)).isEqualTo(42);

    nanos.addAndGet(1);
    assertThat(people.in(1)).isEqualTo(2);

    nanos.addAndGet(PeopleElsewhere.FORGOTTEN.toNanos());
    assertThat(people.in(1)).isZero();
  }

  @Test
  void who_is_there_is_known_as_long_as_somebody_says_so() {
    people.isHere(1, 345);
    nanos.addAndGet(PeopleElsewhere.FORGOTTEN.toNanos());
    people.isHere(1, 678);
    assertThat(people.who(1)).containsExactlyInAnyOrder(345L, 678L);
    assertThat(people.who(2)).isEmpty();

    nanos.addAndGet(1);
    assertThat(people.who(1)).containsExactly(678L);
  }

  @Test
  void a_room_is_told_of_as_long_as_somebody_looks_at_its_people() {
    people.ask(1);
    nanos.addAndGet(PeopleElsewhere.ASKED.toNanos());
    people.ask(2);
    assertThat(people.asked()).containsExactlyInAnyOrder(1L, 2L);

    nanos.addAndGet(1);
    assertThat(people.asked()).containsExactly(2L);
  }

  @Test
  void rooms_that_nobody_tells_of_any_more_are_not_kept() {
    people.told("one", 1, 40);
    nanos.addAndGet(PeopleElsewhere.FORGOTTEN.toNanos() + 1);
    people.told("one", 2, 7);

    assertThat(people.rooms()).isEqualTo(1);
  }
}
