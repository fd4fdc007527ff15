package org.pollard.realtimekit.socket;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/// How web sockets are served, on either port.
@ApplicationScoped
class SocketSettings implements HttpServerOptionsCustomizer {

  /// A poll of the greatest length in the widest characters fits; browsers may send it in one
  /// frame.
  static final int LARGEST_MESSAGE = 256 * 1024;

  private static final int SECONDS_TO_CLOSE = 5;

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    customize(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    customize(options);
  }

  /// Without compression: it would be done anew for every recipient of the same bytes, cost each
  /// connection more memory than all the rest, and let a small message become a large one.
  private static void customize(HttpServerOptions options) {
    options
        .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
        .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setWebSocketClosingTimeout(SECONDS_TO_CLOSE);
  }
}
