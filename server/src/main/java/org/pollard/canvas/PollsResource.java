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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Fields;
import org.pollard.course.CourseAccess;
import org.pollard.people.Listing;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollRights;
import org.pollard.poll.Polls;
import org.pollard.poll.SinglePolls;

/// Polls: rows 1 to 5 of Canvas's Polls API.
@Path("/api/v1/polls")
@RunOnVirtualThread
@Tag(name = "Polls")
public class PollsResource {

  private final SinglePolls store;
  private final Polls polls;
  private final PollLookup lookup;
  private final CourseAccess courses;

  PollsResource(SinglePolls store, Polls polls, PollLookup lookup, CourseAccess courses) {
    this.store = store;
    this.polls = polls;
    this.lookup = lookup;
    this.courses = courses;
  }

  @GET
  @Operation(summary = "List your own polls, newest first")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<PollWire.Envelope> index(@Context RoutingContext http) {
    CanvasCall call = CanvasCall.of(http);
    Paging paging = call.paging();
    Listing<Poll> found = store.pollsOf(call.person(), CanvasCall.slice(paging));
    Map<PollId, Map<ChoiceId, Long>> totals =
        store.totals(found.items().stream().map(Poll::id).toList());
    List<PollWire> wires =
        found.items().stream()
            .map(poll -> PollWire.of(poll, totals.getOrDefault(poll.id(), Map.of())))
            .toList();
    PageLinks links = call.links(paging, found);
    return Pages.answer(links, new PollWire.Envelope(wires, Pages.meta(call, links, "polls")));
  }

  @POST
  @Operation(summary = "Create a poll; you must be a teacher in some course")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollWire.Request.class)))
  public PollWire.Envelope create(@Context RoutingContext http) {
    CanvasCall call = CanvasCall.of(http);
    Fields given = call.wrapper("polls", "poll");
    PollLookup.require(courses.member(call.person()).teachesAnywhere());
    @Nullable String question = given.text("question").orElse(null);
    @Nullable String description = given.text("description").orElse(null);
    check(question, description);
    Poll made = polls.create(call.person(), question == null ? "" : question, description);
    return PollWire.Envelope.of(PollWire.of(made, Map.of()));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Get a poll")
  public PollWire.Envelope show(@Context RoutingContext http, @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(id);
    PollRights rights = lookup.rights(poll, call.person());
    PollLookup.require(rights.read());
    return PollWire.Envelope.of(PollWire.of(poll, rights.update() ? totals(poll) : null));
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Change a poll; what is not given stays")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PollWire.Request.class)))
  public PollWire.Envelope update(@Context RoutingContext http, @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(id);
    Fields given = call.wrapper("polls", "poll");
    lookup.requireUpdate(poll, call.person());
    @Nullable String question = given.has("question") ? given.text("question").orElse("") : null;
    boolean describes = given.has("description");
    @Nullable String description = given.text("description").orElse(null);
    check(question == null ? poll.question() : question, description);
    Poll changed =
        polls
            .change(
                poll.id(),
                now ->
                    now.saying(
                        question == null ? now.question() : question,
                        describes ? description : now.description()))
            .orElseThrow(PollLookup::notFound);
    return PollWire.Envelope.of(PollWire.of(changed, totals(changed)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Delete a poll with its choices, sessions and votes")
  public RestResponse<Void> destroy(@Context RoutingContext http, @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    Poll poll = lookup.poll(id);
    lookup.requireUpdate(poll, call.person());
    polls.delete(poll.id());
    return RestResponse.noContent();
  }

  private Map<ChoiceId, Long> totals(Poll poll) {
    return store.totals(List.of(poll.id())).getOrDefault(poll.id(), Map.of());
  }

  private static void check(@Nullable String question, @Nullable String description) {
    ModelErrors errors = new ModelErrors();
    errors.required("question", question);
    errors.limited("description", description);
    errors.refuse();
  }
}
