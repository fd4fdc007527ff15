package org.pollard.web;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Under which address people reach the pages. Immutable.
///
/// @param publicUrl what the operator fixed; null: as the request says
public record PageBase(@Nullable String publicUrl) {

  /// Such as `https://polls.example.org`, without a slash at the end.
  String of(HttpServerRequest request) {
    return publicUrl != null ? publicUrl : request.scheme() + "://" + request.authority();
  }
}
