package org.pollard.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;

/// The page on which the RealtimeKit client can be tried, served where `bin/serve --demo` says that
/// the examples are. It is built by tools of its own, so it may not be there yet.
@ApplicationScoped
class ExamplePage {

  static final String PATH = "/examples/realtimekit/";

  private static final String FOLDER = "pollard.examples";

  static boolean isServed() {
    return System.getProperty(FOLDER) != null;
  }

  void register(@Observes Router router) {
    String examples = System.getProperty(FOLDER);
    if (examples == null) {
      return;
    }
    Path folder = Path.of(examples, "realtimekit", "dist").toAbsolutePath().normalize();
    StaticHandler files =
        StaticHandler.create(FileSystemAccess.ROOT, folder.toString()).setCachingEnabled(false);
    router.get(PATH + "*").handler(http -> serve(http, folder, files));
  }

  private static void serve(RoutingContext http, Path folder, StaticHandler files) {
    http.request().resume();
    if (Files.exists(folder.resolve("index.html"))) {
      files.handle(http);
      return;
    }
    var _ =
        http.response()
            .setStatusCode(404)
            .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
            .end("Build the page first: examples/realtimekit/README.md tells how\n");
  }
}
