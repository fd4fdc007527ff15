package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {

  private final BodyBudget budget = new BodyBudget(10_000);

  @Test
  void the_beginning_of_a_body_is_free_even_when_nothing_is_left() {
    assertThat(budget.share().growTo(BodyBudget.FREE + 10_000)).isTrue();

    BodyBudget.Share vote = budget.share();
    assertThat(vote.growTo(BodyBudget.FREE)).isTrue();
    assertThat(vote.growTo(BodyBudget.FREE + 1)).isFalse();
  }

  @Test
  void of_a_large_heap_bodies_take_no_larger_a_share_than_half_a_gibibyte() {
    int large = 400 << 20;
    BodyBudget wide = BodyBudget.of(1L << 40);

    assertThat(wide.share().growTo(large)).isTrue();
    assertThat(wide.share().growTo(large)).isFalse();
    assertThat(BodyBudget.of(1L << 30).share().growTo(large)).isFalse();
  }

  @Test
  void what_a_body_took_is_given_back_once() {
    BodyBudget.Share first = budget.share();
    assertThat(first.growTo(BodyBudget.FREE + 6_000)).isTrue();
    assertThat(first.growTo(BodyBudget.FREE + 9_000)).isTrue();
    assertThat(budget.taken()).isEqualTo(9_000);

    first.end();
    first.end();
    assertThat(budget.taken()).isZero();
    assertThat(first.growTo(BodyBudget.FREE + 1)).isFalse();
  }
}
