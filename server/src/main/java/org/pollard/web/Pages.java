package org.pollard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Sends the pages and what they are made of. Thread-safe.
///
/// Each file is read and compressed once. What carries a hash in its name is kept by browsers for
/// good; the pages themselves are asked for again each time, and not sent again when nothing
/// changed. Nothing else of the server is compressed.
@ApplicationScoped
class Pages {

  private static final int NOT_FOUND = 404;

  private static final String BUNDLE = "/static/bundle/";

  /// Only what we send ourselves, nothing from anybody else, framed by nobody. Styles of elements
  /// are set by scripts through the style sheet's own interface, which needs no permission.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  void register(@Observes Router router) {
    page(router, "/", "vote.html");
    page(router, "/j/:code", "vote.html");
    page(router, "/present/:course", "present.html");
    page(router, "/host", "host.html");
    page(router, "/host/", "host.html");
    page(router, "/host/rooms/*", "host.html");
    page(router, "/host/meetings", "host.html");
    page(router, "/host/account", "host.html");
    page(router, "/host/invited", "host.html");
    page(router, "/static/old-browser.js", "static/old-browser.js");
    router
        .route(BUNDLE + "*")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(-1)
        .handler(this::sendPart);
  }

  private void page(Router router, String path, String file) {
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(-1)
        .handler(http -> sendPage(http, file));
  }

  private void sendPage(RoutingContext http, String name) {
    head(http);
    send(http, name);
  }

  /// Says with a page that there is nothing under this address: the one where a code is typed,
  /// which says so by itself.
  void sendMissing(RoutingContext http) {
    PageFile file = file("vote.html");
    head(http);
    http.response().setStatusCode(NOT_FOUND);
    if (file == null) {
      var _ = http.response().end();
      return;
    }
    http.response().putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    var _ = http.response().end(file.plain());
  }

  private static void head(RoutingContext http) {
    http.response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
  }

  private void sendPart(RoutingContext http) {
    String name = http.normalizedPath().substring(1);
    http.response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
    send(http, name);
  }

  private void send(RoutingContext http, String name) {
    PageFile file = file(name);
    if (file == null) {
      http.response().headers().remove(HttpHeaders.CACHE_CONTROL);
      http.next();
      return;
    }
    HttpServerResponse response = http.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
        .putHeader(HttpHeaders.VARY, "Accept-Encoding")
        .putHeader(HttpHeaders.ETAG, file.tag());
    if (file.tag().equals(http.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      var _ = response.setStatusCode(304).end();
      return;
    }
    String accepted = http.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    boolean zipped = accepted != null && accepted.contains("gzip");
    if (zipped) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    var _ = response.end(zipped ? file.zipped() : file.plain());
  }

  /// Names that are no file are not remembered: there is no end of them.
  private @Nullable PageFile file(String name) {
    PageFile known = files.get(name);
    if (known == null) {
      known = PageFile.read(name);
      if (known != null) {
        files.put(name, known);
      }
    }
    return known;
  }
}
