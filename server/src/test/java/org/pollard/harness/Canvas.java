package org.pollard.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Speaks to the Canvas API over real HTTP and sends just what it is told. Thread-safe.
///
/// @param token null: none is sent
public record Canvas(URI base, @Nullable String token) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(60))
          .build();
  private static final JsonMapper JSON = new JsonMapper();

  /// What came back.
  public record Answer(int status, HttpHeaders headers, String body) {

    /// The body as JSON.
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + body, e);
      }
    }

    /// The first record of an envelope such as `{"polls":[…]}`.
    public JsonNode first() {
      JsonNode envelope = json().elements().next();
      if (status != 200 || !envelope.isArray() || envelope.isEmpty()) {
        throw new AssertionError("no record: " + status + " " + body);
      }
      return envelope.get(0);
    }

    /// The id of the first record, or of the bare object.
    public long id() {
      JsonNode json = json();
      return (json.has("id") ? json : first()).get("id").asLong();
    }

    public @Nullable String header(String name) {
      return headers.firstValue(name).orElse(null);
    }

    /// The ids of the records of an envelope, in their order.
    public List<Long> ids() {
      List<Long> ids = new ArrayList<>();
      json().elements().next().forEach(record -> ids.add(record.get("id").asLong()));
      return ids;
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  /// Sends one more header.
  public Answer get(String path, String header, String value) {
    return send(request(path).GET().header(header, value));
  }

  public Answer head(String path) {
    return send(request(path).HEAD());
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /// Sends a form.
  ///
  /// @param form names and values in turn
  public Answer post(String path, String... form) {
    return send("POST", path, "application/x-www-form-urlencoded", form(form));
  }

  /// Sends a form.
  ///
  /// @param form names and values in turn
  public Answer put(String path, String... form) {
    return send("PUT", path, "application/x-www-form-urlencoded", form(form));
  }

  public Answer postJson(String path, String json) {
    return send("POST", path, "application/json", json);
  }

  public Answer putJson(String path, String json) {
    return send("PUT", path, "application/json", json);
  }

  public Answer send(String method, String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body)));
  }

  /// A request with the token, to be completed and sent by [#send(HttpRequest.Builder)].
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String form(String... pairs) {
    return IntStream.range(0, pairs.length / 2)
        .mapToObj(i -> encoded(pairs[2 * i]) + "=" + encoded(pairs[2 * i + 1]))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
