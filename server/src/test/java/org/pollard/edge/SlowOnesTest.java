package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NullMarked
@Timeout(240)
class SlowOnesTest {

  private final Vertx vertx = Vertx.vertx();
  private final ContextInternal loop = (ContextInternal) vertx.getOrCreateContext();
  private final List<String> late = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Runnable named(String name) {
    return () -> late.add(name);
  }

  @Test
  void who_is_too_slow_is_told_so_where_it_waits_and_nobody_else() throws Exception {
    SlowOnes slow = new SlowOnes(Duration.ofMillis(50));
    SlowOnes patient = new SlowOnes(Duration.ofHours(1));
    CompletableFuture<Boolean> told = new CompletableFuture<>();
    loop.runOnContext(
        _ -> {
          Runnable ended = named("ended in time");
          slow.add(loop, named("first"));
          slow.add(loop, ended);
          slow.add(loop, () -> told.complete(loop.equals(Vertx.currentContext())));
          patient.add(loop, named("patient"));
          slow.remove(ended);
        });
    assertThat(told.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(late).containsExactly("first");

    CompletableFuture<Void> again = new CompletableFuture<>();
    loop.runOnContext(_ -> slow.add(loop, () -> again.complete(null)));
    assertThat(again.get(60, TimeUnit.SECONDS)).isNull();
  }
}
