package org.pollard.server;

import org.jspecify.annotations.Nullable;

/// In whose words is answered what no resource has answered.
enum Words {
  CANVAS,
  REALTIMEKIT,
  OUR_OWN;

  /// @param path null where it could not be read
  static Words of(@Nullable String path) {
    if (path != null && path.startsWith("/api/v1")) {
      return CANVAS;
    }
    return path != null && (path.startsWith("/client/v4") || path.startsWith("/v2"))
        ? REALTIMEKIT
        : OUR_OWN;
  }
}
