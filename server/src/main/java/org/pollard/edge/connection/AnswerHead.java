package org.pollard.edge.connection;

import io.netty.handler.codec.http.HttpHeaders;

/// What stands in the head of every answer.
public final class AnswerHead {

  /// The header that forbids to take an answer for something else than it says it is.
  public static final CharSequence CONTENT_TYPE_OPTIONS =
      io.vertx.core.http.HttpHeaders.createOptimized("X-Content-Type-Options");

  /// Its one value.
  public static final CharSequence NOSNIFF =
      io.vertx.core.http.HttpHeaders.createOptimized("nosniff");

  /// The header by which a browser comes by TLS from now on (RFC 6797).
  public static final CharSequence TRANSPORT_SECURITY =
      io.vertx.core.http.HttpHeaders.createOptimized("Strict-Transport-Security");

  /// For a year.
  public static final CharSequence HSTS =
      io.vertx.core.http.HttpHeaders.createOptimized("max-age=31536000");

  private AnswerHead() {}

  /// Adds it to the answer to what could not be parsed, which has been given before anybody was
  /// asked.
  static void complete(HttpHeaders headers, boolean overTls) {
    if (!headers.contains(CONTENT_TYPE_OPTIONS)) {
      headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
      if (overTls) {
        headers.set(TRANSPORT_SECURITY, HSTS);
      }
    }
  }
}
