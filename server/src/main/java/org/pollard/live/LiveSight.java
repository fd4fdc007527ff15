package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;

/// `GET /live/sessions/{id}` and `GET /live/rooms/{course}`: what can be seen now, by a plain
/// request. On the event loop; what must ask the database goes to a virtual thread.
@ApplicationScoped
class LiveSight {

  /// Says that streams are for others now, and that whoever can should follow what is shown to all.
  private static final String FULL = "X-Pollard-Full";

  private static final Buffer NOTHING = Buffer.buffer("{\"session\":null}");

  private final Later later;
  private final Watching watching;
  private final Audience audience;
  private final PollStore polls;
  private final VoteStore votes;

  LiveSight(Later later, Watching watching, Audience audience, PollStore polls, VoteStore votes) {
    this.later = later;
    this.watching = watching;
    this.audience = audience;
    this.polls = polls;
    this.votes = votes;
  }

  void session(RoutingContext http, VoterId voter) {
    SessionId session = new SessionId(Arrival.id(http, "id"));
    later.answer(
        http,
        () -> {
          Sight sight = sight(session, voter, false);
          if (sight == null) {
            // Throws when it is there, and this node is too old for it.
            var _ = polls.session(session);
          }
          return () -> {
            if (sight == null) {
              LiveErrors.NOT_FOUND.answer(http);
            } else {
              answer(http, sight);
            }
          };
        });
  }

  /// What is on show in a room, which its stream says too. Who asks is in the room.
  void room(RoutingContext http, VoterId voter) {
    AudienceRef.InCourse room = new AudienceRef.InCourse(Arrival.id(http, "course"), null);
    boolean remote = Arrival.of(http).shown().remote() != null;
    later.answer(
        http,
        () -> {
          if (!audience.viewer(room, voter).view()) {
            return () -> LiveErrors.NOT_FOUND.answer(http);
          }
          watching.glanced(room, voter);
          SessionId onShow = polls.onShow(room).orElse(null);
          Sight sight = onShow == null ? null : sight(onShow, voter, remote);
          Sight shown = sight == null ? new Sight("nothing", NOTHING) : sight;
          return () -> {
            if (watching.isFull()) {
              http.response().putHeader(FULL, "1");
            }
            answer(http, shown);
          };
        });
  }

  /// @param id equal ids, equal bytes
  private record Sight(String id, Buffer body) {}

  /// Null where there is nothing that this person may see.
  ///
  /// @param remote whether it is their remote control that asks, which sees what the hall sees
  private @Nullable Sight sight(SessionId session, VoterId voter, boolean remote) {
    Snapshot snapshot = new Snapshots(polls).of(List.of(session)).get(session);
    if (snapshot == null) {
      return null;
    }
    Viewer viewer = audience.viewer(snapshot.session().audience(), voter);
    if (!snapshot.isShownTo(viewer)) {
      return null;
    }
    if (remote) {
      View hall = snapshot.viewOfHall();
      return new Sight(snapshot.id(hall), snapshot.body(hall));
    }
    boolean voted = snapshot.hasVotes() && votes.votedIn(voter, List.of(session)).contains(session);
    View view = snapshot.viewOf(viewer, voted);
    return new Sight(snapshot.id(view), snapshot.body(view));
  }

  private static void answer(RoutingContext http, Sight sight) {
    String tag = "\"" + sight.id() + "\"";
    http.response().putHeader("ETag", tag).putHeader("Cache-Control", "private, no-cache");
    // A proxy that compresses makes the tag a weak one, and what comes back is compared as such.
    String had = http.request().getHeader("If-None-Match");
    if (had != null && had.contains(tag)) {
      var _ = http.response().setStatusCode(304).end();
      return;
    }
    var _ = http.response().putHeader("Content-Type", "application/json").end(sight.body());
  }
}
