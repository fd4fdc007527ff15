package org.pollard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// A closed loop of HTTP/1.1 clients on one thread: each connection sends a request, waits for its
/// answer, and sends the next. Lean on purpose, since it shares the machine with what it measures.
/// Confined to the thread that runs it.
final class Load {

  private static final int BUFFER = 1 << 16;

  private final URI base;
  private final int connections;

  Load(URI base, int connections) {
    this.base = base;
    this.connections = connections;
  }

  /// Gives the next request of a connection, whole and ready to be sent; null when that connection
  /// is done.
  interface Requests {
    byte @Nullable [] next(int connection);
  }

  /// What was measured.
  ///
  /// @param latencies in microseconds
  /// @param statuses how many answers had which status
  record Result(Duration took, long answers, Histogram latencies, Map<Integer, Long> statuses) {

    double perSecond() {
      return answers / (took.toNanos() / 1e9);
    }

    double percentileMillis(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    double maxMillis() {
      return latencies.getMaxValue() / 1e3;
    }
  }

  /// Runs until every connection is done or the time is over.
  Result run(Requests requests, Duration atMost) {
    Histogram latencies = new Histogram(60_000_000L, 3);
    Map<Integer, Long> statuses = new TreeMap<>();
    try (Selector selector = Selector.open()) {
      List<Connection> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        all.add(new Connection(i, connect(), selector));
      }
      long start = System.nanoTime();
      long end = start + atMost.toNanos();
      int alive = 0;
      for (Connection each : all) {
        alive += each.send(requests) ? 1 : 0;
      }
      long answers = 0;
      while (alive > 0) {
        selector.select(100);
        long now = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
          Connection connection = (Connection) key.attachment();
          int status = connection.read();
          if (status == 0) {
            continue;
          }
          answers++;
          statuses.merge(status, 1L, Long::sum);
          latencies.recordValue(Math.max(1, (System.nanoTime() - connection.sentAt) / 1_000));
          if (now >= end || !connection.send(requests)) {
            key.cancel();
            alive--;
          }
        }
        selector.selectedKeys().clear();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      for (Connection each : all) {
        each.channel.close();
      }
      return new Result(took, answers, latencies, statuses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A request as bytes.
  static byte[] request(String method, String path, String token, String contentType, String body) {
    StringBuilder text = new StringBuilder(256);
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    text.append("Authorization: Bearer ").append(token).append("\r\n");
    if (!body.isEmpty()) {
      text.append("Content-Type: ").append(contentType).append("\r\n");
      text.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.US_ASCII);
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return channel;
  }

  private static final class Connection {

    private final int number;
    private final SocketChannel channel;
    private final ByteBuffer input = ByteBuffer.allocate(BUFFER);
    private long sentAt;

    /// Bytes of the body still to come; -1 while the head is read, -2 for a chunked body.
    private long missing = -1;

    private int status;

    Connection(int number, SocketChannel channel, Selector selector) throws IOException {
      this.number = number;
      this.channel = channel;
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean send(Requests requests) throws IOException {
      byte[] request = requests.next(number);
      if (request == null) {
        return false;
      }
      sentAt = System.nanoTime();
      ByteBuffer output = ByteBuffer.wrap(request);
      while (output.hasRemaining()) {
        channel.write(output);
      }
      return true;
    }

    /// The status of an answer that is complete now; 0 when more must come.
    int read() throws IOException {
      int count = channel.read(input);
      if (count < 0) {
        throw new IOException("the server closed connection " + number);
      }
      if (missing == -1 && !readHead()) {
        return 0;
      }
      if (missing == -2) {
        int end = input.position();
        boolean ended =
            end >= 5
                && input.get(end - 5) == '0'
                && input.get(end - 4) == '\r'
                && input.get(end - 1) == '\n';
        if (!ended) {
          if (input.remaining() < 1024) {
            keepTail();
          }
          return 0;
        }
      } else {
        int taken = (int) Math.min(missing, input.position());
        missing -= taken;
        if (missing > 0) {
          input.clear();
          return 0;
        }
      }
      input.clear();
      missing = -1;
      return status;
    }

    private void keepTail() {
      input.flip();
      input.position(input.limit() - 8);
      input.compact();
    }

    private boolean readHead() {
      int length = input.position();
      int end = -1;
      for (int i = 3; i < length; i++) {
        if (input.get(i) == '\n' && input.get(i - 2) == '\n') {
          end = i + 1;
          break;
        }
      }
      if (end < 0) {
        return false;
      }
      String head = new String(input.array(), 0, end, StandardCharsets.US_ASCII);
      status = Integer.parseInt(head.substring(9, 12));
      int at = indexOfIgnoringCase(head, "\r\ncontent-length:");
      if (at >= 0) {
        missing = Long.parseLong(head.substring(at + 17, head.indexOf('\r', at + 2)).strip());
      } else if (indexOfIgnoringCase(head, "\r\ntransfer-encoding:") >= 0) {
        missing = -2;
      } else {
        missing = 0;
      }
      input.flip();
      input.position(end);
      input.compact();
      return true;
    }

    private static int indexOfIgnoringCase(String text, String part) {
      for (int i = 0; i + part.length() <= text.length(); i++) {
        if (text.regionMatches(true, i, part, 0, part.length())) {
          return i;
        }
      }
      return -1;
    }
  }
}
