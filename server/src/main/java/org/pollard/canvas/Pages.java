package org.pollard.canvas;

import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Gives a list answer what its page needs.
final class Pages {

  private Pages() {}

  /// The answer with its `Link` header.
  static <T> RestResponse<T> answer(PageLinks links, T body) {
    return RestResponse.ResponseBuilder.ok(body).header("Link", links.header()).build();
  }

  /// The `meta` of the JSON:API flavour; null when the client did not ask for it.
  static @Nullable Map<String, Object> meta(CanvasCall call, PageLinks links, String collection) {
    return call.jsonApi() ? links.meta(collection) : null;
  }
}
