package org.pollard.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.NullMarked;
import org.pollard.edge.RightsPage.Row;

/// Makes the call of a row as some caller, with a body that is right. Confined to one thread.
@NullMarked
final class RightsCalls implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final RightsWorld world;
  private final RightsTargets targets;
  private final RightsBodies bodies;

  RightsCalls(RightsWorld world) {
    this.base = world.admin().base();
    this.world = world;
    this.targets = new RightsTargets(world);
    this.bodies = new RightsBodies(world, targets);
  }

  /// The status of the answer.
  int status(Row row, RightsCaller caller) throws IOException, InterruptedException {
    int status = row.template().equals("/ws") ? socket(caller) : plain(row, caller);
    if (status < 300) {
      targets.letIn(row);
    }
    return status;
  }

  private int plain(Row row, RightsCaller caller) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path(row, caller))).timeout(Duration.ofSeconds(60));
    world.headers(caller).forEach(request::header);
    if (!world.headers(caller).containsKey("Origin")) {
      request.header("Origin", base.toString());
    }
    if (row.template().equals("/q/metrics")) {
      // From elsewhere: whoever asks from this machine itself may read them.
      request.header("X-Forwarded-For", "198.51.100.7");
    }
    String body = bodies.of(row);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        row.method(),
        BodyPublishers.ofString(
            body, row.template().matches(".*/(logo|picture)") ? ISO_8859_1 : UTF_8));
    HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      if (!row.template().endsWith("/events")) {
        var _ = in.readAllBytes();
      }
    }
    return answer.statusCode();
  }

  /// A remote control says that it is one, everywhere.
  private String path(Row row, RightsCaller caller) {
    String path = targets.path(row);
    return switch (caller) {
      case REMOTE, OTHER_REMOTE -> path + (path.contains("?") ? "&" : "?") + "as=remote";
      default -> path;
    };
  }

  private int socket(RightsCaller caller) {
    URI uri =
        URI.create(
            "ws://%s/ws?roomID=%s&peerID=%s&authToken=%s"
                .formatted(
                    base.getAuthority(), world.meeting, UUID.randomUUID(), world.bearer(caller)));
    try {
      http.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
