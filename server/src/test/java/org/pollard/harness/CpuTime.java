package org.pollard.harness;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/// What work costs its thread of the processor, by which it is judged whether it grows too fast: a
/// busy machine makes work take longer, but hardly makes it more.
public final class CpuTime {

  /// After this nobody waits any longer for work that grows too fast.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private CpuTime() {}

  /// The time that the processor spends on this work, which stays on the thread that it is given.
  ///
  /// @throws AssertionError when it has not ended by itself for a long time
  public static Duration of(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    return Assertions.assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          long before = threads.getCurrentThreadCpuTime();
          work.run();
          return Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
        });
  }
}
