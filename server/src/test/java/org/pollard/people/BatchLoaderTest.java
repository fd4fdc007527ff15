package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whoever asks gets an answer, whatever happens to the question: a cache keeps one that never
/// comes for ever.
@NullMarked
class BatchLoaderTest {

  private final Queue<Runnable> later = new ArrayDeque<>();

  private void work() {
    for (Runnable next = later.poll(); next != null; next = later.poll()) {
      next.run();
    }
  }

  @Test
  void an_error_is_an_answer_and_the_next_question_is_asked() {
    var broken = new boolean[] {true};
    BatchLoader<Integer, String> loader =
        new BatchLoader<>(
            keys -> {
              if (broken[0]) {
                throw new StackOverflowError("as told");
              }
              return Map.of(1, "one");
            },
            later::add,
            10);
    CompletableFuture<@Nullable String> first = loader.load(1);

    work();
    broken[0] = false;
    CompletableFuture<@Nullable String> second = loader.load(1);
    work();

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedWithValue("one");
  }

  @Test
  void who_cannot_be_asked_for_is_told_so_and_the_next_question_is_asked() {
    var refusing = new boolean[] {true};
    BatchLoader<Integer, String> loader =
        new BatchLoader<>(
            keys -> Map.of(1, "one"),
            work -> {
              if (refusing[0]) {
                throw new RejectedExecutionException("as told");
              }
              work.run();
            },
            10);

    CompletableFuture<@Nullable String> first = loader.load(1);
    refusing[0] = false;

    assertThat(first).isCompletedExceptionally();
    assertThat(loader.load(1)).isCompletedWithValue("one");
  }
}
