package org.pollard.edge;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.FuzzRequest.Framing;

/// Sends requests, one after the other on one connection as long as their ends can be told, else on
/// connections of their own. Confined to one thread.
@NullMarked
final class FuzzConnection implements AutoCloseable {

  /// For a request that nobody could answer.
  static final int NO_ANSWER = 0;

  private static final int PATIENCE = 60_000;

  /// Who does not know where a request ends may wait for more of it.
  private static final int ODD_PATIENCE = 300;

  private final URI base;
  private @Nullable Socket kept;

  FuzzConnection(URI base) {
    this.base = base;
  }

  /// The status of the answer, or [#NO_ANSWER].
  int send(FuzzRequest request) throws IOException {
    if (request.framing() == Framing.WHOLE) {
      return onKept(request);
    }
    try (Socket socket = open(ODD_PATIENCE)) {
      socket.getOutputStream().write(request.bytes());
      return request.framing() == Framing.CUT ? NO_ANSWER : readHead(in(socket)).status();
    } catch (SocketTimeoutException e) {
      return NO_ANSWER;
    } catch (SocketException e) {
      // Ended under what was still to be sent.
      return NO_ANSWER;
    }
  }

  private int onKept(FuzzRequest request) throws IOException {
    Socket socket = kept == null ? open(PATIENCE) : kept;
    kept = null;
    try {
      socket.getOutputStream().write(request.bytes());
      InputStream in = in(socket);
      Head head = readHead(in);
      if (head.ends() || !skipBody(in, head, request.line().startsWith("HEAD "))) {
        socket.close();
      } else {
        kept = socket;
      }
      return head.status();
    } catch (SocketException e) {
      socket.close();
      return NO_ANSWER;
    }
  }

  private Socket open(int patience) throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(patience);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static InputStream in(Socket socket) throws IOException {
    // Nothing is read ahead: an answer is read to its end, and no request follows before.
    return new BufferedInputStream(socket.getInputStream());
  }

  /// The head of an answer.
  ///
  /// @param status [#NO_ANSWER] when the connection ended instead
  private record Head(int status, String text) {

    @Nullable String value(String name) {
      int at = text.indexOf("\r\n" + name + ": ");
      return at < 0
          ? null
          : text.substring(at + name.length() + 4, text.indexOf('\r', at + 2)).strip();
    }

    /// Whether nothing more can be had of the connection.
    boolean ends() {
      String connection = value("connection");
      String type = value("content-type");
      return status == NO_ANSWER
          || status == 101
          || (connection != null && connection.contains("close"))
          || (type != null && type.startsWith("text/event-stream"));
    }
  }

  /// The first head that is no interim one.
  private static Head readHead(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return new Head(NO_ANSWER, "");
      }
      text.append((char) next);
      if (text.length() >= 4 && text.lastIndexOf("\r\n\r\n") == text.length() - 4) {
        int status = status(text);
        if (status >= 200 || status == 101 || status == NO_ANSWER) {
          return new Head(status, text.toString().toLowerCase(Locale.ROOT));
        }
        text.setLength(0);
      }
    }
  }

  private static int status(CharSequence head) {
    return head.toString().matches("(?s)HTTP/1\\.[01] \\d{3} .*")
        ? Integer.parseInt(head.subSequence(9, 12).toString())
        : NO_ANSWER;
  }

  /// Whether the end of the body could be told.
  private static boolean skipBody(InputStream in, Head head, boolean none) throws IOException {
    if (none || head.status() == 204 || head.status() == 304) {
      return true;
    }
    String length = head.value("content-length");
    if (length != null) {
      in.skipNBytes(Long.parseLong(length));
      return true;
    }
    if (!"chunked".equals(head.value("transfer-encoding"))) {
      return false;
    }
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      in.skipNBytes(size + 2L);
      if (size == 0) {
        return true;
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /// What was sent, for a failure's message.
  static String told(FuzzRequest request) {
    String text = request.text();
    return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
  }

  @Override
  public void close() throws IOException {
    if (kept != null) {
      kept.close();
    }
  }
}
