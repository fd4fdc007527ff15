package org.pollard.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The load generator in C, against a server that answers at once.
@NullMarked
class LoadProgramTest {

  private static final Path COMPILER = Path.of("/usr/bin/cc");
  private static final int REQUESTS = 200;
  private static final long A_MINUTE = 60_000;

  @TempDir Path folder = Path.of("");

  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server = startServer();
  private Path program = Path.of("");

  private HttpServer startServer() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(US_ASCII));
            exchange.close();
          });
      made.setExecutor(threads);
      made.start();
      return made;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void build() throws Exception {
    assumeThat(COMPILER).isExecutable();
    program = folder.resolve("load");
    Process compiler =
        new ProcessBuilder(COMPILER.toString(), "-O2", "-o", program.toString(), "native/load.c")
            .inheritIO()
            .start();
    assertThat(compiler.waitFor()).isZero();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.close();
  }

  /// The seconds that it took.
  private double load(int connections, long millis, String... pace) throws Exception {
    Path requests = folder.resolve("requests");
    byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    ByteBuffer all =
        ByteBuffer.allocate(REQUESTS * (Integer.BYTES + request.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < REQUESTS; i++) {
      all.putInt(request.length).put(request);
    }
    Files.write(requests, all.array());
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                Integer.toString(server.getAddress().getPort()),
                Integer.toString(connections),
                Long.toString(millis),
                requests.toString(),
                folder.resolve("answers").toString()));
    command.addAll(List.of(pace));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(said).isZero();
    return Long.parseLong(said) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private List<Integer> statuses() throws IOException {
    ByteBuffer all =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("answers")))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> statuses = new ArrayList<>();
    while (all.hasRemaining()) {
      all.getInt();
      statuses.add(all.getInt());
    }
    return statuses;
  }

  @Test
  void without_a_pace_every_request_is_sent_as_fast_as_answers_come() throws Exception {
    load(10, A_MINUTE);

    assertThat(statuses()).hasSize(REQUESTS).containsOnly(200);
    assertThat(asked).hasValue(REQUESTS);
  }

  @Test
  void at_a_pace_no_request_is_sent_before_it_is_due() throws Exception {
    double seconds = load(50, A_MINUTE, "400");

    // The last one is due when all but one have had their time.
    assertThat(seconds).isGreaterThanOrEqualTo((REQUESTS - 1) / 400.0);
    assertThat(statuses()).hasSize(REQUESTS).containsOnly(200);
  }

  @Test
  void what_is_not_due_in_time_is_not_sent() throws Exception {
    load(50, 100, "400");

    assertThat(statuses()).hasSize(40).containsOnly(200);
  }

  @Test
  void fewer_connections_than_are_due_send_later() throws Exception {
    load(1, A_MINUTE, "1000000");

    assertThat(statuses()).hasSize(REQUESTS).containsOnly(200);
  }
}
