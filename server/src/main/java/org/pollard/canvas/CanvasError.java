package org.pollard.canvas;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An answer that is not a success: status, a body for Jackson, and headers beyond the usual ones.
record CanvasError(int status, Object body, Map<String, String> headers) {

  CanvasError(int status, Object body) {
    this(status, body, Map.of());
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
