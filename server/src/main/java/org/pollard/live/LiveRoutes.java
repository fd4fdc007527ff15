package org.pollard.live;

import static java.util.Objects.requireNonNull;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;

/// Pollard's own API: `GET /live/sessions/{id}`, its `/events`, `GET /live/rooms/{course}/events`
/// and `GET /live/meetings/{id}/events`. Plain routes on the event loop, since what is streamed is
/// encoded once for many; what must ask the database goes to a virtual thread.
@ApplicationScoped
class LiveRoutes {

  private static final System.Logger LOG = System.getLogger(LiveRoutes.class.getName());

  private final Callers callers;
  private final Watching watching;
  private final Audience audience;
  private final PollStore polls;
  private final VoteStore votes;
  private final LiveVotes liveVotes;
  private final LiveSessions sessions;
  private final MeetingDoor door;
  private final ExecutorService virtualThreads;

  LiveRoutes(
      Callers callers,
      Watching watching,
      Audience audience,
      PollStore polls,
      VoteStore votes,
      LiveVotes liveVotes,
      LiveSessions sessions,
      MeetingDoor door,
      @VirtualThreads ExecutorService virtualThreads) {
    this.callers = callers;
    this.watching = watching;
    this.audience = audience;
    this.polls = polls;
    this.votes = votes;
    this.liveVotes = liveVotes;
    this.sessions = sessions;
    this.door = door;
    this.virtualThreads = virtualThreads;
  }

  void register(@Observes Router router) {
    get(router, "/live/sessions/:id", this::snapshot);
    get(router, "/live/sessions/:id/events", this::sessionEvents);
    get(router, "/live/rooms/:course/events", this::roomEvents);
    get(router, "/live/meetings/:id/events", this::meetingEvents);
    get(router, "/live/sessions/:id/voters", sessions::voters);
    withBody(router.put("/live/sessions/:id/vote"), liveVotes::cast);
    withBody(router.post("/live/polls/:poll/sessions"), sessions::create);
    withBody(router.patch("/live/sessions/:id"), sessions::change);
    router.route("/live/*").order(Integer.MAX_VALUE).handler(LiveErrors.NOT_FOUND::answer);
  }

  private void get(Router router, String path, BiConsumer<RoutingContext, VoterId> call) {
    router.get(path).handler(http -> callers.identified(http, call));
  }

  private void withBody(Route route, Callers.WithBody call) {
    route.handler(http -> callers.identified(http, call));
  }

  private void snapshot(RoutingContext http, VoterId voter) {
    SessionId session = new SessionId(Callers.id(http, "id"));
    Snapshots snapshots = new Snapshots(polls);
    callers.later(
        http,
        () -> {
          Snapshot snapshot = snapshots.of(List.of(session)).get(session);
          if (snapshot == null) {
            return () -> LiveErrors.NOT_FOUND.answer(http);
          }
          Viewer viewer = audience.viewer(snapshot.session().audience(), voter);
          if (!viewer.view() && !snapshot.managedBy(voter, viewer)) {
            return () -> LiveErrors.NOT_FOUND.answer(http);
          }
          boolean voted = votes.votedIn(voter, List.of(session)).contains(session);
          View view = snapshot.viewOf(voter, viewer, voted);
          return () -> answer(http, snapshot, view);
        });
  }

  private static void answer(RoutingContext http, Snapshot snapshot, View view) {
    String tag = "\"" + snapshot.id(view) + "\"";
    http.response().putHeader("ETag", tag).putHeader("Cache-Control", "private, no-cache");
    if (tag.equals(http.request().getHeader("If-None-Match"))) {
      var _ = http.response().setStatusCode(304).end();
      return;
    }
    var _ = http.response().putHeader("Content-Type", "application/json").end(snapshot.body(view));
  }

