package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/// Recordings: nothing is recorded here. Programs that look for some find none, and who would make
/// one is told.
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/recordings")
@RunOnVirtualThread
@Tag(name = "RealtimeKit recordings")
public class RecordingsResource {

  private final RealtimeKitLookup lookup;

  RecordingsResource(RealtimeKitLookup lookup) {
    this.lookup = lookup;
  }

  @GET
  @Operation(summary = "List the recordings of an app: there are none")
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
  public Success<Void> start(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    throw notDone(lookup.app(account, appId));
  }

  @POST
  @Path("/track")
  @Operation(hidden = true)
  public Success<Void> startTrack(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    throw notDone(lookup.app(account, appId));
  }

  private static Refusal notDone(App app) {
    return new Refusal(
        RealtimeKitErrors.notDone(
            "Meetings of app "
                + app.id().value()
                + " cannot be recorded: "
                + "there are polls here and no media."));
  }

  @GET
  @Path("/active-recording/{meeting_id}")
  @Operation(hidden = true)
  public Success<Void> active(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId) {
    throw new Refusal(
        RealtimeKitErrors.noActive(
            "recording", lookup.meeting(lookup.app(account, appId), meetingId).id()));
  }

  @GET
  @Path("/{recording_id}")
  @Operation(hidden = true)
  public Success<Void> show(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    App _ = lookup.app(account, appId);
    throw RealtimeKitLookup.notFound("Recording");
  }

  @PUT
  @Path("/{recording_id}")
  @Operation(hidden = true)
  public Success<Void> change(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    App _ = lookup.app(account, appId);
    throw RealtimeKitLookup.notFound("Recording");
  }
}
