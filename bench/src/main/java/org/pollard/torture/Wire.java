package org.pollard.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// A network to one address that can be cut: everything that is sent then disappears, and nobody is
/// told, as when a cable is pulled. Connections of before it was mended are dead. Thread-safe.
final class Wire implements AutoCloseable {

  private static final int BYTES = 64 * 1024;

  private final int target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch whole = new CountDownLatch(0);

  /// @param target port on loopback
  Wire(int target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::welcome);
  }

  int port() {
    return door.getLocalPort();
  }

  void cut() {
    whole = new CountDownLatch(1);
  }

  void mend() {
    hangUp();
    whole.countDown();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mend();
  }

  private void hangUp() {
    open.forEach(Wire::end);
    open.clear();
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        open.add(near);
        Thread.ofVirtual().start(() -> join(near));
      } catch (IOException e) {
        // Closed, or a stranger was gone before it was let in.
      }
    }
  }

  private void join(Socket near) {
    try {
      whole.await();
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pass(near, far));
      pass(far, near);
    } catch (IOException e) {
      end(near);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] some = new byte[BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        whole.await();
        out.write(some, 0, count);
      }
    } catch (IOException e) {
      // One of them hung up, which the other is told in the next moment.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
