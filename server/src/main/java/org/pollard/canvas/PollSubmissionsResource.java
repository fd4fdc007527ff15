package org.pollard.canvas;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.pollard.canvas.params.Fields;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.Audience;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.voting.CountedVote;
import org.pollard.voting.SingleSessions;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;
import org.pollard.voting.VoteStore;
import org.pollard.voting.Voting;

/// Votes: rows 20 and 21 of Canvas's Poll Submissions API.
@Path("/api/v1/polls/{poll_id}/poll_sessions/{poll_session_id}/poll_submissions")
@Tag(name = "Poll submissions")
public class PollSubmissionsResource {

  private final SinglePolls polls;
  private final VoteStore votes;
  private final Voting voting;
  private final SingleSessions sessions;
  private final Audience audience;
  private final PollLookup lookup;
  private final SessionViewers viewers;
  private final ExecutorService virtualThreads;

  PollSubmissionsResource(
      SinglePolls polls,
      VoteStore votes,
      Voting voting,
      SingleSessions sessions,
      Audience audience,
      PollLookup lookup,
      SessionViewers viewers,
      @VirtualThreads ExecutorService virtualThreads) {
    this.polls = polls;
    this.votes = votes;
    this.voting = voting;
    this.sessions = sessions;
    this.audience = audience;
    this.lookup = lookup;
    this.viewers = viewers;
    this.virtualThreads = virtualThreads;
  }

  /// Stays on the event loop while memory answers everything; only what memory does not know goes
  /// to a virtual thread.
  @POST
  @NonBlocking
  @Operation(summary = "Vote; the answer comes after the vote is on disk")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollSubmissionWire.Request.class)))
  public CompletionStage<PollSubmissionWire.Envelope> create(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("poll_session_id") String sessionId) {
    CanvasCall call = CanvasCall.of(http);
    PollId poll = new PollId(CanvasCall.id(pollId));
    SessionId id = new SessionId(CanvasCall.id(sessionId));
    return sessions
        .find(id)
        .thenCompose(
            found -> {
              if (found == null || !found.poll().equals(poll)) {
                throw PollLookup.notFound();
              }
              ChoiceId choice = choice(call);
              return audience
                  .viewerLater(found.audience(), call.person())
                  .thenCompose(
                      viewer ->
                          viewer.vote() && maySpeakFor(call, found)
                              ? cast(call, found, new Answer.SingleChoice(choice))
                              : refuse(poll, choice));
            });
  }

  @GET
  @Path("/{id}")
  @RunOnVirtualThread
  @Operation(summary = "Get a vote")
  public PollSubmissionWire.Envelope show(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("poll_session_id") String sessionId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    PollSession session = lookup.session(poll, sessionId);
    VoterId voter =
        SubmissionId.ofNumber(CanvasCall.id(id))
            .filter(pair -> pair.sessionId().equals(session.id()))
            .map(SubmissionId::voterId)
            .orElseThrow(PollLookup::notFound);
    // An id can be computed: the right comes first, or its status would tell who has voted.
    PollLookup.require(viewers.mayKnowVote(session, voter, call));
    CountedVote vote = votes.vote(session.id(), voter).orElseThrow(PollLookup::notFound);
    return PollSubmissionWire.Envelope.of(PollSubmissionWire.of(vote));
  }

  /// Nobody votes for somebody else where it could not be told afterwards who it was, nor finds out
  /// that way whether they have voted.
  private static boolean maySpeakFor(CanvasCall call, PollSession session) {
    return call.inPerson() || !session.anonymous();
  }

  private CompletionStage<PollSubmissionWire.Envelope> cast(
      CanvasCall call, PollSession session, Answer answer) {
    return voting
        .cast(new Vote(session.id(), call.person(), answer))
        .thenApply(outcome -> acknowledged(outcome, session, call.person(), answer));
  }

  /// Canvas looks for the choice before it judges the right, so somebody without it learns which of
  /// the two it was.
  private CompletionStage<PollSubmissionWire.Envelope> refuse(PollId poll, ChoiceId choice) {
    return CompletableFuture.supplyAsync(
        () -> {
          throw polls.choice(poll, choice).isPresent()
              ? new Refusal(CanvasErrors.denied())
              : PollLookup.notFound();
        },
        virtualThreads);
  }

  private static ChoiceId choice(CanvasCall call) {
    Fields given = call.wrapper("poll_submissions", "poll_submission");
    OptionalLong id = given.id("poll_choice_id");
    return new ChoiceId(id.orElseThrow(PollLookup::notFound));
  }

  private static PollSubmissionWire.Envelope acknowledged(
      VoteOutcome outcome, PollSession session, VoterId voter, Answer answer) {
    return switch (outcome) {
      case VoteOutcome.Counted(var at, _, _) ->
          PollSubmissionWire.Envelope.of(PollSubmissionWire.of(session.id(), voter, answer, at));
      case VoteOutcome.AlreadyVoted _ ->
          throw new Refusal(
              CanvasErrors.invalid(
                  new ModelError(
                      "user_id", "taken", "can only submit one choice per poll session.")));
      // Known as open when the call came in: it was closed in between.
      case VoteOutcome.Closed() when session.open() ->
          throw new Refusal(
              CanvasErrors.invalid(
                  ModelError.custom("base", "This poll session is not open for submissions.")));
      case VoteOutcome.Closed() -> throw new Refusal(CanvasErrors.denied());
      case VoteOutcome.UnknownChoice(),
          VoteOutcome.Invalid(_),
          VoteOutcome.Full(),
          VoteOutcome.UnknownSession() ->
          throw PollLookup.notFound();
      case VoteOutcome.Busy() -> throw new Refusal(CanvasErrors.throttled());
      case VoteOutcome.Failed() -> throw new Refusal(CanvasErrors.notStored());
    };
  }
}
