package org.pollard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pollard.course.FrameOrigin;
import org.pollard.edge.Edge;
import org.pollard.edge.Hop;

/// Sends the pages and what they are made of. Thread-safe.
///
/// Each file is read and compressed once. What carries a hash in its name is kept by browsers for
/// good; the pages themselves are asked for again each time, and not sent again when nothing
/// changed. Nothing else of the server is compressed.
@ApplicationScoped
class Pages {

  private static final int NOT_FOUND = 404;

  private static final String BUNDLE = "/static/bundle/";

  /// Only what we send ourselves, nothing from anybody else, framed by nobody but whom a room
  /// allows. Styles of elements are set by scripts through the style sheet's own interface, which
  /// needs no permission.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  private final RoomFrames frames;

  Pages(RoomFrames frames) {
    this.frames = frames;
  }

  void register(@Observes Router router) {
    page(router, "/", "vote.html");
    framed(router, "/j/:code", "vote.html", frames::ofCode);
    framed(router, "/present/:course", "present.html", frames::ofCourse);
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

  /// A page that a room may have others show in a frame: only under an address that says so, so
  /// that nobody else waits for it.
  private void framed(
      Router router,
      String path,
      String file,
      BiFunction<String, String, CompletableFuture<List<FrameOrigin>>> allowed) {
    String variable = path.substring(path.indexOf(':') + 1);
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(-1)
        .handler(
            http -> {
              String key = http.queryParams().get("frame");
              String room = http.pathParam(variable);
              if (key == null || room == null) {
                sendPage(http, file);
                return;
              }
              Hop.then(
                  http,
                  allowed.apply(room, key),
                  origins -> {
                    head(http, origins);
                    send(http, file);
                  });
            });
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
    head(http, List.of());
    send(http, name);
  }

  /// Says with a page that there is nothing under this address: the one where a code is typed,
  /// which says so by itself.
  void sendMissing(RoutingContext http) {
    PageFile file = file("vote.html");
    head(http, List.of());
    http.response().setStatusCode(NOT_FOUND);
    if (file == null) {
      var _ = http.response().end();
      return;
    }
    http.response().putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    var _ = http.response().end(file.plain());
  }

  /// @param frames whose pages may show this one in a frame
  private static void head(RoutingContext http, List<FrameOrigin> frames) {
    String ancestors = frames.stream().map(FrameOrigin::text).collect(Collectors.joining(" "));
    http.response()
        .putHeader("Content-Security-Policy", POLICY + (frames.isEmpty() ? "'none'" : ancestors))
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    // Without TLS browsers do not heed it, and complain of it.
    if (Edge.isSecure(http.request())) {
      http.response().putHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
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
