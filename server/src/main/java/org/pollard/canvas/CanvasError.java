package org.pollard.canvas;

import java.util.Map;

/// An answer that is not a success: status, a body for Jackson, and headers beyond the usual ones.
record CanvasError(int status, Object body, Map<String, String> headers) {

  CanvasError(int status, Object body) {
    this(status, body, Map.of());
  }
}
