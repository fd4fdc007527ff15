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
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Meetings;
import org.pollard.meeting.NewParticipant;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantTokens;
import org.pollard.meeting.Preset;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// The participants of a meeting, and their tokens.
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/participants")
@RunOnVirtualThread
@Tag(name = "RealtimeKit participants")
public class ParticipantsResource {

  private static final String PRESET = "preset_name";
  private static final String CUSTOM_ID = "custom_participant_id";

  private final Meetings meetings;
  private final MeetingStore store;
  private final ParticipantTokens tokens;
  private final RealtimeKitLookup lookup;

  ParticipantsResource(
      Meetings meetings, MeetingStore store, ParticipantTokens tokens, RealtimeKitLookup lookup) {
    this.meetings = meetings;
    this.store = store;
    this.tokens = tokens;
    this.lookup = lookup;
  }

  @GET
  @Operation(summary = "List the participants of a meeting, newest first")
  @Extension(name = "x-kit-list", value = "")
  public Success<List<ParticipantWire>> index(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId) {
    Meeting meeting = lookup.meeting(lookup.app(account, appId), meetingId);
    Slice page = RealtimeKitCall.of(http).page();
    Listing<Participant> found = store.participants(meeting.id(), page);
    return Success.page(page, found, ParticipantWire::of);
  }

  @POST
  @ResponseStatus(201)
  @Operation(summary = "Add a participant and get a token for them")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ParticipantWire.Request.class)))
  public Success<ParticipantWire> add(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId) {
    App app = lookup.app(account, appId);
    Meeting meeting = lookup.meeting(app, meetingId);
    Given given = RealtimeKitCall.of(http).given();
    String customId = given.name(CUSTOM_ID);
    String presetName = given.name(PRESET);
    String name = given.label("name");
    String picture = given.uri("picture");
    given.check();
    Preset preset = preset(app, presetName);
    Participant added =
        meetings
            .add(new NewParticipant(meeting.id(), customId, preset.id(), name, picture))
            .orElseThrow(
                () -> new Refusal(RealtimeKitErrors.taken("A participant with this " + CUSTOM_ID)));
    return withToken(added);
  }

  @GET
  @Path("/{participant_id}")
  @Operation(summary = "Get a participant")
  public Success<ParticipantWire> show(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId,
      @PathParam("participant_id") String id) {
    return Success.of(ParticipantWire.of(find(account, appId, meetingId, id)));
  }

  @PATCH
  @Path("/{participant_id}")
  @Operation(summary = "Change a participant; what is not given stays")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ParticipantWire.Change.class)))
  public Success<ParticipantWire> update(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId,
      @PathParam("participant_id") String id) {
    Participant before = find(account, appId, meetingId, id);
    Given given = RealtimeKitCall.of(http).given();
    return changed(
        lookup.app(account, appId),
        before,
        given,
        given.has("name") ? given.label("name") : before.name(),
        given.has("picture") ? given.uri("picture") : before.picture());
  }

  @PUT
  @Path("/{participant_id}")
  @Operation(summary = "Replace a participant's name and picture; the preset stays unless given")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ParticipantWire.Change.class)))
  public Success<ParticipantWire> replace(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId,
      @PathParam("participant_id") String id) {
    Participant before = find(account, appId, meetingId, id);
    Given given = RealtimeKitCall.of(http).given();
    return changed(
        lookup.app(account, appId), before, given, given.label("name"), given.uri("picture"));
  }

  @DELETE
  @Path("/{participant_id}")
  @Operation(summary = "Remove a participant; their tokens are good no more")
  public Success<ParticipantWire.Removed> remove(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId,
      @PathParam("participant_id") String id) {
    return meetings
        .remove(find(account, appId, meetingId, id))
        .map(removed -> Success.of(ParticipantWire.Removed.of(removed)))
        .orElseThrow(ParticipantsResource::notFound);
  }

  @POST
  @Path("/{participant_id}/token")
  @Operation(summary = "Get a fresh token; earlier ones stay good")
  public Success<ParticipantWire.Token> refresh(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId,
      @PathParam("participant_id") String id) {
    return Success.of(new ParticipantWire.Token(tokens.issue(find(account, appId, meetingId, id))));
  }

  private Success<ParticipantWire> changed(
      App app, Participant before, Given given, @Nullable String name, @Nullable String picture) {
    String presetName = given.text(PRESET);
    given.check();
    Preset preset = presetName == null ? null : preset(app, presetName);
    Participant wanted =
        new Participant(
            before.voter(),
            before.id(),
            before.app(),
            before.meeting(),
            before.customId(),
            name,
            picture,
            preset == null ? before.preset() : preset.id(),
            preset == null ? before.presetName() : preset.name(),
            preset == null ? before.permissions() : preset.permissions(),
            before.createdAt(),
            before.updatedAt(),
            false);
    return withToken(meetings.change(wanted).orElseThrow(ParticipantsResource::notFound));
  }

  private Success<ParticipantWire> withToken(Participant participant) {
    return Success.of(ParticipantWire.of(participant, tokens.issue(participant)));
  }

  private Participant find(String account, String appId, String meetingId, String id) {
    return lookup.participant(lookup.meeting(lookup.app(account, appId), meetingId), id);
  }

  private Preset preset(App app, String name) {
    return meetings
        .presetNamed(app.id(), name)
        .orElseThrow(() -> new Refusal(RealtimeKitErrors.noPreset(name)));
  }

  private static Refusal notFound() {
    return RealtimeKitLookup.notFound("Participant");
  }
}
