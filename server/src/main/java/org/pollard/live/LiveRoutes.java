package org.pollard.live;

import static java.util.Objects.requireNonNull;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;

/// Pollard's own API: `GET /live/sessions/{id}`, its `/events`, and `GET
/// /live/rooms/{course}/events`. Plain routes on the event loop, since what is streamed is encoded
/// once for many; what must ask the database goes to a virtual thread.
@ApplicationScoped
class LiveRoutes {

  private static final int LONGEST_ID = 18;

  private final Credentials credentials;
  private final Watching watching;
  private final Audience audience;
  private final PollStore polls;
  private final VoteStore votes;
  private final LiveVotes liveVotes;
  private final ExecutorService virtualThreads;

  LiveRoutes(
      Credentials credentials,
      Watching watching,
      Audience audience,
      PollStore polls,
      VoteStore votes,
      LiveVotes liveVotes,
      @VirtualThreads ExecutorService virtualThreads) {
    this.credentials = credentials;
    this.watching = watching;
    this.audience = audience;
    this.polls = polls;
    this.votes = votes;
    this.liveVotes = liveVotes;
    this.virtualThreads = virtualThreads;
  }

  void register(@Observes Router router) {
    router.get("/live/sessions/:id").handler(http -> identified(http, this::snapshot));
    router.get("/live/sessions/:id/events").handler(http -> identified(http, this::sessionEvents));
    router.put("/live/sessions/:id/vote").handler(this::vote);
    router.get("/live/rooms/:course/events").handler(http -> identified(http, this::roomEvents));
    router.route("/live/*").order(Integer.MAX_VALUE).handler(LiveErrors.NOT_FOUND::answer);
  }

  private void snapshot(RoutingContext http, VoterId voter) {
    SessionId session = new SessionId(id(http, "id"));
    Snapshots snapshots = new Snapshots(polls);
    later(
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
    SessionId session = new SessionId(id(http, "id"));
    EventStream stream = stream(http, voter, null);
    later(
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
    AudienceRef room = new AudienceRef.InCourse(id(http, "course"), null);
    EventStream stream = stream(http, voter, room);
    later(
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

  private EventStream stream(RoutingContext http, VoterId voter, @Nullable AudienceRef room) {
    return new EventStream(
        http.response(),
        requireNonNull(Vertx.currentContext()),
        voter,
        shown(http.request()),
        room,
        http.request().getHeader("Last-Event-ID"));
  }

  private void open(RoutingContext http, EventStream stream, Runnable first) {
    if (!watching.add(stream)) {
      LiveErrors.BUSY.answer(http);
      return;
    }
    http.response().closeHandler(_ -> watching.remove(stream));
    http.response().endHandler(_ -> watching.remove(stream));
    stream.begin();
    virtualThreads.execute(first);
  }

  private void vote(RoutingContext http) {
    HttpServerRequest request = http.request();
    String length = request.getHeader("Content-Length");
    if (length == null || length.length() > LiveVotes.LARGEST_BODY_DIGITS) {
      (length == null ? LiveErrors.BAD_REQUEST : LiveErrors.TOO_LARGE).answer(http);
      return;
    }
    request
        .body()
        .onSuccess((Buffer body) -> identified(http, (each, voter) -> cast(each, voter, body)))
        .onFailure(_ -> LiveErrors.BAD_REQUEST.answer(http));
    // The framework hands requests on paused.
    var _ = request.resume();
  }

  private void cast(RoutingContext http, VoterId voter, Buffer body) {
    liveVotes.cast(http, new SessionId(id(http, "id")), voter, body);
  }

  /// Finds out who asks, then goes on where the request came in.
  private void identified(RoutingContext http, BiConsumer<RoutingContext, VoterId> then) {
    onContext(
        http,
        credentials.voter(shown(http.request())),
        voter -> {
          if (voter == null) {
            LiveErrors.UNAUTHENTICATED.answer(http);
          } else {
            then.accept(http, voter);
          }
        });
  }

  private interface Question {
    Runnable ask();
  }

  /// Asks the database on a virtual thread and answers where the request came in.
  private void later(RoutingContext http, Question question) {
    onContext(
        http,
        java.util.concurrent.CompletableFuture.supplyAsync(question::ask, virtualThreads),
        Runnable::run);
  }

  static <T extends @Nullable Object> void onContext(
      RoutingContext http, CompletionStage<T> stage, Consumer<T> then) {
    Context context = requireNonNull(Vertx.currentContext());
    var _ =
        stage.whenComplete(
            (value, fault) ->
                context.runOnContext(
                    _ -> {
                      if (fault == null) {
                        then.accept(value);
                      } else {
                        http.fail(fault);
                      }
                    }));
  }

  private static Credentials.Shown shown(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    String bearer =
        header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer ")
            ? header.substring("bearer ".length()).strip()
            : null;
    Map<String, String> cookies = new HashMap<>();
    for (Cookie each : request.cookies()) {
      cookies.put(each.getName(), each.getValue());
    }
    return new Credentials.Shown(bearer, cookies);
  }

  /// An id from the path; 0, which nothing has, for what cannot be one.
  private static long id(RoutingContext http, String name) {
    String text = http.pathParam(name);
    boolean digits =
        text != null
            && !text.isEmpty()
            && text.length() <= LONGEST_ID
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Long.parseLong(text) : 0;
  }
}
