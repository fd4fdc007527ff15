package org.pollard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Asks for the same again and again, many requests in one go, so that the client takes little of
/// the processors: a program in C (`bench/native/ahead.c`), and where it was not built the same on
/// one connection. An answer with another status ends it. Confined to one thread.
final class Pipelined {

  private static final Path PROGRAM = LightLoad.PROGRAMS.resolve("ahead");
  private static final int CONNECTIONS = 8;
  private static final int AT_ONCE = 64;

  private final URI base;
  private final byte[] request;
  private final int status;
  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 18);

  /// @param request whole, as it is sent
  Pipelined(URI base, byte[] request, int status) {
    this.base = base;
    this.request = request.clone();
    this.status = status;
  }

  /// How many were answered in that time.
  long ask(Duration time) throws IOException {
    return Files.isExecutable(PROGRAM) ? byProgram(time) : here(time);
  }

  private long byProgram(Duration time) throws IOException {
    Path file = Files.createTempFile("pollard-bench", ".request");
    try {
      Files.write(file, request);
      Process asking =
          new ProcessBuilder(
                  PROGRAM.toString(),
                  Integer.toString(base.getPort()),
                  Integer.toString(CONNECTIONS),
                  Integer.toString(AT_ONCE),
                  Long.toString(time.toMillis()),
                  Integer.toString(status),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String said = new String(asking.getInputStream().readAllBytes(), UTF_8).strip();
      if (said.isEmpty()) {
        throw new IllegalStateException("the clients ended early");
      }
      return Long.parseLong(said.substring(0, said.indexOf(' ')));
    } finally {
      Files.delete(file);
    }
  }

  private long here(Duration time) throws IOException {
    ByteBuffer requests = ByteBuffer.allocateDirect(AT_ONCE * request.length);
    for (int i = 0; i < AT_ONCE; i++) {
      requests.put(request);
    }
    requests.flip();
    long end = System.nanoTime() + time.toNanos();
    long answers = 0;
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()))) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      while (System.nanoTime() < end) {
        requests.rewind();
        while (requests.hasRemaining()) {
          channel.write(requests);
        }
        await(channel);
        answers += AT_ONCE;
      }
    }
    return answers;
  }

  /// Until as many answers have begun as were asked for; the rest of the last one is read with the
  /// next.
  private void await(SocketChannel channel) throws IOException {
    byte[] good = ("HTTP/1.1 " + status + " ").getBytes(UTF_8);
    int begun = 0;
    int matched = 0;
    while (begun < AT_ONCE) {
      input.clear();
      if (channel.read(input) < 0) {
        throw new IOException("hung up after " + begun + " answers of " + AT_ONCE);
      }
      input.flip();
      while (input.hasRemaining()) {
        byte next = input.get();
        if (next == good[matched]) {
          matched++;
          if (matched == good.length) {
            matched = 0;
            begun++;
          }
        } else {
          matched = next == good[0] ? 1 : 0;
        }
      }
    }
  }
}
