package org.pollard.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A proxy between browsers and a server that hands everything on, but for streams of events, with
/// which it does what proxies do. Thread-safe. Closing ends it with all its connections.
public final class MoodyProxy implements AutoCloseable {

  /// What becomes of streams, those that are open already too.
  public enum Mood {
    HANDS_ON,
    /// Keeps all until the stream ends, the head as well.
    HOLDS_BACK,
    /// Lets everything disappear, and the connection open.
    SWALLOWS,
    /// Refuses streams that begin, and says so with every answer, as a server does that has no
    /// more.
    FULL
  }

  private static final byte[] REFUSED =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(ISO_8859_1);

  private final URI server;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger openStreams = new AtomicInteger();
  private volatile Mood mood = Mood.HANDS_ON;

  public MoodyProxy(URI server) {
    this.server = server;
    try {
      this.door = new ServerSocket(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::welcome);
  }

  /// Where phones find it: by an address of this machine that is not its own name for itself, where
  /// there is one.
  public URI base() {
    return URI.create("http://" + address() + ":" + door.getLocalPort());
  }

  private static String address() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElse("127.0.0.1");
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void become(Mood now) {
    mood = now;
  }

  /// How many streams have begun so far.
  public int streams() {
    return streams.get();
  }

  /// How many of them are open now.
  public int openStreams() {
    return openStreams.get();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(MoodyProxy::end);
  }

  private void welcome() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket behind = new Socket(server.getHost(), server.getPort());
        open.add(client);
        open.add(behind);
        Thread.ofVirtual().start(() -> pass(client, behind, false));
        Thread.ofVirtual().start(() -> pass(behind, client, true));
      }
    } catch (IOException e) {
      close();
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    ByteArrayOutputStream held = new ByteArrayOutputStream();
    boolean stream = false;
    byte[] some = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        if (answers && !stream && mood == Mood.FULL) {
          String answer = new String(some, 0, count, ISO_8859_1);
          if (answer.contains("text/event-stream")) {
            out.write(REFUSED);
            break;
          }
          out.write(
              answer
                  .replaceFirst("^HTTP/1.1 200 OK\r\n", "$0X-Pollard-Full: 1\r\n")
                  .getBytes(ISO_8859_1));
          continue;
        }
        if (answers
            && !stream
            && new String(some, 0, count, ISO_8859_1).contains("text/event-stream")) {
          stream = true;
          streams.incrementAndGet();
          openStreams.incrementAndGet();
        }
        switch (stream ? mood : Mood.HANDS_ON) {
          case HANDS_ON -> out.write(some, 0, count);
          case HOLDS_BACK -> held.write(some, 0, count);
          case SWALLOWS, FULL -> {}
        }
      }
      out.write(held.toByteArray());
    } catch (IOException e) {
      // One of the two has hung up; the other learns of it now.
    }
    if (stream) {
      openStreams.decrementAndGet();
    }
    end(from);
    end(to);
    open.remove(from);
    open.remove(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
