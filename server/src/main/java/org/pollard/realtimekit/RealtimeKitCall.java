package org.pollard.realtimekit;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.people.Slice;

/// One authenticated request on this wire, as [RealtimeKitFacade] made it. Immutable.
///
/// @param contentType as it came; null when the request says nothing of it
/// @param body as it came; read when a resource asks for it, so that an unknown record is told
///   before an unreadable body
record RealtimeKitCall(
    RealtimeKitCaller caller, MultiMap query, @Nullable String contentType, Buffer body) {

  private static final String KEY = RealtimeKitCall.class.getName();

  /// The call behind a request that the edge has let in.
  ///
  /// @throws org.pollard.edge.NoCallerException when it has not
  static RealtimeKitCall of(RoutingContext http) {
    RealtimeKitCall call = http.get(KEY);
    Arrival.caller(http, RealtimeKitCaller.class);
    return Objects.requireNonNull(call);
  }

  void putInto(RoutingContext http) {
    http.put(KEY, this);
  }

  /// The fields of the body. Ends the call when it is no JSON object, or not declared as JSON.
  Given given() {
    return Given.read(contentType, body.getBytes());
  }

  /// A parameter of the query; null when it is not given or empty.
  @Nullable String parameter(String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /// The page of a list that is asked for.
  Slice page() {
    return Paging.read(parameter("page_no"), parameter("per_page"));
  }
}
