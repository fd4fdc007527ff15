package org.pollard.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.LongAdder;

/// Sends requests, says what came of them, and counts. Repeats nothing by itself. Thread-safe.
final class Client {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /// A request with a token, of a kind that all servers understand.
  record Request(String method, String path, String token, String contentType, String body) {

    static Request get(String path, String token) {
      return new Request("GET", path, token, "", "");
    }

    static Request post(String path, String token) {
      return form("POST", path, token);
    }

    static Request delete(String path, String token) {
      return new Request("DELETE", path, token, "", "");
    }

    /// @param form names and values in turn
    static Request form(String method, String path, String token, String... form) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < form.length; i += 2) {
        body.append(i == 0 ? "" : "&")
            .append(URLEncoder.encode(form[i], UTF_8))
            .append('=')
            .append(URLEncoder.encode(form[i + 1], UTF_8));
      }
      return new Request(method, path, token, "application/x-www-form-urlencoded", body.toString());
    }

    static Request json(String method, String path, String token, String json) {
      return new Request(method, path, token, "application/json", json);
    }
  }

  /// What came of a request.
  sealed interface Reply {

    record Got(int status, String body) implements Reply {}

    /// It may have arrived and done its work; the answer did not come.
    record Lost() implements Reply {}

    /// It surely never arrived.
    record NotSent() implements Reply {}
  }

  Reply send(Node node, Request request) {
    return send(node, request, PATIENCE);
  }

  /// Hangs up when the patience is over.
  Reply send(Node node, Request request, Duration patience) {
    Optional<URI> base = node.base();
    if (base.isEmpty()) {
      return new Reply.NotSent();
    }
    HttpRequest.Builder building =
        HttpRequest.newBuilder(base.get().resolve(request.path()))
            .timeout(patience)
            .header("Authorization", "Bearer " + request.token())
            .method(request.method(), BodyPublishers.ofString(request.body()));
    if (!request.contentType().isEmpty()) {
      building.header("Content-Type", request.contentType());
    }
    Reply reply = send(building.build());
    count(
        switch (reply) {
          case Reply.Got(int status, String _) -> Integer.toString(status);
          case Reply.Lost() -> "lost";
          case Reply.NotSent() -> "not sent";
        });
    return reply;
  }

  private Reply send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString(UTF_8));
      return new Reply.Got(response.statusCode(), response.body());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Reply.NotSent();
    } catch (IOException e) {
      return new Reply.Lost();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Lost();
    }
  }

  /// Opens a stream and returns at once. One that breaks or is refused just ends.
  void stream(HttpRequest request, Flow.Subscriber<String> lines) {
    var _ = http.sendAsync(request, BodyHandlers.fromLineSubscriber(lines));
  }

  void count(String what) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
  }

  /// How often each status came, and whatever else was counted.
  Map<String, Long> counts() {
    Map<String, Long> now = new TreeMap<>();
    counts.forEach((what, n) -> now.put(what, n.sum()));
    return now;
  }
}
