package org.pollard.web;

import static java.util.Objects.requireNonNull;

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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.people.HostLinks;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// The meetings of the account with the polls that were asked in them, for administrators and for
/// the Host: as programs see them, without voters.
@Path("/web/meetings")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class MeetingsResource {

  private static final int MOST_APPS = 100;
  private static final int MOST_SESSIONS = 50;
  private static final int MOST_POLLS = 200;

  private final HostLinks links;
  private final AppStore apps;
  private final MeetingSessionStore sessions;
  private final PollStore polls;

  MeetingsResource(HostLinks links, AppStore apps, MeetingSessionStore sessions, PollStore polls) {
    this.links = links;
    this.apps = apps;
    this.sessions = sessions;
    this.polls = polls;
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
    User user = Visitor.of(http).signedIn();
    if (!user.administrator() && !links.isHost(user.id())) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    return apps.apps(null, true, Slice.first(MOST_APPS)).items().stream()
        .flatMap(app -> sessionsOf(app).stream().map(each -> draw(app, each)))
        .toList();
  }

  private List<MeetingSession> sessionsOf(App app) {
    MeetingSessionStore.SessionFilter all =
        new MeetingSessionStore.SessionFilter(
            app.id(), null, null, null, null, null, null, null, false, true);
    return sessions.sessions(all, Slice.first(MOST_SESSIONS)).items();
  }

  private Held draw(App app, MeetingSession session) {
    AudienceRef audience = new AudienceRef.InMeetingSession(session.id().value());
    List<PollSession> asked = polls.sessionsBefore(audience, Slice.first(MOST_POLLS)).items();
    List<PollId> ids = asked.stream().map(PollSession::poll).toList();
    Map<PollId, Poll> found = polls.polls(ids);
    Map<PollId, List<Choice>> choices = polls.choicesOf(ids);
    Map<SessionId, Tally> tallies = polls.tallies(asked.stream().map(PollSession::id).toList());
    return new Held(
        app.name(),
        session.title(),
        session.startedAt(),
        session.endedAt(),
        session.mostParticipants(),
        asked.stream()
            .filter(each -> found.containsKey(each.poll()) && tallies.containsKey(each.id()))
            .map(
                each ->
                    draw(
                        each,
                        requireNonNull(found.get(each.poll())),
                        choices.getOrDefault(each.poll(), List.of()),
                        requireNonNull(tallies.get(each.id()))))
            .toList());
  }

  private static Asked draw(PollSession session, Poll poll, List<Choice> choices, Tally tally) {
    return new Asked(
        poll.question(),
        session.open(),
        session.anonymous(),
        tally.total(),
        choices.stream()
            .map(each -> new Counted(each.text(), tally.counts().getOrDefault(each.id(), 0L)))
            .toList());
  }
}
