package org.pollard.realtimekit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer that refuses: status, body and headers. Made by [RealtimeKitErrors] only.
record RealtimeKitError(
    int status, Map<String, @Nullable Object> body, Map<String, String> headers) {

  RealtimeKitError(int status, Map<String, @Nullable Object> body) {
    this(status, body, Map.of());
  }
}
