package org.pollard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// HTTP/1.1 clients that leave the processors to the server: a program in C (`bench/native/load.c`)
/// sends requests that were prepared before. Where it was not built, [Load] does the same and takes
/// more. Confined to one thread.
final class LightLoad {

  static final Path PROGRAMS = Path.of("bench", "target", "native");

  private static final Path PROGRAM = PROGRAMS.resolve("load");

  /// More than a server takes that does anything; where it is less, the run is shorter.
  private static final int PREPARED_A_SECOND = 60_000;

  private final URI base;
  private final int connections;

  LightLoad(URI base, int connections) {
    this.base = base;
    this.connections = connections;
  }

  /// Each connection sends a request, waits for its answer, and sends the next, until the time is
  /// over. What was prepared and not sent is not given again.
  Load.Result closed(Load.Requests requests, Duration time) {
    return Files.isExecutable(PROGRAM)
        ? sent(requests, time, PREPARED_A_SECOND)
        : new Load(base, connections).closed(requests, time);
  }

  /// Sends so many requests a second, each as soon as it is due by whichever connection has waited
  /// longest; what it took counts from then.
  Load.Result paced(Load.Requests requests, Duration time, int perSecond) {
    return Files.isExecutable(PROGRAM)
        ? sent(requests, time, perSecond, Integer.toString(perSecond))
        : new Load(base, connections).paced(requests, time, perSecond, (_, _) -> {});
  }

  private Load.Result sent(Load.Requests requests, Duration time, int prepared, String... pace) {
    try {
      Path file = Files.createTempFile("pollard-bench", ".requests");
      Path answers = Files.createTempFile("pollard-bench", ".answers");
      try {
        prepare(requests, time.toMillis() * prepared / 1_000, file);
        return read(answers, send(file, answers, time, pace));
      } finally {
        Files.delete(file);
        Files.delete(answers);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void prepare(Load.Requests requests, long count, Path file) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (long i = count; i > 0; i--) {
        byte[] request = requests.next(0);
        if (request == null) {
          return;
        }
        output.write(length.putInt(0, request.length).array());
        output.write(request);
      }
    }
  }

  private Duration send(Path prepared, Path answers, Duration time, String... pace)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM.toString());
    command.add(Integer.toString(base.getPort()));
    command.add(Integer.toString(connections));
    command.add(Long.toString(time.toMillis()));
    command.add(prepared.toString());
    command.add(answers.toString());
    command.addAll(List.of(pace));
    Process load =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String nanos = new String(load.getInputStream().readAllBytes(), UTF_8).strip();
    if (nanos.isEmpty()) {
      throw new IllegalStateException("the load ended early");
    }
    return Duration.ofNanos(Long.parseLong(nanos));
  }

  private static Load.Result read(Path file, Duration took) throws IOException {
    Histogram latencies = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
    Map<Integer, Long> statuses = new TreeMap<>();
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int answers = all.remaining() / (2 * Integer.BYTES);
    for (int i = 0; i < answers; i++) {
      latencies.recordValue(all.getInt());
      statuses.merge(all.getInt(), 1L, Long::sum);
    }
    return new Load.Result(took, answers, latencies, statuses);
  }
}
