package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.MeetingStore.MeetingFilter;
import org.pollard.meeting.Meetings;
import org.pollard.meeting.NewMeeting;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// The meetings of an app.
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/meetings")
@RunOnVirtualThread
@Tag(name = "RealtimeKit meetings")
public class MeetingsResource {

  private final Meetings meetings;
  private final MeetingStore store;
  private final RealtimeKitLookup lookup;

  MeetingsResource(Meetings meetings, MeetingStore store, RealtimeKitLookup lookup) {
    this.meetings = meetings;
    this.store = store;
    this.lookup = lookup;
  }

  @GET
  @Operation(summary = "List the meetings of an app, newest first")
  @Extension(name = "x-kit-list", value = "search,status,start_time,end_time")
  public Success<List<MeetingWire>> index(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId) {
    RealtimeKitCall call = RealtimeKitCall.of(http);
    App app = lookup.app(account, appId);
    Slice page = call.page();
    Listing<Meeting> found =
        store.meetings(
            new MeetingFilter(
                app.id(),
                call.parameter("search"),
                active(call.parameter("status")),
                Parameters.time("start_time", call.parameter("start_time")),
                Parameters.time("end_time", call.parameter("end_time"))),
            page);
    return Success.page(page, found, MeetingWire::inList);
  }

  private static @Nullable Boolean active(@Nullable String status) {
    return switch (status) {
      case null -> null;
      case "ACTIVE" -> true;
      case "INACTIVE" -> false;
      case String _ ->
          throw new Refusal(RealtimeKitErrors.invalid("status must be ACTIVE or INACTIVE."));
    };
  }

  @POST
  @ResponseStatus(201)
  @Operation(summary = "Make a meeting")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = MeetingWire.Request.class)))
  public Success<MeetingWire> create(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId) {
    App app = lookup.app(account, appId);
    MeetingFields fields = MeetingFields.defaults().with(RealtimeKitCall.of(http).given(), false);
    return Success.of(
        MeetingWire.of(
            meetings.create(
                new NewMeeting(
                    app.id(),
                    fields.title(),
                    fields.keepAlive(),
                    RealtimeKitJson.stored(fields.settings())))));
  }

  @GET
  @Path("/{meeting_id}")
  @Operation(summary = "Get a meeting")
  public Success<MeetingWire> show(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String id) {
    return Success.of(MeetingWire.of(lookup.meeting(lookup.app(account, appId), id)));
  }

  @PATCH
  @Path("/{meeting_id}")
  @Operation(summary = "Change a meeting; what is not given stays")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = MeetingWire.Request.class)))
  public Success<MeetingWire> update(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String id) {
    Meeting before = lookup.meeting(lookup.app(account, appId), id);
    MeetingFields fields =
        new MeetingFields(
                before.title(),
                before.active(),
                before.keepAlive(),
                RealtimeKitJson.stored(before.settings()))
            .with(RealtimeKitCall.of(http).given(), true);
    return changed(before, fields, fields.active());
  }

  @PUT
  @Path("/{meeting_id}")
  @Operation(summary = "Replace a meeting; what is not given gets its default, the status stays")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = MeetingWire.Request.class)))
  public Success<MeetingWire> replace(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String id) {
    Meeting before = lookup.meeting(lookup.app(account, appId), id);
    MeetingFields fields = MeetingFields.defaults().with(RealtimeKitCall.of(http).given(), false);
    return changed(before, fields, before.active());
  }

  private Success<MeetingWire> changed(Meeting before, MeetingFields fields, boolean active) {
    Meeting wanted =
        new Meeting(
            before.id(),
            before.app(),
            fields.title(),
            active,
            fields.keepAlive(),
            RealtimeKitJson.stored(fields.settings()),
            before.createdAt(),
            before.updatedAt());
    return Success.of(
        MeetingWire.of(
            meetings.change(wanted).orElseThrow(() -> RealtimeKitLookup.notFound("Meeting"))));
  }

  @POST
  @Path("/{meeting_id}/livestreams")
  @Operation(hidden = true)
  public Success<Void> startLivestream(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String id) {
    Meeting _ = lookup.meeting(lookup.app(account, appId), id);
    throw LivestreamsResource.notDone();
  }

  @GET
  @Path("/{meeting_id}/active-livestream")
  @Operation(hidden = true)
  public Success<Void> activeLivestream(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String id) {
    throw noLivestream(lookup.meeting(lookup.app(account, appId), id));
  }

  @POST
  @Path("/{meeting_id}/active-livestream/stop")
  @Operation(hidden = true)
  public Success<Void> stopLivestream(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String id) {
    throw noLivestream(lookup.meeting(lookup.app(account, appId), id));
  }

  @GET
  @Path("/{meeting_id}/livestream")
  @Operation(hidden = true)
  public Success<Void> livestream(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String id) {
    throw noLivestream(lookup.meeting(lookup.app(account, appId), id));
  }

  private static Refusal noLivestream(Meeting meeting) {
    return new Refusal(RealtimeKitErrors.noActive("livestream", meeting.id()));
  }
}
