package org.pollard.edge;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The answer to HEAD over HTTP/2: its head, and nothing of a body (RFC 9110, 9.3.2). Vert.x sees
/// to that over HTTP/1 only, and a client that is sent a body all the same breaks the connection
/// off. Confined to the event loop of the response.
final class HeadOnly extends AbstractResponseWrapper {

  private final HttpServerResponse response;

  HeadOnly(HttpServerResponse response) {
    super(response);
    this.response = response;
  }

  /// How long the whole body would be, where nothing of it went out before. Whoever ends with
  /// nothing knows of the HEAD, and has not said how long that is.
  private HttpServerResponse announced(long length) {
    if (length > 0
        && !response.headWritten()
        && !response.isChunked()
        && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    }
    return response;
  }

  private HttpServerResponse announced(String body, String encoding) {
    return announced(body.getBytes(Charset.forName(encoding)).length);
  }

  @Override
  public Future<Void> end(Buffer body) {
    return announced(body.length()).end();
  }

  @Override
  public void end(Buffer body, Handler<AsyncResult<Void>> done) {
    announced(body.length()).end(done);
  }

  @Override
  public Future<Void> end(String body) {
    return end(body, StandardCharsets.UTF_8.name());
  }

  @Override
  public void end(String body, Handler<AsyncResult<Void>> done) {
    end(body, StandardCharsets.UTF_8.name(), done);
  }

  @Override
  public Future<Void> end(String body, String encoding) {
    return announced(body, encoding).end();
  }

  @Override
  public void end(String body, String encoding, Handler<AsyncResult<Void>> done) {
    announced(body, encoding).end(done);
  }

  @Override
  public Future<Void> send(Buffer body) {
    return end(body);
  }

  @Override
  public void send(Buffer body, Handler<AsyncResult<Void>> done) {
    end(body, done);
  }

  @Override
  public Future<Void> send(String body) {
    return end(body);
  }

  @Override
  public void send(String body, Handler<AsyncResult<Void>> done) {
    end(body, done);
  }

  @Override
  public Future<Void> write(Buffer part) {
    return Future.succeededFuture();
  }

  @Override
  public void write(Buffer part, Handler<AsyncResult<Void>> done) {
    done.handle(Future.succeededFuture());
  }

  @Override
  public Future<Void> write(String part) {
    return Future.succeededFuture();
  }

  @Override
  public void write(String part, Handler<AsyncResult<Void>> done) {
    done.handle(Future.succeededFuture());
  }

  @Override
  public Future<Void> write(String part, String encoding) {
    return Future.succeededFuture();
  }

  @Override
  public void write(String part, String encoding, Handler<AsyncResult<Void>> done) {
    done.handle(Future.succeededFuture());
  }
}
