package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pollard.edge.Arrival;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Edition;
import org.pollard.poll.Picture;
import org.pollard.poll.Poll;
import org.pollard.poll.PollDraft;
import org.pollard.poll.PollId;
import org.pollard.poll.PollRights;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.Polls;
import org.pollard.poll.Viewer;

/// `/live/polls` and `GET /live/rooms/{course}/polls`: hosts make polls of every kind, read,
/// replace and delete them. Thread-safe; works on virtual threads.
@ApplicationScoped
class LivePolls {

  private static final int MOST_OF_ROOM = 1_000;
  private static final int MOST_NEVER_ASKED = 200;
  private static final int MOST_EDITIONS = 20;

  private final Later later;
  private final PollStore store;
  private final Polls polls;
  private final Audience audience;
  private final RoomTeachers teachers;

  LivePolls(Later later, PollStore store, Polls polls, Audience audience, RoomTeachers teachers) {
    this.later = later;
    this.store = store;
    this.polls = polls;
    this.audience = audience;
    this.teachers = teachers;
  }

  /// `POST /live/polls`.
  void create(RoutingContext http, VoterId host, Buffer body) {
    later.answer(
        http,
        () ->
            teachers.teachesNow(host)
                ? withDraft(http, body, false, draft -> created(http, host, draft))
                : () -> LiveErrors.DENIED.answer(http));
  }

  private Runnable created(RoutingContext http, VoterId host, PollDraft draft) {
    Poll made = polls.create(host, draft);
    List<Choice> choices = choices(made);
    JsonObject drawn = draw(made, choices);
    String edition = Edition.of(made, choices);
    return () -> {
      http.response().putHeader("Location", "/live/polls/" + made.id().value());
      answer(http, 201, edition, drawn);
    };
  }

  /// `GET /live/polls/{id}`.
  void show(RoutingContext http, VoterId host) {
    later.answer(http, () -> managed(http, host, PollRights::update, poll -> shown(http, poll)));
  }

  private Runnable shown(RoutingContext http, Poll poll) {
    List<Choice> choices = choices(poll);
    JsonObject drawn = draw(poll, choices);
    String edition = Edition.of(poll, choices);
    return () -> answer(http, 200, edition, drawn);
  }

  /// `PUT /live/polls/{id}`.
  void replace(RoutingContext http, VoterId host, Buffer body) {
    later.answer(
        http,
        () ->
            managed(
                http,
                host,
                PollRights::everywhere,
                poll -> withDraft(http, body, true, draft -> replaced(http, poll.id(), draft))));
  }

  private Runnable replaced(RoutingContext http, PollId id, PollDraft draft) {
    return switch (polls.replace(id, draft, seen(http))) {
      case REPLACED ->
          store
              .poll(id)
              .map(each -> shown(http, each))
              .orElse(() -> LiveErrors.NOT_FOUND.answer(http));
      case GONE -> () -> LiveErrors.NOT_FOUND.answer(http);
      case CHANGED -> () -> LiveErrors.CHANGED.answer(http);
      case UNKNOWN_CHOICE ->
          () ->
              LiveErrors.INVALID.answer(
                  http, "choices: an id must be one of this poll, and be named once.");
      case HAS_VOTES ->
          () ->
              LiveErrors.HAS_VOTES.answer(
                  http,
                  "Somebody has answered: another kind, and other settings than correct, tolerance,"
                      + " low, high, unit and approve, would change what was answered.");
      case HAS_ANONYMOUS_VOTES ->
          () ->
              LiveErrors.HAS_VOTES.answer(
                  http,
                  "Somebody has chosen one of the choices in an anonymous session, where nothing"
                      + " stored tells who: it cannot be deleted.");
    };
  }

  /// The editions that `If-Match` names (RFC 9110, 13.1.1); none when any will do.
  private static Set<String> seen(RoutingContext http) {
    String header = http.request().getHeader(HttpHeaders.IF_MATCH);
    if (header == null || header.strip().equals("*")) {
      return Set.of();
    }
    return Stream.of(header.split(",", MOST_EDITIONS))
        .map(each -> each.strip().replaceFirst("^W/", "").replace("\"", ""))
        .collect(Collectors.toSet());
  }

  /// `DELETE /live/polls/{id}`.
  void delete(RoutingContext http, VoterId host) {
    later.answer(
        http,
        () ->
            managed(
                http,
                host,
                PollRights::everywhere,
                poll -> {
                  polls.delete(poll.id());
                  return () -> {
                    var _ = http.response().setStatusCode(204).end();
                  };
                }));
  }

