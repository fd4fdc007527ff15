package org.pollard.server;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;

/// Names the requests in the metrics by the template of their route and never by what a caller
/// wrote, neither path nor method: paths hold ids, and a stranger could make up as many of both as
/// the memory holds.
///
/// The framework's own names are switched off (`match-patterns` in application.properties), since
/// what this class says comes too late for a request that was broken off; such a one is `other`.
@Singleton
class RouteTags implements HttpServerMetricsTagsContributor {

  private static final String OTHER = "other";
  private static final String REQUESTS = "http.server.requests";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @Override
  public Tags contribute(Context context) {
    String method = context.request().method().name();
    return Tags.of("uri", template(context), "method", METHODS.contains(method) ? method : OTHER);
  }

  private static String template(Context context) {
    @Nullable String template = context.requestContextLocalData(Arrival.TEMPLATE);
    return template == null ? OTHER : template;
  }

  /// Leaves out requests that were broken off before they had an answer and whose method was made
  /// up, since of those every single one would be remembered by its method.
  @Produces
  @Singleton
  MeterFilter knownMethods() {
    return new MeterFilter() {
      @Override
      public MeterFilterReply accept(Meter.Id id) {
        String method = id.getName().equals(REQUESTS) ? id.getTag("method") : null;
        return method == null || method.equals(OTHER) || METHODS.contains(method)
            ? MeterFilterReply.NEUTRAL
            : MeterFilterReply.DENY;
      }
    };
  }
}
