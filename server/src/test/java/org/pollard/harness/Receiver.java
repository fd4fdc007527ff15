package org.pollard.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.SSLContext;

/// A real receiver of webhooks on loopback. Thread-safe. Closing stops it.
public final class Receiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /// What came.
  public record Call(
      Instant at, String path, String uuid, String webhook, String signature, String text) {

    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String event() {
      return json().path("event").asText();
    }
  }

  private Receiver(HttpServer server) {
    this.server = server;
  }

  /// A receiver on a free port.
  ///
  /// @param status what the first, second, … call is answered; 0 says nothing until it is stopped
  public static Receiver answering(IntUnaryOperator status) {
    return on(0, status);
  }

  /// The same on a port.
  public static Receiver on(int port, IntUnaryOperator status) {
    try {
      return started(HttpServer.create(loopback(port), 0), status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same over TLS, on a free port.
  public static Receiver secure(SSLContext identity, IntUnaryOperator status) {
    try {
      HttpsServer server = HttpsServer.create(loopback(0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(identity));
      return started(server, status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Receiver started(HttpServer server, IntUnaryOperator status) {
    Receiver receiver = new Receiver(server);
    AtomicInteger count = new AtomicInteger();
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          var headers = exchange.getRequestHeaders();
          receiver.calls.add(
              new Call(
                  Instant.now(),
                  exchange.getRequestURI().toString(),
                  String.valueOf(headers.getFirst("rtk-uuid")),
                  String.valueOf(headers.getFirst("rtk-webhook-id")),
                  String.valueOf(headers.getFirst("rtk-signature")),
                  new String(body, UTF_8)));
          int answer = status.applyAsInt(count.incrementAndGet());
          if (answer > 0) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
          }
        });
    server.start();
    return receiver;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /// All that came, in its order.
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Waits for so many, and gives them.
  public List<Call> await(int count) throws InterruptedException {
    Await.until(count + " calls, not " + calls.size(), () -> calls.size() >= count);
    return calls();
  }

  /// Has Node's own cryptography verify all that came, with the public key that a server shows.
  public void verify(RunningServer keyOf) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (Call each : calls) {
      lines.append(
          "{\"body\":\"%s\",\"signature\":\"%s\"}\n"
              .formatted(
                  Base64.getEncoder().encodeToString(each.text().getBytes(UTF_8)),
                  each.signature()));
    }
    Path file = Files.createTempFile("pollard", ".jsonl");
    try {
      Files.writeString(file, lines);
      String said =
          NpmClient.run(
              Map.of("POLLARD", keyOf.base().toString(), "FILE", file.toString()),
              "webhook-signature.mjs");
      if (!said.contains("verified " + calls.size())) {
        throw new AssertionError(said);
      }
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
