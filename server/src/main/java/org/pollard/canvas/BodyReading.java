package org.pollard.canvas;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads a body, within bounds of size and time. On the event loop.
final class BodyReading {

  /// What a body may have at most, in bytes.
  private static final int LARGEST = 1 << 20;

  private static final Duration SLOWEST = Duration.ofSeconds(30);
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int MOST_LENGTH_DIGITS = 18;

  private BodyReading() {}

  /// Tells one of the two, once. After an error the connection is closed, a little later: closed at
  /// once under a client that still sends, it would take the answer along.
  static void read(RoutingContext http, Consumer<Buffer> whole, Consumer<CanvasError> refused) {
    HttpServerRequest request = http.request();
    Consumer<CanvasError> closing =
        error -> {
          request.handler(_ -> {});
          http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
          refused.accept(error);
          http.vertx().setTimer(LINGER.toMillis(), _ -> request.connection().close());
        };
    if (announcesTooMuch(request)) {
      request.resume();
      closing.accept(CanvasErrors.tooLarge(LARGEST));
      return;
    }
    String coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("chunked")) {
      // Where such a body ends is anybody's guess, so the connection cannot be used further.
      closing.accept(CanvasErrors.badRequest("Only the transfer coding chunked is understood"));
      return;
    }
    if (request.isEnded() || !mayHaveBody(request)) {
      request.resume();
      whole.accept(Buffer.buffer());
      return;
    }
    Buffer body = Buffer.buffer();
    long timer =
        http.vertx()
            .setTimer(
                SLOWEST.toMillis(),
                _ -> closing.accept(CanvasErrors.badRequest("The body did not arrive in time.")));
    request.handler(
        part -> {
          if (body.length() + part.length() > LARGEST) {
            http.vertx().cancelTimer(timer);
            closing.accept(CanvasErrors.tooLarge(LARGEST));
          } else {
            body.appendBuffer(part);
          }
        });
    request.exceptionHandler(_ -> http.vertx().cancelTimer(timer));
    request.endHandler(
        _ -> {
          http.vertx().cancelTimer(timer);
          if (!http.response().ended()) {
            whole.accept(body);
          }
        });
    request.resume();
  }

  private static boolean announcesTooMuch(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || !DIGITS.matcher(length).matches()) {
      return false;
    }
    return length.length() > MOST_LENGTH_DIGITS || Long.parseLong(length) > LARGEST;
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    return request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }
}
