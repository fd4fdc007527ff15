package org.pollard.edge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import java.util.UUID;

/// Requests of HTTP/2 that may be paused and resumed after they were read, too. Resources pause
/// each request that they get, which one of HTTP/1 takes and one of HTTP/2 answers with an
/// exception. Thread-safe.
final class RereadableRequests {

  /// The router wraps what it is given, so that a type would not be seen any more. Nobody else
  /// knows the value.
  private static final String MARK = "pollard-rereadable";

  private final String value = UUID.randomUUID().toString();

  /// Whether it is one, also on its way to another path.
  boolean is(HttpServerRequest request) {
    return value.equals(request.getHeader(MARK));
  }

  HttpServerRequest of(HttpServerRequest request) {
    request.headers().set(MARK, value);
    return new Rereadable((HttpServerRequestInternal) request);
  }

  private static final class Rereadable extends HttpServerRequestWrapper {

    Rereadable(HttpServerRequestInternal request) {
      super(request);
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
