package org.pollard.edge.connection;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;

/// What a trusted proxy tells of a request in headers, cut down to the ones that a proxy has to set
/// here. The framework would hear more, which a proxy that does not know them hands on as its
/// client had sent them; and of several hosts it would take the first, which a client may have
/// claimed.
final class ForwardedHeaders {

  private static final List<String> UNHEARD =
      List.of("x-forwarded-ssl", "x-forwarded-port", "x-forwarded-prefix", "x-forwarded-server");

  private static final List<String> LAST_COUNTS = List.of("x-forwarded-host", "x-forwarded-proto");

  private ForwardedHeaders() {}

  static void cutDown(HttpHeaders headers) {
    UNHEARD.forEach(headers::remove);
    for (String name : LAST_COUNTS) {
      List<String> all = headers.getAll(name);
      if (!all.isEmpty()) {
        headers.set(name, last(all.getLast()));
      }
    }
  }

  static void cutDown(Http2Headers headers) {
    UNHEARD.forEach(headers::remove);
    for (String name : LAST_COUNTS) {
      List<CharSequence> all = headers.getAll(name);
      if (!all.isEmpty()) {
        headers.set(name, last(all.getLast().toString()));
      }
    }
  }

  /// The last of a list: what the nearest proxy has added to it.
  private static String last(String list) {
    return list.substring(list.lastIndexOf(',') + 1).strip();
  }
}
