package org.pollard.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/// Problem details (RFC 9457), the form in which our own API and the pages refuse. Immutable.
///
/// @param title what is wrong, the same for every case of it
/// @param detail what is wrong in this case, for people
/// @param code for programs, and for pages, which say it in the reader's language; null where there
///   is nothing to tell apart
public record Problem(int status, String title, String detail, @Nullable String code) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String SOON = "1";

  /// What is sent.
  public byte[] bytes() {
    JsonObject body =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    if (code != null) {
      body.put("code", code);
    }
    return body.toBuffer().getBytes();
  }

  /// Answers with it, unless something else was answered already.
  public void answer(RoutingContext http) {
    var response = http.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    if (status == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (status == 503 && !response.headers().contains(HttpHeaders.RETRY_AFTER)) {
      response.putHeader(HttpHeaders.RETRY_AFTER, SOON);
    }
    var _ = response.end(Buffer.buffer(bytes()));
  }
}
