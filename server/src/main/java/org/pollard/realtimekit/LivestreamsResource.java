package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.pollard.meeting.App;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// Livestreams: there are none here. Programs that look for some find none, and who would make one
/// is told. Those of a meeting are in [MeetingsResource].
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/livestreams")
@RunOnVirtualThread
@Tag(name = "RealtimeKit livestreams")
public class LivestreamsResource {

  private final RealtimeKitLookup lookup;

  LivestreamsResource(RealtimeKitLookup lookup) {
    this.lookup = lookup;
  }

  @GET
  @Operation(summary = "List the livestreams of an app: there are none")
  @Extension(name = "x-kit-list", value = "")
  public Success<List<Map<String, String>>> index(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId) {
    App _ = lookup.app(account, appId);
    Slice page = RealtimeKitCall.of(http).page();
    return Success.of(List.of(), PagingWire.of(page, new Listing<>(List.of(), 0)));
  }

  @POST
  @Operation(hidden = true)
  public Success<Void> create(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    App _ = lookup.app(account, appId);
    throw notDone();
  }

  static Refusal notDone() {
    return new Refusal(
        RealtimeKitErrors.notDone("Nothing can be streamed: there are polls here and no media."));
  }

  @GET
  @Path("/{livestream_id}")
  @Operation(hidden = true)
  public Success<Void> show(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    throw unknown(account, appId);
  }

  @GET
  @Path("/{livestream_id}/active-livestream-session")
  @Operation(hidden = true)
  public Success<Void> active(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    throw unknown(account, appId);
  }

  @GET
  @Path("/sessions/{livestream_session_id}")
  @Operation(hidden = true)
  public Success<Void> session(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    throw unknown(account, appId);
  }

  private Refusal unknown(String account, String appId) {
    App _ = lookup.app(account, appId);
    return RealtimeKitLookup.notFound("Livestream");
  }
}
