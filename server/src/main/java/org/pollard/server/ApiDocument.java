package org.pollard.server;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.KeptBytes;

/// `GET /q/openapi`: the description of the API, as YAML or, with `?format=json` or an `Accept`
/// that says so, as JSON. It is what the build has written, read when somebody asks for it and
/// kept; the framework copies it for each answer. Thread-safe.
@ApplicationScoped
class ApiDocument {

  private final Map<String, Buffer> kept = new ConcurrentHashMap<>();

  /// Keeps the framework from parsing at each start what the build has written, only to write it
  /// again: it looks for the file and finds none. To be called before it starts.
  static void hideFromFramework() {
    OpenApiConstants.classLoader =
        new ClassLoader(Thread.currentThread().getContextClassLoader()) {
          @Override
          public @Nullable InputStream getResourceAsStream(String name) {
            return name.startsWith(OpenApiConstants.BASE_NAME)
                ? null
                : super.getResourceAsStream(name);
          }
        };
  }

  void register(@Observes Router router) {
    router.get("/q/openapi").order(Integer.MIN_VALUE + 1).handler(this::answer);
  }

  private void answer(RoutingContext http) {
    HttpServerRequest request = http.request();
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    String format = request.getParam("format");
    boolean wantsJson =
        format == null
            ? accept != null && accept.contains("application/json")
            : format.equalsIgnoreCase("json");
    http.response()
        .putHeader(
            HttpHeaders.CONTENT_TYPE,
            (wantsJson ? "application/json" : "application/yaml") + ";charset=UTF-8")
        .putHeader(HttpHeaders.VARY, "Accept");
    String file = OpenApiConstants.BASE_NAME + (wantsJson ? ".JSON" : ".YAML");
    Buffer document = kept.get(file);
    if (document != null) {
      var _ = http.end(document);
      return;
    }
    var _ =
        http.vertx()
            .executeBlocking(() -> kept.computeIfAbsent(file, ApiDocument::read))
            .onSuccess(http::end)
            .onFailure(http::fail);
  }

  private static Buffer read(String file) {
    try (InputStream bytes =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IllegalStateException("the build has written no " + file);
      }
      return KeptBytes.of(bytes.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
