package org.pollard.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Sockets of RealtimeKit's client on one thread, which looks at the beginning of each frame only:
/// the event, the id, and the count of a poll's first option. Closing ends them all.
final class KitSockets implements AutoCloseable {

  static final int JOIN = 3;
  static final int CREATE = 196_608;
  static final int VOTE = 196_610;

  private static final byte[] NO_MASK = new byte[4];
  private static final int HEAD_OF_HTTP = 4_096;

  private final Selector selector;
  private final Listener listener;
  private final List<SocketChannel> channels = new ArrayList<>();
  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 18);
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Throwable fault;
  private final LongAdder bytes = new LongAdder();

  /// Is told of each frame, on the thread of the sockets.
  interface Listener {
    void came(int socket, KitFrame frame, long nanos);
  }

  private static final class Reading {
    private final int number;
    private final KitFrame.Parts parts = new KitFrame.Parts();

    Reading(int number) {
      this.number = number;
    }
  }

  KitSockets(Listener listener) throws IOException {
    this.listener = listener;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().name("sockets").daemon().unstarted(this::read);
    thread.start();
  }

  /// Opens one more; its number is how many there were before.
  void open(URI base, String query) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
    String request =
        """
        GET /ws?%s HTTP/1.1
        Host: localhost
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """
            .formatted(query)
            .replace("\n", "\r\n");
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    StringBuilder answer = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (answer.length() < HEAD_OF_HTTP && answer.indexOf("\r\n\r\n") < 0) {
      one.clear();
      if (channel.read(one) < 0) {
        break;
      }
      answer.append((char) one.get(0));
    }
    if (answer.indexOf(" 101 ") < 0) {
      throw new IllegalStateException("not upgraded: " + answer);
    }
    Reading reading = new Reading(channels.size());
    channels.add(channel);
    channel.configureBlocking(false);
    selector.wakeup();
    channel.register(selector, SelectionKey.OP_READ, reading);
  }

  /// Sends a request with this id.
  void send(int socket, int event, String id, byte[] payload) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(1 << 3);
    varint(message, event);
    field(message, 2, id.getBytes(StandardCharsets.US_ASCII));
    if (payload.length > 0) {
      field(message, 3, payload);
    }
    ByteBuffer frame = ByteBuffer.allocate(message.size() + 16);
    frame.put((byte) 0x82);
    if (message.size() < 126) {
      frame.put((byte) (0x80 | message.size()));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) message.size());
    }
    frame.put(NO_MASK).put(message.toByteArray()).flip();
    SocketChannel channel = channels.get(socket);
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  static void field(ByteArrayOutputStream into, int number, byte[] value) {
    into.write((number << 3) | 2);
    varint(into, value.length);
    into.writeBytes(value);
  }

  static void varint(ByteArrayOutputStream into, int value) {
    int rest = value;
    while (rest > 0x7f) {
      into.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    into.write(rest);
  }

  /// What all sockets have received.
  long bytes() {
    return bytes.sum();
  }

  /// @throws IllegalStateException when a socket broke
  void check() {
    if (fault != null) {
      throw new IllegalStateException("sockets failed", fault);
    }
  }

  private void read() {
    try {
      while (!closed) {
        selector.select(this::read, 50);
      }
    } catch (IOException | RuntimeException e) {
      fault = e;
    }
  }

  private void read(SelectionKey key) {
    try {
      input.clear();
      int read = ((SocketChannel) key.channel()).read(input);
      if (read < 0) {
        throw new IllegalStateException("the server ended a socket");
      }
      bytes.add(read);
      long now = System.nanoTime();
      input.flip();
      Reading reading = (Reading) key.attachment();
      while (input.hasRemaining()) {
        KitFrame frame = reading.parts.take(input);
        if (frame != null) {
          listener.came(reading.number, frame, now);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      for (SocketChannel each : channels) {
        each.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