  private void sessionEvents(RoutingContext http, VoterId voter) {
    SessionId session = new SessionId(Callers.id(http, "id"));
    EventStream stream = stream(http, voter, null);
    callers.later(
        http,
        () -> {
          Snapshot snapshot = new Snapshots(polls).of(List.of(session)).get(session);
          boolean sees = snapshot != null && sees(snapshot, voter);
          return () -> {
            if (sees) {
              open(http, stream, () -> watching.follow(stream, session));
            } else {
              LiveErrors.NOT_FOUND.answer(http);
            }
          };
        });
  }

  private boolean sees(Snapshot snapshot, VoterId voter) {
    Viewer viewer = audience.viewer(snapshot.session().audience(), voter);
    return viewer.view() || snapshot.managedBy(voter, viewer);
  }

  private void roomEvents(RoutingContext http, VoterId voter) {
    AudienceRef room = new AudienceRef.InCourse(Callers.id(http, "course"), null);
    EventStream stream = stream(http, voter, room);
    callers.later(
        http,
        () -> {
          boolean sees = audience.viewer(room, voter).view();
          return () -> {
            if (sees) {
              open(http, stream, () -> watching.enter(stream, room));
            } else {
              LiveErrors.NOT_FOUND.answer(http);
            }
          };
        });
  }

  /// The stream counts as being in the meeting, so it begins after the joining and ends with it.
  private void meetingEvents(RoutingContext http, VoterId voter) {
    CompletableFuture<EventStream> began = new CompletableFuture<>();
    Runnable putOut =
        () -> {
          var _ = began.thenAccept(each -> each.context().runOnContext(_ -> each.end()));
        };
    Callers.onContext(
        http,
        door.enter(requireNonNull(http.pathParam("id")), voter, putOut),
        entry -> {
          switch (entry) {
            case MeetingDoor.Entry.Entered(AudienceRef room, Runnable leave) -> {
              EventStream stream = stream(http, voter, room);
              if (http.response().closed()) {
                leave.run();
                return;
              }
              http.addEndHandler(_ -> leave.run());
              open(http, stream, () -> watching.enter(stream, room));
              began.complete(stream);
            }
            case MeetingDoor.Entry.Closed() -> LiveErrors.DENIED.answer(http);
            case MeetingDoor.Entry.Unknown() -> LiveErrors.NOT_FOUND.answer(http);
            case MeetingDoor.Entry.Full() -> LiveErrors.BUSY.answer(http);
          }
        });
  }

  /// Of the event loop itself, not of this request: streams of one loop are written together.
  private EventStream stream(RoutingContext http, VoterId voter, @Nullable AudienceRef room) {
    return new EventStream(
        http.response(),
        VertxContext.getRootContext(requireNonNull(Vertx.currentContext())),
        voter,
        Callers.shown(http.request()),
        room,
        http.request().getHeader("Last-Event-ID"));
  }

  /// Of a client that left while its rights were looked up no end is told any more: its stream
  /// would stay, and count as a person, for ever.
  private void open(RoutingContext http, EventStream stream, Runnable first) {
    if (http.response().closed()) {
      return;
    }
    switch (watching.add(stream)) {
      case ADMITTED -> begin(http, stream, first);
      case TOO_MANY_OF_ONE -> LiveErrors.TOO_MANY_STREAMS.answer(http);
      case TOO_MANY -> LiveErrors.BUSY.answer(http);
    }
  }

  private void begin(RoutingContext http, EventStream stream, Runnable first) {
    // Beside what others do at the end, such as leaving a meeting, and not in its place.
    http.addEndHandler(_ -> watching.remove(stream));
    stream.begin();
    virtualThreads.execute(
        () -> {
          try {
            first.run();
          } catch (RuntimeException e) {
            // Open and silent it would never recover; ended, the client soon tries again.
            LOG.log(Level.WARNING, "A stream could not begin and was ended: {0}", e.toString());
            stream.context().runOnContext(_ -> stream.end());
          }
        });
  }
}
