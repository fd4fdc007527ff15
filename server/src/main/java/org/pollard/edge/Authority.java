package org.pollard.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sees to it that a request names one host, and that this is the one that everybody behind the
/// edge finds in the header `Host`: HTTP/2 names it beside the headers, and a target that is a
/// whole URL names it once more.
final class Authority {

  private static final Refused ONE_HOST = new Refused.Malformed("One header Host is needed");

  private Authority() {}

  /// Null when it is well; then the header is there, unless the request is of HTTP/1.0.
  static @Nullable Refused judge(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    String uri = String.valueOf(request.uri());
    if (request.version() == HttpVersion.HTTP_2) {
      HostAndPort named = request.authority();
      if (!uri.startsWith("/") || hosts.size() > 1 || (named == null && hosts.isEmpty())) {
        return ONE_HOST;
      }
      if (hosts.isEmpty() && named != null) {
        request.headers().set(HttpHeaders.HOST, named.toString());
      }
      return null;
    }
    if (hosts.size() > 1 || (hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1)) {
      return ONE_HOST;
    }
    boolean agrees = uri.startsWith("/") || hosts.isEmpty() || names(uri, hosts.getFirst());
    return agrees ? null : ONE_HOST;
  }

  /// Whether a whole URL is one of this host.
  private static boolean names(String uri, String host) {
    try {
      return host.equalsIgnoreCase(new URI(uri).getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
