package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Fields;
import org.pollard.canvas.params.Whole;
import org.pollard.people.Listing;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollRights;
import org.pollard.poll.Polls;
import org.pollard.poll.SinglePolls;
import org.pollard.voting.VoteStore;

/// The choices of a poll: rows 6 to 10 of Canvas's Polls API.
@Path("/api/v1/polls/{poll_id}/poll_choices")
@RunOnVirtualThread
@Tag(name = "Poll choices")
public class PollChoicesResource {

  private final SinglePolls store;
  private final Polls polls;
  private final PollLookup lookup;
  private final VoteStore votes;
  private final Audience audience;

  PollChoicesResource(
      SinglePolls store, Polls polls, PollLookup lookup, VoteStore votes, Audience audience) {
    this.store = store;
    this.polls = polls;
    this.lookup = lookup;
    this.votes = votes;
    this.audience = audience;
  }

  @GET
  @Operation(summary = "List the choices of a poll in their order")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<PollChoiceWire.Envelope> index(
      @Context RoutingContext http, @PathParam("poll_id") String pollId) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    PollRights rights = lookup.rights(poll, call.person());
    PollLookup.require(rights.read());
    Paging paging = call.paging();
    Listing<Choice> found = store.choices(poll.id(), CanvasCall.slice(paging));
    boolean withKey = showsKey(poll, rights, call.person());
    List<PollChoiceWire> wires =
        found.items().stream().map(choice -> PollChoiceWire.of(choice, withKey)).toList();
    PageLinks links = call.links(paging, found);
    return Pages.answer(
        links, new PollChoiceWire.Envelope(wires, Pages.meta(call, links, "poll_choices")));
  }

  @POST
  @Operation(summary = "Add a choice")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollChoiceWire.Request.class)))
  public PollChoiceWire.Envelope create(
      @Context RoutingContext http, @PathParam("poll_id") String pollId) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    Fields given = given(call);
    lookup.requireUpdate(poll, call.person());
    @Nullable String text = given.text("text").orElse(null);
    @Nullable Integer position = check(text, given);
    Choice added =
        polls
            .addChoice(
                poll.id(),
                text == null ? "" : text,
                position,
                Boolean.TRUE.equals(given.bool("is_correct")))
            .orElseThrow(PollLookup::notFound);
    return PollChoiceWire.Envelope.of(PollChoiceWire.of(added, true));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Get a choice")
  public PollChoiceWire.Envelope show(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    Choice choice = lookup.choice(poll, id);
    PollRights rights = lookup.rights(poll, call.person());
    PollLookup.require(rights.read());
    return PollChoiceWire.Envelope.of(
        PollChoiceWire.of(choice, showsKey(poll, rights, call.person())));
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Change a choice; what is not given stays")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollChoiceWire.Request.class)))
  public PollChoiceWire.Envelope update(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    Fields given = given(call);
    Choice choice = lookup.choice(poll, id);
    lookup.requireUpdate(poll, call.person());
    @Nullable String text = given.has("text") ? given.text("text").orElse("") : null;
    @Nullable Integer position = check(text == null ? choice.text() : text, given);
    boolean moves = !(given.whole("position") instanceof Whole.Absent);
    @Nullable Boolean correct = given.bool("is_correct");
    Choice changed =
        polls
            .change(
                poll.id(),
                choice.id(),
                now ->
                    new Choice(
                        now.id(),
                        now.poll(),
                        text == null ? now.text() : text,
                        moves ? position : now.position(),
                        correct == null ? now.correct() : correct))
            .orElseThrow(PollLookup::notFound);
    return PollChoiceWire.Envelope.of(PollChoiceWire.of(changed, true));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Delete a choice with the votes for it")
  public RestResponse<Void> destroy(
      @Context RoutingContext http,
      @PathParam("poll_id") String pollId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(pollId);
    Choice choice = lookup.choice(poll, id);
    lookup.requireUpdate(poll, call.person());
    return switch (polls.deleteChoice(poll.id(), choice.id())) {
      case DELETED, GONE -> RestResponse.noContent();
      case HAS_ANONYMOUS_VOTES ->
          throw new Refusal(
              CanvasErrors.invalid(
                  ModelError.custom(
                      "base", "This choice has votes in an anonymous poll session.")));
    };
  }

  /// Who may update sees the key; who voted in a session of the poll sees it once that session is
  /// closed.
  private boolean showsKey(Poll poll, PollRights rights, VoterId person) {
    return rights.update()
        || votes.sessionsVotedIn(poll.id(), person).stream()
            .anyMatch(
                session -> !session.open() && audience.viewer(session.audience(), person).member());
  }

  private static Fields given(CanvasCall call) {
    return call.wrapper("poll_choices", "poll_choice");
  }

  /// Refuses what is not valid, and gives the position to store.
  private static @Nullable Integer check(@Nullable String text, Fields given) {
    ModelErrors errors = new ModelErrors();
    errors.required("text", text);
    @Nullable Integer position =
        switch (given.whole("position")) {
          case Whole.Absent(), Whole.Unset() -> null;
          case Whole.Is(int value) -> value;
          case Whole.OutOfRange() -> {
            errors.add(new ModelError("position", "invalid", "must be a number of 32 bits"));
            yield null;
          }
        };
    errors.refuse();
    return position;
  }
}
