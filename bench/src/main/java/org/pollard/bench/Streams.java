package org.pollard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Viewers that are sent snapshots, as events or as frames of a web socket, on one thread. What
/// matters of a snapshot is how many have voted, which is found in the bytes as they come. Closing
/// ends them all.
final class Streams implements AutoCloseable {

  /// What stands before the sum of all votes in the plain broadcast, and in a snapshot before how
  /// many have answered.
  static final String VOTES = "],\"votes\":";

  static final String PEOPLE = "],\"people\":";

  private final URI base;
  private final byte[] beforeSum;
  private final Listener listener;
  private final Selector selector;
  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
  private final Thread thread;
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean closed;
  private volatile @Nullable Throwable fault;

  /// Is told of each snapshot that brought votes: how many there were before, how many there are,
  /// and when it came. Called on the thread of the streams.
  interface Listener {
    void came(long before, long votes, long nanos);
  }

  private static final class Viewer {
    private int matched;
    private boolean inSum;
    private long sum;
    private long seen = -1;
  }

  /// @param beforeSum what stands before the number that matters
  Streams(URI base, String beforeSum, Listener listener) throws IOException {
    this.base = base;
    this.beforeSum = beforeSum.getBytes(StandardCharsets.US_ASCII);
    this.listener = listener;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().name("viewers").daemon().unstarted(this::read);
    thread.start();
  }

  /// Opens this many more.
  ///
  /// @param request what each sends first
  void open(int from, int to, IntFunction<byte[]> request) throws IOException {
    for (int i = from; i < to; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
      channel.write(ByteBuffer.wrap(request.apply(i)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Viewer());
    }
    selector.wakeup();
  }

  private void read() {
    try {
      while (!closed) {
        selector.select(this::read, 100);
      }
    } catch (IOException | RuntimeException e) {
      fault = e;
    }
  }

  private void read(SelectionKey key) {
    try {
      input.clear();
      if (((SocketChannel) key.channel()).read(input) < 0) {
        throw new IllegalStateException("the server ended a stream");
      }
      long now = System.nanoTime();
      input.flip();
      bytes.addAndGet(input.remaining());
      Viewer viewer = (Viewer) key.attachment();
      while (input.hasRemaining()) {
        if (ended(viewer, input.get())) {
          if (viewer.seen >= 0 && viewer.sum > viewer.seen) {
            listener.came(viewer.seen, viewer.sum, now);
          }
          viewer.seen = Math.max(viewer.seen, viewer.sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a sum is complete with this byte.
  private boolean ended(Viewer viewer, byte next) {
    if (viewer.inSum) {
      if (next >= '0' && next <= '9') {
        viewer.sum = viewer.sum * 10 + next - '0';
        return false;
      }
      viewer.inSum = false;
      return true;
    }
    if (next == beforeSum[viewer.matched]) {
      viewer.matched++;
      if (viewer.matched == beforeSum.length) {
        viewer.matched = 0;
        viewer.inSum = true;
        viewer.sum = 0;
      }
    } else {
      viewer.matched = next == beforeSum[0] ? 1 : 0;
    }
    return false;
  }

  /// What has come so far.
  long bytes() {
    return bytes.get();
  }

  /// @throws IllegalStateException when a stream broke
  void check() {
    if (fault != null) {
      throw new IllegalStateException("viewers failed", fault);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
