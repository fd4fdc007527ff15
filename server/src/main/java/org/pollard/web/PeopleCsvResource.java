package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The people of a room as CSV, for those who run it.
@Path("/web/rooms/{course}/people.csv")
@RunOnVirtualThread
public class PeopleCsvResource {

  private final HostedRooms hosted;
  private final PeopleFiles files;

  PeopleCsvResource(HostedRooms hosted, PeopleFiles files) {
    this.hosted = hosted;
    this.files = files;
  }

  @GET
  @Produces("text/csv")
  @Operation(hidden = true)
  public Response csv(
      @Context RoutingContext http,
      @PathParam("course") String id,
      @QueryParam("language") @Nullable String language) {
    return files.answer(http, hosted.room(http, id), language, PeopleFiles.Kind.CSV);
  }
}
