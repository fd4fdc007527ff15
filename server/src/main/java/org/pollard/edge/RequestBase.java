package org.pollard.edge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Cookies;

/// Scheme and authority for absolute links. Immutable. The framework has applied the forwarding
/// headers of trusted proxies already when the request arrives here.
///
/// @param publicUrl what the operator fixed; null: as the request says
public record RequestBase(@Nullable String publicUrl) {

  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.\\-_\\[\\]:]{1,255}");

  public RequestBase {
    publicUrl =
        publicUrl != null && publicUrl.endsWith("/")
            ? publicUrl.substring(0, publicUrl.length() - 1)
            : publicUrl;
  }

  /// The origin of our own pages as browsers name it, where the operator has fixed it; null: not
  /// known. A public URL has no path.
  @Nullable String publicOrigin() {
    return publicUrl;
  }

  /// Whether a request that changes something comes from a page of ours.
  public boolean isOwnPage(HttpServerRequest request) {
    return Cookies.count(
        request.method().name(),
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Origin"),
        request.getHeader("Host"),
        publicUrl);
  }

  /// Such as `http://host:8080`, without a slash at the end.
  public String of(HttpServerRequest request) {
    if (publicUrl != null) {
      return publicUrl;
    }
    String scheme = Edge.isSecure(request) ? "https" : "http";
    @Nullable HostAndPort authority = request.authority();
    String host = authority == null ? "" : authority.toString();
    if (!AUTHORITY.matcher(host).matches()) {
      // Without a usable Host header the address that was connected to is the best that can be
      // said.
      var local = request.localAddress();
      host = local == null ? "localhost" : local.hostAddress() + ":" + local.port();
    }
    return scheme + "://" + host;
  }
}
