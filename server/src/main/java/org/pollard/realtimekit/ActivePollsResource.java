package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
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
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.Participant;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SinglePolls;

/// The polls of a meeting's live session. Asking one is RealtimeKit's own; reading and voting over
/// REST are additions of ours.
@Path(
    "/client/v4/accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/active-session/poll")
@RunOnVirtualThread
@Tag(name = "RealtimeKit polls")
public class ActivePollsResource {

  private final RealtimeKitLookup lookup;
  private final MeetingSessionStore sessions;
  private final SinglePolls polls;
  private final PollAsking asking;
  private final PollVoting voting;
  private final PollDrawing drawing;

  ActivePollsResource(
      RealtimeKitLookup lookup,
      MeetingSessionStore sessions,
      SinglePolls polls,
      PollAsking asking,
      PollVoting voting,
      PollDrawing drawing) {
    this.lookup = lookup;
    this.sessions = sessions;
    this.polls = polls;
    this.asking = asking;
    this.voting = voting;
    this.drawing = drawing;
  }

  @POST
  @ResponseStatus(201)
  @Operation(summary = "Ask a poll in the live session of a meeting")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollWire.Request.class)))
  public Success<PollWire.PollMade> create(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId) {
    App app = lookup.app(account, appId);
    Meeting meeting = lookup.meeting(app, meetingId);
    MeetingSession session = lookup.active(meeting);
    NewPoll poll = NewPoll.read(RealtimeKitCall.of(http).given());
    return asking
        .ask(app, session, poll, null)
        .map(asked -> Success.of(new PollWire.PollMade("create_poll", PollWire.of(asked))))
        .orElseThrow(() -> new Refusal(RealtimeKitErrors.noActiveSession(meeting.id())));
  }

  @GET
  @Operation(summary = "List the polls of the live session with their results")
  @Extension(name = "x-kit-list", value = "")
  public Success<PollWire.Polls> index(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId) {
    MeetingSession session = lookup.active(lookup.meeting(lookup.app(account, appId), meetingId));
    return drawing.list(session, RealtimeKitCall.of(http).page());
  }

  @GET
  @Path("/{poll_id}")
  @Operation(summary = "Get a poll of the live session with its results")
  public Success<PollWire.PollFound> show(
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId,
      @PathParam("poll_id") String id) {
    MeetingSession session = lookup.active(lookup.meeting(lookup.app(account, appId), meetingId));
    PollSession poll =
        polls
            .session(PollVoting.id(id))
            .filter(each -> each.audience().equals(new InMeetingSession(session.id().value())))
            .orElseThrow(() -> RealtimeKitLookup.notFound("Poll"));
    return one(poll, new Recipient.Operator());
  }

  @POST
  @Path("/{poll_id}/vote")
  @Operation(summary = "Vote as a participant, with their token; the first vote stays")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollWire.Choice.class)))
  public Success<PollWire.PollFound> vote(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId,
      @PathParam("meeting_id") String meetingId,
      @PathParam("poll_id") String id) {
    RealtimeKitCall call = RealtimeKitCall.of(http);
    Participant participant = participant(call, account, appId, meetingId);
    MeetingSession session = session(participant);
    PollVoting.Outcome outcome = voting.vote(session.id(), id, option(call), participant).join();
    return switch (outcome) {
      case PollVoting.Outcome.Voted(PollSession poll, @Nullable ChoiceId choice, boolean views) ->
          one(
              poll,
              views
                  ? new Recipient.Viewing(
                      participant, choice == null ? Map.of() : Map.of(poll.id(), choice))
                  : new Recipient.Voting());
      case PollVoting.Outcome.Denied() -> throw new Refusal(RealtimeKitErrors.denied());
      case PollVoting.Outcome.UnknownPoll() -> throw RealtimeKitLookup.notFound("Poll");
      case PollVoting.Outcome.UnknownOption(int options) -> {
        call.given();
        throw new Refusal(
            RealtimeKitErrors.invalid(
                "option must be a whole number from 0 to " + (options - 1) + "."));
      }
      case PollVoting.Outcome.Unsure() -> throw new Refusal(RealtimeKitErrors.busy());
    };
  }

  /// A token of another meeting or app opens nothing here, whether that exists or not.
  private Participant participant(
      RealtimeKitCall call, String account, String appId, String meetingId) {
    if (!(call.caller() instanceof RealtimeKitCaller.InMeeting(Participant participant))
        || !participant.app().value().equals(appId)
        || !participant.meeting().value().toString().equalsIgnoreCase(meetingId)) {
      throw new Refusal(RealtimeKitErrors.denied());
    }
    lookup.account(account);
    return participant;
  }

  private MeetingSession session(Participant participant) {
    return sessions
        .active(participant.meeting())
        .orElseThrow(
            () ->
                new Refusal(
                    participant.permissions().polls().vote()
                        ? RealtimeKitErrors.noActiveSession(participant.meeting())
                        : RealtimeKitErrors.denied()));
  }

  /// Null when the body names no option: told only after what the path names was found.
  private static @Nullable Integer option(RealtimeKitCall call) {
    try {
      Given given = call.given();
      Integer option = given.whole("option", 0, Integer.MAX_VALUE);
      given.check();
      return option;
    } catch (Refusal unreadable) {
      return null;
    }
  }

  private Success<PollWire.PollFound> one(PollSession poll, Recipient recipient) {
    return drawing.many(List.of(poll), true, recipient).stream()
        .findFirst()
        .map(drawn -> Success.of(new PollWire.PollFound(PollWire.of(drawn))))
        .orElseThrow(() -> RealtimeKitLookup.notFound("Poll"));
  }
}
