package org.pollard.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How much of the processors others take from the tests, on a machine that is shared or lent: who
/// gets half of it needs twice the time, and a limit by the clock has to know that. With no others,
/// as where the tests run alone, it changes no limit. Immutable.
public final class Neighbours {

  private static final Path LOAD = Path.of("/proc/stat");

  /// The kernel counts in hundredths of a second (USER_HZ, proc(5)).
  private static final Duration TICK = Duration.ofMillis(10);

  /// What is left at least, or a limit would mean nothing.
  private static final double LEAST = 0.1;

  private final List<ProcessHandle> ours;
  private final Duration busy;
  private final Duration own;
  private final long start = System.nanoTime();

  private Neighbours(List<ProcessHandle> ours) {
    this.ours = ours;
    this.busy = busy();
    this.own = own();
  }

  /// Looks at them from now on.
  ///
  /// @param ours processes that belong to the test, beside its own
  public static Neighbours beside(Process... ours) {
    return new Neighbours(
        Stream.concat(Stream.of(ProcessHandle.current()), Stream.of(ours).map(Process::toHandle))
            .toList());
  }

  /// A limit as this machine has had it since then.
  public Duration fair(Duration limit) {
    return Duration.ofNanos((long) (limit.toNanos() / left()));
  }

  private double left() {
    double all = (double) (System.nanoTime() - start) * Runtime.getRuntime().availableProcessors();
    double others = busy().minus(busy).minus(own().minus(own)).toNanos() / all;
    return Math.clamp(1 - others, LEAST, 1);
  }

  /// Of all processors since the start of the machine; none where that is not told.
  private static Duration busy() {
    try (Stream<String> lines = Files.lines(LOAD)) {
      String[] fields = lines.findFirst().orElseThrow().trim().split(" +", -1);
      // user, nice, system; then idle and waiting for a disk; then interrupts and what was lent
      // away.
      return TICK.multipliedBy(
          Stream.of(1, 2, 3, 6, 7, 8).mapToLong(each -> Long.parseLong(fields[each])).sum());
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  private Duration own() {
    return ours.stream()
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