  /// `GET /live/rooms/{course}/polls`.
  void ofRoom(RoutingContext http, VoterId host) {
    AudienceRef.InCourse room = new AudienceRef.InCourse(Arrival.id(http, "course"), null);
    later.answer(
        http,
        () -> {
          Viewer viewer = audience.viewer(room, host);
          if (!viewer.manage()) {
            boolean sees = viewer.view();
            return () -> (sees ? LiveErrors.DENIED : LiveErrors.NOT_FOUND).answer(http);
          }
          JsonObject drawn = drawRoom(room, host);
          return () -> answer(http, 200, drawn);
        });
  }

  private JsonObject drawRoom(AudienceRef.InCourse room, VoterId host) {
    Map<PollId, List<Long>> sessions = new LinkedHashMap<>();
    for (PollSession each : store.agenda(room, Slice.first(MOST_OF_ROOM)).items()) {
      sessions.computeIfAbsent(each.poll(), _ -> new ArrayList<>()).add(each.id().value());
    }
    Map<PollId, Poll> found = store.polls(sessions.keySet());
    List<Poll> never = store.neverAsked(host, MOST_NEVER_ASKED);
    Set<PollId> ids = new LinkedHashSet<>(found.keySet());
    never.forEach(each -> ids.add(each.id()));
    Map<PollId, List<Choice>> choices = store.choicesOf(ids);
    Map<PollId, List<Picture>> pictures = store.pictures(ids);
    JsonArray all = new JsonArray();
    List<Poll> inOrder = new ArrayList<>();
    sessions.keySet().forEach(each -> Optional.ofNullable(found.get(each)).ifPresent(inOrder::add));
    inOrder.addAll(never);
    for (Poll each : inOrder) {
      all.add(
          PollJson.OF_ROOM.draw(
              new PollJson(
                  each,
                  choices.getOrDefault(each.id(), List.of()),
                  pictures.getOrDefault(each.id(), List.of()),
                  sessions.getOrDefault(each.id(), List.of()))));
    }
    return new JsonObject().put("polls", all);
  }

  private Runnable withDraft(
      RoutingContext http, Buffer body, boolean ids, Function<PollDraft, Runnable> then) {
    try {
      return then.apply(PollBody.read(ExactJson.object(body), ids));
    } catch (DecodeException e) {
      return () -> LiveErrors.BAD_REQUEST.answer(http, "The body must be a JSON object.");
    } catch (Quota.Reached e) {
      return () -> LiveErrors.QUOTA.answer(http, e.sentence());
    } catch (IllegalArgumentException e) {
      return () -> LiveErrors.INVALID.answer(http, String.valueOf(e.getMessage()));
    }
  }

  /// Who may read the poll hears that they may do no more; to all others it is not there.
  private Runnable managed(
      RoutingContext http,
      VoterId host,
      Predicate<PollRights> right,
      Function<Poll, Runnable> then) {
    Optional<Poll> poll = store.poll(new PollId(Arrival.id(http, "id")));
    PollRights rights = poll.map(each -> rights(each, host)).orElse(PollRights.NONE);
    if (poll.isPresent() && right.test(rights)) {
      return then.apply(poll.get());
    }
    if (rights.update()) {
      return () ->
          LiveErrors.DENIED.answer(
              http,
              "The poll is somebody else's, and asked in a course as well that you do not run.");
    }
    return () -> (rights.read() ? LiveErrors.DENIED : LiveErrors.NOT_FOUND).answer(http);
  }

  private PollRights rights(Poll poll, VoterId person) {
    List<AudienceRef> audiences =
        store.audiencesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of());
    return PollRights.of(poll, person, audiences, audience);
  }

  private List<Choice> choices(Poll poll) {
    return store.choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of());
  }

  private JsonObject draw(Poll poll, List<Choice> choices) {
    PollId id = poll.id();
    List<Picture> pictures = store.pictures(List.of(id)).getOrDefault(id, List.of());
    return PollJson.SHAPE.draw(new PollJson(poll, choices, pictures, List.of()));
  }

  private static void answer(RoutingContext http, int status, String edition, JsonObject body) {
    http.response().putHeader(HttpHeaders.ETAG, '"' + edition + '"');
    answer(http, status, body);
  }

  private static void answer(RoutingContext http, int status, JsonObject body) {
    var _ =
        http.response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/json")
            .putHeader("Cache-Control", "no-store")
            .end(body.toBuffer());
  }
}
