package org.pollard.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Sends one HTTP/1.1 POST and reads its status. Thread-safe; holds the calling thread, for up to
/// the deadline and as long as the resolver takes before it.
///
/// A client of its own, since none on board lets one say both to which address it connects and to
/// whom it then speaks: a name is resolved once, its addresses are judged, and one of exactly those
/// is connected to, so that a name which answers differently the next time gains nothing. Nothing
/// is followed: a redirect is an answer like any other.
final class Post implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration TO_CONNECT = Duration.ofSeconds(4);
  private static final int MOST_ADDRESSES = 2;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /// Of what is answered; a status and its headers fit by far.
  private static final int MOST_BYTES = 64 * 1024;

  private static final int DRAIN_MILLIS = 200;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");

  private final DeliveryNetwork network;
  private final Duration deadline;
  private final SSLSocketFactory tls;

  /// Ends exchanges whose time is over: a socket has a timeout for reading, and none for writing.
  private final ScheduledExecutorService clock;

  Post(DeliveryNetwork network) {
    this(network, DEADLINE, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  Post(DeliveryNetwork network, Duration deadline, SSLSocketFactory tls) {
    this.network = network;
    this.deadline = deadline;
    this.tls = tls;
    ScheduledThreadPoolExecutor one =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("webhook-clock").daemon().factory());
    one.setRemoveOnCancelPolicy(true);
    this.clock = one;
  }

  /// @param headers beside those of the protocol; names and values in ASCII
  Answer send(URI url, Map<String, String> headers, byte[] body) {
    List<InetAddress> addresses;
    try {
      addresses = network.allowedOf(url.getHost().replaceAll("^\\[|]$", ""));
    } catch (UnknownHostException _) {
      return new Answer.None(Answer.Fault.UNKNOWN_HOST);
    }
    if (addresses.isEmpty()) {
      return new Answer.None(Answer.Fault.FORBIDDEN_ADDRESS);
    }
    AtomicBoolean late = new AtomicBoolean();
    for (InetAddress each : addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES))) {
      Socket socket = connected(new InetSocketAddress(each, port(url)));
      if (socket != null) {
        ScheduledFuture<?> end =
            clock.schedule(
                () -> {
                  late.set(true);
                  close(socket);
                },
                deadline.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
          return exchange(socket, url, head(url, headers, body.length), body);
        } catch (SocketTimeoutException _) {
          return new Answer.None(Answer.Fault.TOO_SLOW);
        } catch (SSLException e) {
          return new Answer.None(late.get() ? Answer.Fault.TOO_SLOW : Distrust.fault(e));
        } catch (IOException _) {
          return new Answer.None(late.get() ? Answer.Fault.TOO_SLOW : Answer.Fault.BROKEN_OFF);
        } finally {
          end.cancel(false);
          close(socket);
        }
      }
    }
    return new Answer.None(Answer.Fault.CANNOT_CONNECT);
  }

  private static @Nullable Socket connected(InetSocketAddress address) {
    Socket socket = new Socket();
    try {
      socket.connect(address, (int) TO_CONNECT.toMillis());
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException _) {
      close(socket);
      return null;
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use any more in any case.
    }
  }

  private static boolean isSecure(URI url) {
    return "https".equals(url.getScheme().toLowerCase(Locale.ROOT));
  }

  private static int port(URI url) {
    return url.getPort() > 0 ? url.getPort() : isSecure(url) ? HTTPS_PORT : HTTP_PORT;
  }

  private static byte[] head(URI url, Map<String, String> headers, int length) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    StringBuilder head =
        new StringBuilder("POST ")
            .append(path)
            .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
            .append(" HTTP/1.1\r\nHost: ")
            .append(url.getHost())
            .append(url.getPort() > 0 ? ":" + url.getPort() : "")
            .append("\r\nContent-Type: application/json\r\nContent-Length: ")
            .append(length)
            .append("\r\nUser-Agent: Pollard\r\nAccept: */*\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private Answer exchange(Socket plain, URI url, byte[] head, byte[] body) throws IOException {
    plain.setSoTimeout((int) deadline.toMillis());
    Socket socket = isSecure(url) ? secured(plain, url) : plain;
    OutputStream out = socket.getOutputStream();
    out.write(head);
    out.write(body);
    out.flush();
    InputStream in = socket.getInputStream();
    Answer answer = status(in);
    drain(plain, in);
    // Says goodbye first, where that is done: cut off, a receiver has to take it for an attack.
    close(socket);
    return answer;
  }

  private SSLSocket secured(Socket plain, URI url) throws IOException {
    String host = url.getHost().replaceAll("^\\[|]$", "");
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port(url), true);
    SSLParameters parameters = socket.getSSLParameters();
    // Without this a certificate for any other name would do.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /// Of the final answer: what comes with 1xx before it is passed over.
  private static Answer status(InputStream in) throws IOException {
    int left = MOST_BYTES;
    while (true) {
      String line = line(in, left);
      left -= line.length();
      Matcher status = STATUS.matcher(line);
      if (!status.matches()) {
        return new Answer.None(Answer.Fault.NO_HTTP);
      }
      int code = Integer.parseInt(status.group(1));
      String header = line(in, left);
      while (!header.isEmpty()) {
        left -= header.length();
        header = line(in, left);
      }
      if (code >= 200) {
        return new Answer.Status(code);
      }
    }
  }

  private static String line(InputStream in, int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.size() >= most) {
        throw new IOException("no end of a line");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /// A receiver whose body nobody reads would see its connection reset. What it still says is of no
  /// interest, and it is not waited for.
  private static void drain(Socket plain, InputStream in) {
    try {
      plain.setSoTimeout(DRAIN_MILLIS);
      in.readNBytes(MOST_BYTES);
    } catch (IOException _) {
      // The status is known.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
