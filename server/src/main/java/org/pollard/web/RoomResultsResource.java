package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Downloads;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.poll.PollStore;

/// All results of a room in one file, for those who run it.
@Path("/web/rooms/{course}/results.xlsx")
@RunOnVirtualThread
public class RoomResultsResource {

  private final HostedRooms hosted;
  private final ManagedSessions sessions;
  private final NamedVotes votes;
  private final PollStore polls;
  private final Downloads downloads;
  private final Witness witness;

  RoomResultsResource(
      HostedRooms hosted,
      ManagedSessions sessions,
      NamedVotes votes,
      PollStore polls,
      Downloads downloads,
      Witness witness) {
    this.hosted = hosted;
    this.sessions = sessions;
    this.votes = votes;
    this.polls = polls;
    this.downloads = downloads;
    this.witness = witness;
  }

  @GET
  @Produces(ResultsResource.XLSX)
  @Operation(hidden = true)
  public Response xlsx(
      @Context RoutingContext http,
      @PathParam("course") String id,
      @QueryParam("language") @Nullable String language) {
    HostedRooms.Hosted room = hosted.room(http, id);
    List<ManagedSessions.Managed> asked =
        sessions.of(room.user(), room.id()).stream().map(ManagedSessions.Managed::plain).toList();
    RoomFile file =
        new RoomFile(
            asked,
            polls.tallies(asked.stream().map(each -> each.session().id()).toList()),
            votes,
            FileWords.of(language));
    Downloads.Whole whole = downloads.write(file::write);
    witness.note(
        http, AuditEvent.EXPORTED, room.user(), "all results of " + room.told() + " as xlsx");
    return ResultsResource.answer(
        whole,
        ResultsResource.XLSX,
        Attachment.header(room.course().name(), "room-" + room.id().value(), "xlsx"));
  }
}
