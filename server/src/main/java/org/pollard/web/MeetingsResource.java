package org.pollard.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.people.HostLinks;
import org.pollard.people.User;
import org.pollard.poll.PollStore;

/// The meetings of the account with the polls that were asked in them, for administrators and for
/// the Host: as programs see them, without voters.
@Path("/web/meetings")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class MeetingsResource {

  private final HostLinks links;
  private final MeetingsDrawing drawing;

  MeetingsResource(HostLinks links, AppStore apps, MeetingSessionStore sessions, PollStore polls) {
    this.links = links;
    this.drawing = new MeetingsDrawing(apps, sessions, polls);
  }

  /// A session of a meeting, with its polls in their order.
  @JsonNaming(SnakeCaseStrategy.class)
  public record Held(
      String app,
      @Nullable String title,
      Instant startedAt,
      @Nullable Instant endedAt,
      int people,
      List<Asked> polls) {}

  /// A poll with its counts.
  public record Asked(
      String question, boolean open, boolean anonymous, long votes, List<Counted> choices) {}

  /// A choice.
  public record Counted(String text, long votes) {}

  @GET
  @Operation(hidden = true)
  public List<Held> index(@Context RoutingContext http) {
    http.response().putHeader("Cache-Control", "no-store");
    admit(http, links);
    return drawing.newest();
  }

  /// Lets in who looks after the account's meetings.
  static void admit(RoutingContext http, HostLinks links) {
    User user = Visitor.of(http).signedIn();
    if (!user.administrator() && !links.isHost(user.id())) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
  }
}
