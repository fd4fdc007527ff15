package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.pollard.people.VoterId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.voting.CountedVote;
import org.pollard.voting.VoteStore;

/// Votes that were cast: row 21 of Canvas's Poll Submissions API. Casting one is [CanvasVotes].
@Path("/api/v1/polls/{poll_id}/poll_sessions/{poll_session_id}/poll_submissions")
@Tag(name = "Poll submissions")
public class PollSubmissionsResource {

  private final VoteStore votes;
  private final PollLookup lookup;
  private final SessionViewers viewers;

  PollSubmissionsResource(VoteStore votes, PollLookup lookup, SessionViewers viewers) {
    this.votes = votes;
    this.lookup = lookup;
    this.viewers = viewers;
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
}
