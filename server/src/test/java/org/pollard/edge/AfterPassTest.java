package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AfterPassTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void what_a_loop_asks_for_begins_after_what_came_with_it() throws Exception {
    AfterPass later = new AfterPass(Runnable::run);
    CompletableFuture<Void> ended = new CompletableFuture<>();

    vertx.runOnContext(
        _ -> {
          later.execute(() -> done.add("asked for by the first"));
          done.add("first");
          later.execute(() -> ended.complete(null));
        });

    ended.get(10, TimeUnit.SECONDS);
    assertThat(done).containsExactly("first", "asked for by the first");
  }

  @Test
  void work_of_another_thread_begins_at_once() {
    new AfterPass(Runnable::run).execute(() -> done.add("done"));

    assertThat(done).containsExactly("done");
  }

  @Test
  void nobody_waits_for_ever_for_what_is_refused_too_late() throws Exception {
    AfterPass refusing =
        new AfterPass(
            _ -> {
              throw new RejectedExecutionException("as told");
            });
    CompletableFuture<Boolean> begun = new CompletableFuture<>();

    vertx.runOnContext(
        _ -> refusing.execute(() -> begun.complete(Thread.currentThread().isVirtual())));

    assertThat(begun.get(10, TimeUnit.SECONDS)).isTrue();
  }
}
