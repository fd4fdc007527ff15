package org.pollard.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.RequestBase;

/// Tells requests of our own pages, whose cookies count, from those of others, so that nobody else
/// has a browser sign in or join. A proxy that hands on a request under another host makes ours
/// look like others', and cookies that never count make guests without end: so it is said what is
/// wrong. Thread-safe.
@ApplicationScoped
class OwnPages {

  private static final int LONGEST = 200;

  private final RequestBase base;

  OwnPages(RequestBase base) {
    this.base = base;
  }

  /// Refuses whatever is not known to come from a page of ours.
  void refuseOthers(HttpServerRequest request) {
    if (!base.isOwnPage(request)) {
      throw refusal(request);
    }
  }

  /// Refuses what a browser says to come from another page; programs say nothing of the kind.
  void refuseForeign(HttpServerRequest request) {
    boolean isBrowser =
        request.getHeader("Origin") != null || request.getHeader("Sec-Fetch-Site") != null;
    if (isBrowser) {
      refuseOthers(request);
    }
  }

  private static WebProblem.Refusal refusal(HttpServerRequest request) {
    String origin = shown(request.getHeader("Origin"));
    return WebProblem.OTHER_ORIGIN.refusal(
        "This call is for the pages of this server. The browser says that its page is of "
            + origin
            + ", and this server was asked as "
            + shown(request.getHeader("Host"))
            + ". Where a proxy is between them, have it pass on the header Host with its port"
            + " (in nginx: proxy_set_header Host $http_host), or set POLLARD_PUBLIC_URL to the"
            + " address that people open.");
  }

  private static String shown(@Nullable String header) {
    if (header == null) {
      return "an address that it does not tell";
    }
    String plain = header.replaceAll("[^\\x21-\\x7e]", "");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
  }
}
