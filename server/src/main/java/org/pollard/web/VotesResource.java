package org.pollard.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.ChoiceId;

/// Who chose what in a named session, for those who run its room, some at a time.
@Path("/web/sessions/{id}/votes")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class VotesResource {

  private static final int AT_ONCE = 200;

  private final ManagedSessions sessions;
  private final NamedVotes votes;

  VotesResource(ManagedSessions sessions, NamedVotes votes) {
    this.sessions = sessions;
    this.votes = votes;
  }

  /// Votes of a session.
  ///
  /// @param kept whether it is kept who chose what, which it is not in an anonymous session
  /// @param votes by voter ascending
  /// @param nextAfter where the next ones begin; null after the last
  @JsonNaming(SnakeCaseStrategy.class)
  public record Page(boolean kept, List<Line> votes, @Nullable Long nextAfter) {}

  /// One vote.
  ///
  /// @param choice of a poll for one choice; else null
  /// @param answer as people read it
  public record Line(long voter, String name, @Nullable Long choice, String answer, String at) {}

  @GET
  @Operation(hidden = true)
  public Page page(
      @Context RoutingContext http,
      @PathParam("id") String id,
      @QueryParam("after") @DefaultValue("0") String after) {
    http.response().putHeader("Cache-Control", "no-store");
    ManagedSessions.Managed managed = sessions.session(http, id);
    if (managed.session().anonymous()) {
      return new Page(false, List.of(), null);
    }
    List<NamedVotes.Line> found =
        votes.some(managed.session().id(), new VoterId(Arrival.idOf(after)), AT_ONCE + 1);
    AnswerColumns columns =
        new AnswerColumns(managed.poll(), managed.choices(), FileWords.of(null));
    List<NamedVotes.Line> page = found.subList(0, Math.min(found.size(), AT_ONCE));
    return new Page(
        true,
        page.stream()
            .map(
                each ->
                    new Line(
                        each.voter().value(),
                        each.name(),
                        each.answer() instanceof Answer.SingleChoice(ChoiceId choice)
                            ? choice.value()
                            : null,
                        columns.inOneCell(each.answer()),
                        each.at().toString()))
            .toList(),
        found.size() > page.size() ? page.getLast().voter().value() : null);
  }
}
