package org.pollard.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks for the same again and again, many requests in one go, so that the client takes little of
/// the processors. What is not answered with 200 ends it. Confined to one thread.
final class Pipelined {

  private static final int AT_ONCE = 64;
  private static final byte[] GOOD = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);

  private final URI base;
  private final ByteBuffer requests;
  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 18);

  Pipelined(URI base, String path) {
    this.base = base;
    byte[] one =
        "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
            .formatted(path, base.getAuthority())
            .getBytes(StandardCharsets.US_ASCII);
    this.requests = ByteBuffer.allocateDirect(AT_ONCE * one.length);
    for (int i = 0; i < AT_ONCE; i++) {
      requests.put(one);
    }
    requests.flip();
  }

  /// How many were answered in that time.
  long ask(Duration time) throws IOException {
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
        if (next == GOOD[matched]) {
          matched++;
          if (matched == GOOD.length) {
            matched = 0;
            begun++;
          }
        } else {
          matched = next == GOOD[0] ? 1 : 0;
        }
      }
    }
  }
}
