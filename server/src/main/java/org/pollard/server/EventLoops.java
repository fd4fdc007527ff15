package org.pollard.server;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;

/// Asks every event loop once a second for a sign of life. An error that gets through to Netty ends
/// a loop for good, and all connections on it say nothing any more.
@ApplicationScoped
class EventLoops {

  private static final Duration PACE = Duration.ofSeconds(1);

  /// No loop may ever wait; a long pause of the whole process is no reason to start again.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  private final Rounds rounds = new Rounds("loop-watch", PACE, this::ask);
  private final List<Loop> loops = new ArrayList<>();

  /// One loop, asked again once it has answered.
  private static final class Loop {
    private final EventExecutor executor;
    private volatile long askedAt = System.nanoTime();
    private volatile boolean answered = true;

    Loop(EventExecutor executor) {
      this.executor = executor;
    }

    void ask() {
      if (answered) {
        askedAt = System.nanoTime();
        answered = false;
        try {
          executor.execute(() -> answered = true);
        } catch (RejectedExecutionException e) {
          // It has ended, so it never answers.
        }
      }
    }

    boolean isAlive() {
      return answered || System.nanoTime() - askedAt < LONGEST_SILENCE.toNanos();
    }
  }

  EventLoops(Vertx vertx) {
    ((VertxInternal) vertx).getEventLoopGroup().forEach(each -> loops.add(new Loop(each)));
  }

  void start(@Observes StartupEvent event) {
    rounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.close();
  }

  List<Pulse> pulses() {
    List<Pulse> pulses = new ArrayList<>();
    pulses.add(rounds.pulse());
    IntStream.range(0, loops.size())
        .mapToObj(i -> new Pulse("event-loop-" + i, loops.get(i).isAlive(), null))
        .forEach(pulses::add);
    return pulses;
  }

  private void ask() {
    loops.forEach(Loop::ask);
  }
}
