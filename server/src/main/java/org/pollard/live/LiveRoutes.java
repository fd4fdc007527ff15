package org.pollard.live;

import static java.util.Objects.requireNonNull;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.pollard.edge.Arrival;
import org.pollard.edge.Hop;
import org.pollard.edge.connection.Shortcut;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;

/// `GET /live/sessions/{id}/events`, `GET /live/rooms/{course}/events` and `GET
/// /live/meetings/{id}/events`: what can be seen, as a stream. On the event loop; what must ask the
/// database goes to a virtual thread.
@ApplicationScoped
class LiveRoutes {

  private static final System.Logger LOG = System.getLogger(LiveRoutes.class.getName());

  private final Later later;
  private final Watching watching;
  private final Audience audience;
  private final PollStore polls;
  private final MeetingDoor door;
  private final ExecutorService virtualThreads;

  LiveRoutes(
      Later later,
      Watching watching,
      Audience audience,
      PollStore polls,
      MeetingDoor door,
      @VirtualThreads ExecutorService virtualThreads) {
    this.later = later;
    this.watching = watching;
    this.audience = audience;
    this.polls = polls;
    this.door = door;
    this.virtualThreads = virtualThreads;
  }

  void sessionEvents(RoutingContext http, VoterId voter) {
    SessionId session = new SessionId(Arrival.id(http, "id"));
    EventStream stream = stream(http, voter, new Topic.Session(session));
    later.answer(
        http,
        () -> {
          Snapshot snapshot = new Snapshots(polls).of(List.of(session)).get(session);
          boolean sees = snapshot != null && sees(snapshot, voter);
          return () -> {
            if (sees) {
              open(http, stream);
            } else {
              LiveErrors.NOT_FOUND.answer(http);
            }
          };
        });
  }

  private boolean sees(Snapshot snapshot, VoterId voter) {
    Viewer viewer = audience.viewer(snapshot.session().audience(), voter);
    return snapshot.isShownTo(viewer);
  }

  void roomEvents(RoutingContext http, VoterId voter) {
    AudienceRef.InCourse room = new AudienceRef.InCourse(Arrival.id(http, "course"), null);
    EventStream stream = stream(http, voter, new Topic.OnShow(room));
    later.answer(
        http,
        () -> {
          boolean sees = audience.viewer(room, voter).view();
          return () -> {
            if (sees) {
              open(http, stream);
            } else {
              LiveErrors.NOT_FOUND.answer(http);
            }
          };
        });
  }

  /// The stream counts as being in the meeting, so it begins after the joining and ends with it.
  void meetingEvents(RoutingContext http, VoterId voter) {
    CompletableFuture<EventStream> began = new CompletableFuture<>();
    Runnable putOut =
        () -> {
          var _ = began.thenAccept(each -> each.context().runOnContext(_ -> each.end()));
        };
    Hop.then(
        http,
        door.enter(requireNonNull(http.pathParam("id")), voter, putOut),
        entry -> {
          switch (entry) {
            case MeetingDoor.Entry.Entered(var room, var leave) -> {
              EventStream stream = stream(http, voter, new Topic.Meeting(room));
              if (http.response().closed()) {
                leave.run();
                return;
              }
              http.addEndHandler(_ -> leave.run());
              open(http, stream);
              began.complete(stream);
            }
            case MeetingDoor.Entry.Closed() -> LiveErrors.DENIED.answer(http);
            case MeetingDoor.Entry.Unknown() -> LiveErrors.NOT_FOUND.answer(http);
            case MeetingDoor.Entry.Full() -> LiveErrors.BUSY.answer(http);
          }
        });
  }

  /// Of the event loop itself, not of this request: streams of one loop are written together.
  private EventStream stream(RoutingContext http, VoterId voter, Topic topic) {
    return new EventStream(
        http.response(),
        Shortcut.of(http.request()),
        VertxContext.getRootContext(requireNonNull(Vertx.currentContext())),
        voter,
        Arrival.of(http).shown(),
        topic,
        http.request().getHeader("Last-Event-ID"));
  }

  /// Of a client that left while its rights were looked up no end is told any more: its stream
  /// would stay, and count as a person, for ever.
  private void open(RoutingContext http, EventStream stream) {
    if (http.response().closed()) {
      return;
    }
    switch (watching.add(stream)) {
      case ADMITTED -> begin(http, stream);
      case TOO_MANY_OF_ONE -> LiveErrors.TOO_MANY_STREAMS.answer(http);
      case TOO_MANY -> LiveErrors.BUSY.answer(http);
    }
  }

  private void begin(RoutingContext http, EventStream stream) {
    // Beside what others do at the end, such as leaving a meeting, and not in its place.
    http.addEndHandler(_ -> watching.remove(stream));
    stream.begin();
    virtualThreads.execute(
        () -> {
          try {
            watching.follow(stream);
          } catch (RuntimeException e) {
            // Open and silent it would never recover; ended, the client soon tries again.
            LOG.log(Level.WARNING, "A stream could not begin and was ended: {0}", e.toString());
            stream.context().runOnContext(_ -> stream.end());
          }
        });
  }
}
