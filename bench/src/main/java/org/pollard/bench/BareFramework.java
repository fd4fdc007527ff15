package org.pollard.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A program that reads every request whole and answers a small JSON text, with the framework that
/// the server is built on and nothing else: its limit on this machine. Prints where it listens.
final class BareFramework {

  private static final Buffer ANSWER = Buffer.buffer("{\"outcome\":\"counted\"}");

  private BareFramework() {}

  public static void main(String[] arguments) throws IOException {
    int port = freePort();
    int processors = Runtime.getRuntime().availableProcessors();
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(processors));
    var _ =
        vertx
            .deployVerticle(
                () -> new Answering(port), new DeploymentOptions().setInstances(processors))
            .onSuccess(_ -> System.out.println("ready at http://127.0.0.1:" + port));
  }

  /// Its instances share one port, which has to be known before.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class Answering extends AbstractVerticle {

    private final int port;

    Answering(int port) {
      this.port = port;
    }

    @Override
    public void start(Promise<Void> listening) {
      var _ =
          vertx
              .createHttpServer()
              .requestHandler(Answering::answer)
              .listen(port, "127.0.0.1")
              .<Void>mapEmpty()
              .onComplete(listening);
    }

    private static void answer(HttpServerRequest request) {
      var _ =
          request
              .body()
              .onSuccess(
                  _ ->
                      request.response().putHeader("Content-Type", "application/json").end(ANSWER));
    }
  }
}
