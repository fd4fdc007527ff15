package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is remembered, how long and how much of it.
@NullMarked
class ShortMemoryTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong();
  private final ShortMemory<Integer, String> memory = new ShortMemory<>(10, clock::get);
  private final List<Integer> asked = new ArrayList<>();

  private CompletableFuture<String> get(int key) {
    return memory.get(
        key,
        each -> {
          asked.add(each);
          return CompletableFuture.completedFuture("answer " + each);
        });
  }

  @Test
  void it_is_asked_once_and_again_after_five_seconds() {
    assertThat(get(1)).isCompletedWithValue("answer 1");
    clock.addAndGet(4 * SECOND);
    var _ = get(1);
    assertThat(asked).containsExactly(1);

    clock.addAndGet(SECOND);
    var _ = get(1);
    assertThat(asked).containsExactly(1, 1);
  }

  @Test
  void an_answer_counts_from_when_it_came_and_not_from_the_question() {
    CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
    var first = memory.get(1, _ -> answer);
    clock.addAndGet(30 * SECOND);
    assertThat(get(1)).isSameAs(first);

    answer.complete("late");
    clock.addAndGet(4 * SECOND);
    assertThat(get(1)).isCompletedWithValue("late");
    assertThat(asked).isEmpty();
  }

  @Test
  void nothing_and_failures_are_not_remembered() {
    var nothing = memory.get(1, _ -> CompletableFuture.completedFuture(null));
    assertThat(nothing).isCompletedWithValue(null);
    assertThat(
            memory.get(
                2,
                _ -> {
                  throw new IllegalStateException("broken");
                }))
        .isCompletedExceptionally();

    assertThat(get(1)).isCompletedWithValue("answer 1");
    assertThat(get(2)).isCompletedWithValue("answer 2");
  }

  @Test
  void there_are_never_more_than_it_may_hold_and_the_newest_stay() {
    for (int key = 0; key < 1_000; key++) {
      var _ = get(key);
    }
    asked.clear();
    for (int key = 999; key >= 995; key--) {
      var _ = get(key);
    }
    assertThat(asked).isEmpty();

    List<Integer> held = new ArrayList<>();
    memory.forgetIf((key, _) -> !held.add(key));
    assertThat(held).hasSizeLessThanOrEqualTo(10).doesNotHaveDuplicates();
  }

  @Test
  void what_is_forgotten_is_asked_again_also_while_its_answer_is_due() {
    CompletableFuture<@Nullable String> old = new CompletableFuture<>();
    var _ = memory.get(1, _ -> old);
    memory.forget(1);
    assertThat(get(1)).isCompletedWithValue("answer 1");

    old.complete("the old state");
    assertThat(get(1)).isCompletedWithValue("answer 1");
    assertThat(asked).containsExactly(1);
  }

  @Test
  void what_is_forgotten_is_gone_in_both_generations() {
    var _ = get(1);
    for (int key = 2; key < 8; key++) {
      var _ = get(key);
    }
    memory.forget(1);
    memory.forgetIf((key, value) -> key == 7 && "answer 7".equals(value));
    asked.clear();
    var _ = get(1);
    var _ = get(7);
    assertThat(asked).containsExactly(1, 7);

    memory.forgetAll();
    var _ = get(5);
    assertThat(asked).containsExactly(1, 7, 5);
  }
}
