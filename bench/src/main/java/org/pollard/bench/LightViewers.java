package org.pollard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// Viewers and voters that leave the processors to the server: a program in C
/// (`bench/native/viewers.c`). Their streams stay open until it is closed. Confined to one thread.
final class LightViewers implements AutoCloseable {

  private static final Path PROGRAM = LightLoad.PROGRAMS.resolve("viewers");
  private static final String MEASURING = "measuring";

  private final Process process;
  private final BufferedReader said;
  private final Path openings;
  private final Path votes;

  /// What the viewers saw, and the voters.
  record Seen(
      Duration took,
      long events,
      long bytes,
      long votes,
      long p50Micros,
      long p99Micros,
      long voteP99Micros) {

    double perSecond(long some) {
      return some / (took.toNanos() / 1e9);
    }
  }

  /// What is measured: so many viewers, and voters at a pace.
  record Plan(int viewers, Duration warm, Duration measured, int connections, int votesASecond) {

    /// As many as are sent in the time, and some more.
    int votes() {
      return (int) ((warm.toMillis() + measured.toMillis()) * votesASecond / 1_000 + connections);
    }
  }

  /// Whether the program was built.
  static boolean areThere() {
    return Files.isExecutable(PROGRAM);
  }

  /// Opens the streams and begins to vote.
  ///
  /// @param beforeSum what stands before the number of votes in a snapshot
  /// @param hello what each viewer sends first
  LightViewers(
      URI base, Plan plan, String beforeSum, IntFunction<byte[]> hello, Load.Requests requests)
      throws IOException {
    openings = Files.createTempFile("pollard-bench", ".openings");
    votes = Files.createTempFile("pollard-bench", ".votes");
    write(openings, plan.viewers(), hello::apply);
    write(votes, plan.votes(), requests);
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                Integer.toString(base.getPort()),
                Integer.toString(plan.viewers()),
                beforeSum,
                Long.toString(plan.warm().toMillis()),
                Long.toString(plan.measured().toMillis()),
                Integer.toString(plan.connections()),
                Integer.toString(plan.votesASecond()),
                openings.toString(),
                votes.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    said = process.inputReader(UTF_8);
  }

  private static void write(Path file, int count, Load.Requests requests) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int i = 0; i < count; i++) {
        byte[] request = requests.next(i);
        if (request == null) {
          return;
        }
        output.write(length.putInt(0, request.length).array());
        output.write(request);
      }
    }
  }

  /// Waits until it is warm and the measurement begins.
  void begun() throws IOException {
    if (!MEASURING.equals(said.readLine())) {
      throw new IllegalStateException("the viewers ended early");
    }
  }

  /// Waits until the measurement is done.
  Seen seen() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IllegalStateException("the viewers ended early");
    }
    List<Long> numbers = Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
    return new Seen(
        Duration.ofNanos(numbers.get(0)),
        numbers.get(1),
        numbers.get(2),
        numbers.get(3),
        numbers.get(4),
        numbers.get(5),
        numbers.get(6));
  }

  /// What its own process has used of the processors so far.
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.delete(openings);
    Files.delete(votes);
  }
}
