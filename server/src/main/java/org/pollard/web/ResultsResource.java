package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Downloads;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.poll.Answer;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// The results of a poll session for those who manage it: over time, and as files.
@Path("/web/sessions/{id}")
@RunOnVirtualThread
public class ResultsResource {

  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final ManagedSessions sessions;
  private final NamedVotes votes;
  private final PollStore polls;
  private final Downloads downloads;
  private final Witness witness;

  ResultsResource(
      ManagedSessions sessions,
      NamedVotes votes,
      PollStore polls,
      Downloads downloads,
      Witness witness) {
    this.sessions = sessions;
    this.votes = votes;
    this.polls = polls;
    this.downloads = downloads;
    this.witness = witness;
  }

  /// How the counts grew.
  ///
  /// @param kept whether times of votes are kept, which they are not in an anonymous session
  /// @param choices what the counts are of, in their order: choices, or steps of a scale; none
  ///   where there is one count, of all who answered
  public record OverTime(boolean kept, List<String> choices, List<Timeline.Point> points) {}

  @GET
  @Path("/timeline")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public OverTime timeline(@Context RoutingContext http, @PathParam("id") String id) {
    http.response().putHeader("Cache-Control", "no-store");
    ManagedSessions.Managed managed = sessions.session(http, id);
    Series series = Series.of(managed);
    if (managed.session().anonymous()) {
      return new OverTime(false, series.names(), List.of());
    }
    Timeline timeline = new Timeline(series.count());
    votes.each(
        managed.session().id(),
        each -> {
          Instant at = each.at();
          Answer answer = each.answer();
          if (at != null && answer != null) {
            series.lines().apply(answer).forEach(line -> timeline.add(line, at));
          }
        });
    return new OverTime(true, series.names(), timeline.points());
  }

  @GET
  @Path("/results.csv")
  @Produces("text/csv")
  @Operation(hidden = true)
  public Response csv(
      @Context RoutingContext http,
      @PathParam("id") String id,
      @QueryParam("language") @Nullable String language) {
    ResultsFile file = file(sessions.session(http, id), language);
    return download(http, file, "csv", "text/csv;charset=UTF-8", file::writeCsv);
  }

  @GET
  @Path("/results.xlsx")
  @Produces(XLSX)
  @Operation(hidden = true)
  public Response xlsx(
      @Context RoutingContext http,
      @PathParam("id") String id,
      @QueryParam("language") @Nullable String language) {
    ResultsFile file = file(sessions.session(http, id), language);
    return download(http, file, "xlsx", XLSX, file::writeXlsx);
  }

  private ResultsFile file(ManagedSessions.Managed managed, @Nullable String language) {
    SessionId session = managed.session().id();
    Tally tally = polls.tallies(List.of(session)).get(session);
    if (tally == null) {
      throw WebProblem.NOT_FOUND.refusal();
    }
    return new ResultsFile(managed.plain(), tally, votes, FileWords.of(language));
  }

  /// The whole file lies there before its first byte goes out, so that one which cannot be finished
  /// is an error and no short file.
  private Response download(
      RoutingContext http, ResultsFile file, String kind, String type, Downloads.Writing body) {
    long id = file.of().session().id().value();
    Downloads.Whole whole = downloads.write(body);
    witness.note(
        http,
        AuditEvent.EXPORTED,
        Visitor.of(http).user(),
        "results of session " + id + " as " + kind);
    return answer(whole, type, Attachment.header(file.of().poll().question(), "poll-" + id, kind));
  }

  static Response answer(Downloads.Whole whole, String type, String disposition) {
    return Response.ok(whole)
        .type(type)
        .header("Content-Disposition", disposition)
        .header("Cache-Control", "no-store")
        .build();
  }
}
