package org.pollard.canvas;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An answer that is not a success: status, a body for Jackson, and headers beyond the usual ones.
record CanvasError(int status, Object body, Map<String, String> headers) {

  CanvasError(int status, Object body) {
    this(status, body, Map.of());
  }

  /// Answers with it, where nobody has answered yet.
  void answer(RoutingContext http) {
    HttpServerResponse response = http.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response.setStatusCode(status);
    CanvasJson.end(response, mediaType(), Buffer.buffer(bytes()), headers);
  }

  /// A text goes out as it is, everything else as JSON.
  byte[] bytes() {
    return body instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : CanvasJson.bytes(body);
  }

  String mediaType() {
    return body instanceof String ? "text/plain; charset=utf-8" : CanvasJson.MEDIA_TYPE;
  }
}
