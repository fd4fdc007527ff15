package org.pollard.server;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.KeptBytes;

/// `GET /q/openapi`: the description of the API, as YAML or, with `?format=json` or an `Accept`
/// that says so, as JSON. Like the framework's own answer, which copies the document for each
/// request.
@ApplicationScoped
class ApiDocument {

  private final OpenApiDocumentService service;
  private @Nullable Buffer yaml;
  private @Nullable Buffer json;

  ApiDocument(OpenApiDocumentService service) {
    this.service = service;
  }

  void register(@Observes Router router) {
    router.get("/q/openapi").order(Integer.MIN_VALUE + 1).handler(this::answer);
  }

  void prepare(@Observes StartupEvent event) {
    yaml = read(Format.YAML);
    json = read(Format.JSON);
  }

  private Buffer read(Format format) {
    return KeptBytes.of(service.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, format));
  }

  private void answer(RoutingContext http) {
    HttpServerRequest request = http.request();
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    String format = request.getParam("format");
    boolean wantsJson =
        format == null
            ? accept != null && accept.contains("application/json")
            : format.equalsIgnoreCase("json");
    Buffer document = wantsJson ? json : yaml;
    if (document == null) {
      http.next();
      return;
    }
    var _ =
        http.response()
            .putHeader(
                HttpHeaders.CONTENT_TYPE,
                (wantsJson ? "application/json" : "application/yaml") + ";charset=UTF-8")
            .putHeader(HttpHeaders.VARY, "Accept")
            .end(document);
  }
}
