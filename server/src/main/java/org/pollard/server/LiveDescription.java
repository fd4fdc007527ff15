package org.pollard.server;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Paths;

/// Describes the `/live` routes, which the framework cannot see since they are no resources.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public final class LiveDescription implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Paths paths = api.getPaths();
    SessionDescription.addTo(paths);
    PollDescription.addTo(paths);
    WatchingDescription.addTo(paths);
    WebhookDescription.addTo(paths);
  }
}
