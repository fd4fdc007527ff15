package org.pollard.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Somebody with a connection to this server, who takes part in a [Rehearsal]. For one thread at a
/// time; may be closed by any.
final class RehearsalPhone implements AutoCloseable {

  private static final String GOOD = "http/1.1 2";
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream input;

  RehearsalPhone(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    input = new BufferedInputStream(socket.getInputStream());
  }

  void send(String method, String path, String token, String type, String body) throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
            .formatted(method, path, token);
    String ofBody =
        body.isEmpty()
            ? ""
            : "Content-Type: %s\r\nContent-Length: %d\r\n".formatted(type, body.length());
    socket.getOutputStream().write((head + ofBody + "\r\n" + body).getBytes(ISO_8859_1));
  }

  /// Sends a request and waits until its answer is there.
  ///
  /// @throws IOException also when it is refused: what is learned from refusals is of no use
  void ask(String method, String path, String token, String type, String body) throws IOException {
    send(method, path, token, type, body);
    String status = line();
    if (!status.startsWith(GOOD)) {
      throw new IOException(method + " " + path + " was answered with " + status);
    }
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    input.skipNBytes(length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int each = input.read(); each != '\n'; each = input.read()) {
      if (each < 0) {
        throw new IOException("the server hung up");
      }
      if (each != '\r') {
        line.append((char) each);
      }
    }
    return line.toString().toLowerCase(Locale.ROOT);
  }

  /// Reads until the connection ends.
  @Nullable Void drain() throws IOException {
    input.transferTo(OutputStream.nullOutputStream());
    return null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
