package org.pollard.live;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.pollard.edge.ClientAddress;
import org.pollard.edge.Guesses;
import org.pollard.edge.Hop;
import org.pollard.people.BusyException;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;

/// `GET /live/public/{code}`: what a room has on show, as whoever is in it and has not voted sees
/// it, for everybody who knows the code: nobody is asked who they are, and all get the same bytes.
/// So a proxy may keep it, and millions cost the server what one costs. Thread-safe; on the event
/// loop.
///
/// It is kept here for a second as well, one for all who ask meanwhile.
///
/// Who tries codes is as slow as who tries to join by them. Where a code was right once, those who
/// follow it go on without waiting, and do not count as guessing once it is good no more.
@ApplicationScoped
class PublicSight {

  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final int MOST_CODES = 1_000;
  private static final int MOST_FOLLOWERS = 100_000;
  private static final Duration FOLLOWED = Duration.ofHours(1);
  private static final int LONGEST_CODE = 32;

  /// A proxy that has it asks once a second, and hands out what it has until it is answered.
  private static final String CACHE = "public, max-age=1, stale-while-revalidate=10";

  private static final Sight NOTHING = new Sight("nothing", Buffer.buffer("{\"session\":null}"));

  /// Is in the room, and nobody in particular.
  private static final Viewer ANYBODY = new Viewer(false, true, true, false, true, false, false);

  private final PublicRooms rooms;
  private final PollStore polls;
  private final Snapshots snapshots;
  private final Guesses guesses;
  private final ClientAddress addresses;
  private final AsyncCache<String, Optional<Sight>> kept;
  private final Cache<Follower, Boolean> followers =
      Caffeine.newBuilder().maximumSize(MOST_FOLLOWERS).expireAfterAccess(FOLLOWED).build();

  private record Follower(String address, String code) {}

  /// @param id equal ids, equal bytes
  private record Sight(String id, Buffer body) {}

  PublicSight(
      PublicRooms rooms,
      PollStore polls,
      Guesses guesses,
      ClientAddress addresses,
      @VirtualThreads ExecutorService virtualThreads) {
    this.guesses = guesses;
    this.addresses = addresses;
    this.rooms = rooms;
    this.polls = polls;
    this.snapshots = new Snapshots(polls);
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(MOST_CODES)
            .expireAfterWrite(KEPT)
            .executor(virtualThreads)
            .buildAsync();
  }

  void show(RoutingContext http) {
    String code = requireNonNull(http.pathParam("code"));
    if (code.length() > LONGEST_CODE) {
      answerNothing(http);
      return;
    }
    Follower asking = new Follower(addresses.of(http.request()), code);
    Hop.then(http, kept.get(code, this::look), sight -> tell(http, asking, sight));
  }

  private void tell(RoutingContext http, Follower asking, Optional<Sight> sight) {
    if (followers.getIfPresent(asking) != null) {
      answer(http, sight);
      return;
    }
    try {
      Guesses.Attempt attempt = guesses.begin(asking.address());
      try {
        guesses.later(
            attempt.delay(),
            (millis, then) -> http.vertx().setTimer(millis, _ -> then.run()),
            () -> settle(http, asking, sight, attempt));
      } catch (BusyException e) {
        attempt.close();
        throw e;
      }
    } catch (BusyException e) {
      LiveErrors.tooMany(http, e);
    }
  }

  private void settle(
      RoutingContext http, Follower asking, Optional<Sight> sight, Guesses.Attempt attempt) {
    try (attempt) {
      if (sight.isPresent()) {
        attempt.right();
        followers.put(asking, true);
      }
      answer(http, sight);
    }
  }

  private static void answer(RoutingContext http, Optional<Sight> sight) {
    sight.ifPresentOrElse(each -> answer(http, each), () -> answerNothing(http));
  }

  private Optional<Sight> look(String code) {
    return rooms.behind(code).map(room -> onShow(room).orElse(NOTHING));
  }

  /// What is for a section only is not for everybody.
  private Optional<Sight> onShow(AudienceRef.InCourse room) {
    Optional<SessionId> onShow = polls.onShow(room);
    return onShow
        .flatMap(each -> Optional.ofNullable(snapshots.of(List.of(each)).get(each)))
        .filter(each -> each.session().audience().equals(room))
        .filter(each -> each.isShownTo(ANYBODY))
        .map(
            each -> {
              View view = View.of(each.session().showsResultsTo(ANYBODY, false), false);
              return new Sight(each.id(view), each.body(view));
            });
  }

  /// Whoever tries codes through a proxy costs no more than whoever knows one.
  private static void answerNothing(RoutingContext http) {
    http.response().putHeader(HttpHeaders.CACHE_CONTROL, CACHE);
    LiveErrors.NOT_FOUND.answer(http);
  }

  private static void answer(RoutingContext http, Sight sight) {
    String tag = "\"" + sight.id() + "\"";
    http.response().putHeader(HttpHeaders.CACHE_CONTROL, CACHE).putHeader(HttpHeaders.ETAG, tag);
    String had = http.request().getHeader(HttpHeaders.IF_NONE_MATCH);
    if (had != null && had.contains(tag)) {
      var _ = http.response().setStatusCode(304).end();
      return;
    }
    var _ =
        http.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(sight.body());
  }
}
