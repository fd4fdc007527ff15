package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
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
import org.pollard.edge.Witness;
import org.pollard.meeting.App;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Meetings;
import org.pollard.meeting.NewPreset;
import org.pollard.meeting.Preset;
import org.pollard.meeting.PresetOutcome;
import org.pollard.people.AuditEvent;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// The presets of an app.
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/presets")
@RunOnVirtualThread
@Tag(name = "RealtimeKit presets")
public class PresetsResource {

  private final Meetings meetings;
  private final MeetingStore store;
  private final RealtimeKitLookup lookup;

  private final Witness witness;

  PresetsResource(
      Meetings meetings, MeetingStore store, RealtimeKitLookup lookup, Witness witness) {
    this.witness = witness;
    this.meetings = meetings;
    this.store = store;
    this.lookup = lookup;
  }

  @GET
  @Operation(summary = "List the presets of an app, newest first")
  @Extension(name = "x-kit-list", value = "search")
  public Success<List<PresetWire>> index(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId) {
    RealtimeKitCall call = RealtimeKitCall.of(http);
    App app = lookup.app(account, appId);
    Slice page = call.page();
    Listing<Preset> found = store.presets(app.id(), call.parameter("search"), page);
    return Success.page(page, found, PresetWire::inList);
  }

  @POST
  @ResponseStatus(201)
  @Operation(summary = "Make a preset")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PresetWire.Request.class)))
  public Success<PresetWire> create(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId) {
    App app = lookup.app(account, appId);
    PresetFields fields = PresetFields.whole(RealtimeKitCall.of(http).given());
    return answer(
        meetings.create(
            new NewPreset(
                app.id(),
                fields.name(),
                fields.permissions(),
                RealtimeKitJson.stored(fields.document()))));
  }

  @GET
  @Path("/{preset_id}")
  @Operation(summary = "Get a preset")
  public Success<PresetWire> show(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("preset_id") String id) {
    return Success.of(PresetWire.of(lookup.preset(lookup.app(account, appId), id)));
  }

  @PATCH
  @Path("/{preset_id}")
  @Operation(summary = "Change a preset; what is not given stays, in depth")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PresetWire.Request.class)))
  public Success<PresetWire> update(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("preset_id") String id) {
    Preset before = lookup.preset(lookup.app(account, appId), id);
    return changed(
        http,
        before,
        PresetFields.patched(
            RealtimeKitCall.of(http).given(),
            before.name(),
            RealtimeKitJson.stored(before.document())));
  }

  @PUT
  @Path("/{preset_id}")
  @Operation(summary = "Replace a preset")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PresetWire.Request.class)))
  public Success<PresetWire> replace(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("preset_id") String id) {
    Preset before = lookup.preset(lookup.app(account, appId), id);
    return changed(http, before, PresetFields.whole(RealtimeKitCall.of(http).given()));
  }

  @DELETE
  @Path("/{preset_id}")
  @Operation(summary = "Delete a preset; participants who have it keep it")
  public Success<PresetWire> delete(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("preset_id") String id) {
    Preset preset = lookup.preset(lookup.app(account, appId), id);
    return meetings
        .delete(preset.id())
        .map(deleted -> Success.of(PresetWire.of(deleted)))
        .orElseThrow(PresetsResource::notFound);
  }

  private Success<PresetWire> changed(RoutingContext http, Preset before, PresetFields fields) {
    witness.note(
        http,
        AuditEvent.RIGHTS_CHANGED,
        null,
        "preset %s of the app %s".formatted(before.id().value(), before.app().value()));
    return answer(
        meetings.change(
            new Preset(
                before.id(),
                before.app(),
                fields.name(),
                fields.permissions(),
                RealtimeKitJson.stored(fields.document()),
                before.createdAt(),
                before.updatedAt(),
                false)));
  }

  private static Success<PresetWire> answer(PresetOutcome outcome) {
    return switch (outcome) {
      case PresetOutcome.Kept(Preset preset) -> Success.of(PresetWire.of(preset));
      case PresetOutcome.NameTaken() ->
          throw new Refusal(RealtimeKitErrors.taken("A preset with this name"));
      case PresetOutcome.Unknown() -> throw notFound();
    };
  }

  private static Refusal notFound() {
    return RealtimeKitLookup.notFound("Preset");
  }
}
