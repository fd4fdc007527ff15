package org.pollard.canvas;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// In which form ids go out. Immutable.
///
/// @param strings always as strings, as Canvas itself sends those of polling; else only where a
///   client asks for them, and as numbers where it does not, as Canvas's published examples have
///   them
public record IdForm(boolean strings) {

  private static final String WANTED = "application/json+canvas-string-ids";

  /// Whether the ids of this answer go out as strings.
  boolean areStrings(HttpServerRequest request) {
    if (strings) {
      return true;
    }
    @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains(WANTED);
  }
}
