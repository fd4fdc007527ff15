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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 clients on one thread. Lean on purpose, since it shares the machine with what it
/// measures. Confined to the thread that runs it; run again, it opens its connections anew.
final class Load {

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
  private static final int HIGHEST_STATUS = 600;

  private final URI base;
  private final int connections;
  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);

  Load(URI base, int connections) {
    this.base = base;
    this.connections = connections;
  }

  /// Gives the next request of a connection, whole and ready to be sent; null when that connection
  /// is done.
  interface Requests {
    byte @Nullable [] next(int connection);
  }

  /// Is told of each answer as it comes.
  interface Listener {
    void answered(int status, long nanos);
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

  /// Each connection sends a request, waits for its answer, and sends the next, until it is done or
  /// the time is over.
  Result closed(Requests requests, Duration time) {
    return new Run(requests, time, 0, (_, _) -> {}).result();
  }

  /// Sends at this pace, whatever the answers do, as long as some connection is free. Latencies
  /// count from the moment at which a request was due.
  Result paced(Requests requests, Duration time, double perSecond, Listener listener) {
    return new Run(requests, time, perSecond, listener).result();
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
    private final Answer answer = new Answer();
    private long since;

    Connection(int number, SocketChannel channel) {
      this.number = number;
      this.channel = channel;
    }
  }

  private final class Run {
    private final Requests requests;
    private final Duration time;
    private final double perSecond;
    private final Listener listener;
    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
    private final long[] statuses = new long[HIGHEST_STATUS];
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private long sent;
    private long answered;

    Run(Requests requests, Duration time, double perSecond, Listener listener) {
      this.requests = requests;
      this.time = time;
      this.perSecond = perSecond;
      this.listener = listener;
    }

    Result result() {
      List<SocketChannel> opened = new ArrayList<>();
      try (Selector selector = Selector.open()) {
        for (int i = 0; i < connections; i++) {
          SocketChannel channel = connect();
          opened.add(channel);
          Connection connection = new Connection(i, channel);
          channel.register(selector, SelectionKey.OP_READ, connection);
          idle.add(connection);
        }
        long start = System.nanoTime();
        go(selector, start, start + time.toNanos());
        return new Result(
            Duration.ofNanos(System.nanoTime() - start), answered, latencies, byStatus());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        opened.forEach(Load::close);
      }
    }

    private void go(Selector selector, long start, long end) throws IOException {
      while (true) {
        long now = System.nanoTime();
        while (wanted(now < end) && !idle.isEmpty() && due(start) <= now) {
          send(idle.remove(), perSecond > 0 ? due(start) : System.nanoTime());
        }
        if (sent == answered && (idle.isEmpty() || !wanted(now < end))) {
          return;
        }
        if (now > end + LONGEST_ANSWER.toNanos()) {
          throw new IllegalStateException((sent - answered) + " requests were not answered");
        }
        selector.select(this::read, perSecond > 0 && wanted(true) ? 1 : 100);
      }
    }

    /// Whether there is more to send: at a pace all that is due in the time, however late.
    private boolean wanted(boolean inTime) {
      return perSecond > 0 ? sent < Math.round(time.toNanos() / 1e9 * perSecond) : inTime;
    }

    private long due(long start) {
      return perSecond > 0 ? start + (long) (sent / perSecond * 1e9) : start;
    }

    private void send(Connection connection, long since) throws IOException {
      byte[] request = requests.next(connection.number);
      if (request == null) {
        return;
      }
      connection.since = since;
      ByteBuffer output = ByteBuffer.wrap(request);
      while (output.hasRemaining()) {
        connection.channel.write(output);
      }
      sent++;
    }

    private void read(SelectionKey key) {
      Connection connection = (Connection) key.attachment();
      input.clear();
      try {
        if (connection.channel.read(input) < 0) {
          throw new IllegalStateException("the server closed a connection");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      int status = connection.answer.read(input.flip());
      if (status > 0) {
        long now = System.nanoTime();
        answered++;
        statuses[status]++;
        latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, now - connection.since)));
        listener.answered(status, now);
        idle.add(connection);
      }
    }

    private Map<Integer, Long> byStatus() {
      Map<Integer, Long> seen = new TreeMap<>();
      for (int i = 0; i < HIGHEST_STATUS; i++) {
        if (statuses[i] > 0) {
          seen.put(i, statuses[i]);
        }
      }
      return seen;
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It goes with the process.
    }
  }
}
