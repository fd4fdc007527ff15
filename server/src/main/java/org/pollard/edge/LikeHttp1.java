package org.pollard.edge;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import java.util.UUID;

/// Requests of HTTP/2 that behave as those of HTTP/1 do: they may be paused and resumed after they
/// were read, too, as resources do with each, and what answers HEAD is a head. Thread-safe.
final class LikeHttp1 {

  /// The router wraps what it is given, so that a type would not be seen any more. Nobody else
  /// knows the value.
  private static final String MARK = "pollard-like-http1";

  private final String value = UUID.randomUUID().toString();

  /// Whether it is one, also on its way to another path.
  boolean is(HttpServerRequest request) {
    return value.equals(request.getHeader(MARK));
  }

  HttpServerRequest of(HttpServerRequest request) {
    request.headers().set(MARK, value);
    return new Request((HttpServerRequestInternal) request);
  }

  private static final class Request extends HttpServerRequestWrapper {

    private final HttpServerResponse response;

    Request(HttpServerRequestInternal request) {
      super(request);
      HttpServerResponse whole = super.response();
      response = request.method().equals(HttpMethod.HEAD) ? new HeadOnly(whole) : whole;
    }

    @Override
    public HttpServerResponse response() {
      return response;
    }

    @Override
    public HttpServerRequest pause() {
      return isEnded() ? this : super.pause();
    }

    @Override
    public HttpServerRequest resume() {
      return isEnded() ? this : super.resume();
    }

    @Override
    public HttpServerRequest fetch(long amount) {
      return isEnded() ? this : super.fetch(amount);
    }
  }
}
