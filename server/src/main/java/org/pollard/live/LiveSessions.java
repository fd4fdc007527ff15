package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.live.Shape.Content.Plain;
import org.pollard.people.CallerKind;
import org.pollard.people.Quota;
import org.pollard.people.VoterId;
import org.pollard.people.VoterNames;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollRights;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.Polls;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;
import org.pollard.voting.Voting;

/// What hosts do: make a poll session, open and close it, reveal its results, put it on show, and
/// see who has voted. Thread-safe; works on virtual threads.
@ApplicationScoped
class LiveSessions {

  private static final int VOTERS_A_PAGE = 1_000;

  /// Who has voted.
  static final Shape<Voters> VOTERS =
      Shape.<Voters>of()
          .has("session", Plain.WHOLE, each -> each.session.value())
          .hasMany(
              "voters",
              Shape.<Voter>of()
                  .has("id", Plain.WHOLE, each -> each.id.value())
                  .hasOrNull("name", Plain.TEXT, Voter::name),
              Voters::named)
          .mayHave("next_after", Plain.WHOLE, Voters::nextAfter);

  record Voter(VoterId id, @Nullable String name) {}

  /// @param nextAfter null on the last page
  record Voters(
      SessionId session, List<VoterId> page, Map<VoterId, String> names, @Nullable Long nextAfter) {

    List<Voter> named() {
      return page.stream().map(each -> new Voter(each, names.get(each))).toList();
    }
  }

  private final Later later;
  private final PollStore store;
  private final Polls polls;
  private final Voting voting;
  private final VoteStore votes;
  private final Audience audience;
  private final VoterNames names;

  LiveSessions(
      Later later,
      PollStore store,
      Polls polls,
      Voting voting,
      VoteStore votes,
      Audience audience,
      VoterNames names) {
    this.later = later;
    this.store = store;
    this.polls = polls;
    this.voting = voting;
    this.votes = votes;
    this.audience = audience;
    this.names = names;
  }

  /// `POST /live/polls/{poll}/sessions`.
  void create(RoutingContext http, LiveCaller host, Buffer body) {
    PollId poll = new PollId(Arrival.id(http, "poll"));
    SessionWish wish = wish(http, body);
    if (wish == null) {
      return;
    }
    if (wish.course() == null) {
      LiveErrors.INVALID.answer(http, "course is missing: the id of the course that is asked.");
      return;
    }
    if (wish.correct() != null) {
      LiveErrors.INVALID.answer(http, "correct is told after the close.");
      return;
    }
    AudienceRef asked = new AudienceRef.InCourse(wish.course(), wish.section());
    later.answer(http, () -> create(http, host, poll, asked, wish));
  }

  private Runnable create(
      RoutingContext http, LiveCaller host, PollId id, AudienceRef asked, SessionWish wish) {
    Poll poll = store.poll(id).orElse(null);
    Viewer viewer = host.in(asked, audience);
    if (poll == null || !rights(poll, host).read()) {
      return () -> LiveErrors.NOT_FOUND.answer(http);
    }
    if (!rights(poll, host).update() || !viewer.create()) {
      return () -> LiveErrors.DENIED.answer(http);
    }
    Optional<PollSession> made;
    try {
      made =
          polls.addSession(
              new PollStore.NewSession(
                  id,
                  asked,
                  wish.isAnonymous(),
                  wish.resultsOrHidden(),
                  !wish.isAnonymous(),
                  wish.isChangeable()));
    } catch (Quota.Reached e) {
      return () -> LiveErrors.QUOTA.answer(http, e.sentence());
    }
    if (made.isEmpty()) {
      return () -> LiveErrors.INVALID.answer(http, "The course has no such section.");
    }
    SessionId session = made.get().id();
    return Boolean.TRUE.equals(wish.open())
        ? opened(http, host, session, 201)
        : answer(http, host, session, 201);
  }

  /// `PATCH /live/sessions/{id}`.
  void change(RoutingContext http, LiveCaller host, Buffer body) {
    SessionId id = new SessionId(Arrival.id(http, "id"));
    SessionWish wish = wish(http, body);
    if (wish == null) {
      return;
    }
    if (wish.anonymous() != null || wish.course() != null || wish.section() != null) {
      LiveErrors.INVALID.answer(http, "anonymous, course and section are fixed with the session.");
      return;
    }
    later.answer(http, () -> change(http, host, id, wish));
  }

  private Runnable change(RoutingContext http, LiveCaller host, SessionId id, SessionWish wish) {
    PollSession session = store.session(id).orElse(null);
    Optional<Runnable> refusal = refusal(http, host, session);
    if (session == null || refusal.isPresent()) {
      return refusal.orElse(() -> LiveErrors.NOT_FOUND.answer(http));
    }
    if (wish.changeable() != null) {
      if (host.kind() == CallerKind.REMOTE) {
        // What is asked is not steered.
        return () -> LiveErrors.DENIED.answer(http);
      }
      Optional<Runnable> kept = changeable(http, id, wish.changeable());
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    ResultsVisibility results = wish.results();
    if (results != null) {
      polls.changeSession(id, now -> new PollStore.Setting(now.audience(), results));
    }
    if (Boolean.FALSE.equals(wish.open())) {
      voting.close(id);
    }
    if (Boolean.TRUE.equals(wish.onShow())) {
      polls.show(session);
    }
    if (wish.correct() != null && !polls.showCorrect(id, wish.correct())) {
      boolean opened = store.session(id).filter(PollSession::opened).isPresent();
      return () -> (opened ? LiveErrors.TAKES_VOTES : LiveErrors.NOT_OPENED).answer(http);
    }
    return Boolean.TRUE.equals(wish.open())
        ? opened(http, host, id, 200)
        : answer(http, host, id, 200);
  }

  /// Empty when it is as wanted now.
  private Optional<Runnable> changeable(RoutingContext http, SessionId id, boolean wanted) {
    return switch (polls.setChangeable(id, wanted)) {
      case CHANGED -> Optional.empty();
      case GONE -> Optional.of(() -> LiveErrors.NOT_FOUND.answer(http));
      case ANONYMOUS ->
          Optional.of(
              () ->
                  LiveErrors.INVALID.answer(
                      http,
                      "changeable cannot be with anonymous: nothing stored tells what was"
                          + " answered."));
      case HAS_VOTES -> Optional.of(() -> LiveErrors.HAS_VOTES.answer(http));
    };
  }

  private Runnable opened(RoutingContext http, LiveCaller host, SessionId id, int status) {
    boolean stays = voting.open(id).filter(session -> !session.open()).isPresent();
    return stays ? () -> LiveErrors.STAYS_CLOSED.answer(http) : answer(http, host, id, status);
  }

  /// The session as it is now, as the host sees it; a remote control is told what the hall is.
  private Runnable answer(RoutingContext http, LiveCaller host, SessionId id, int status) {
    Snapshot snapshot = new Snapshots(store).of(List.of(id)).get(id);
    if (snapshot == null) {
      return () -> LiveErrors.NOT_FOUND.answer(http);
    }
    View view =
        host.kind() == CallerKind.REMOTE ? snapshot.viewOfHall() : snapshot.viewOfHost(false);
    return () -> {
      http.response().setStatusCode(status).putHeader("Content-Type", "application/json");
      if (status == 201) {
        http.response().putHeader("Location", "/live/sessions/" + id.value());
      }
      var _ = http.response().end(snapshot.body(view));
    };
  }

  /// `DELETE /live/sessions/{id}`.
  void delete(RoutingContext http, LiveCaller host) {
    SessionId id = new SessionId(Arrival.id(http, "id"));
    later.answer(
        http,
        () ->
            refusal(http, host, store.session(id).orElse(null))
                .orElseGet(
                    () -> {
                      polls.deleteSession(id);
                      return () -> {
                        var _ = http.response().setStatusCode(204).end();
                      };
                    }));
  }

  /// `GET /live/sessions/{id}/voters`, with `?after=` the last id of the page before.
  void voters(RoutingContext http, LiveCaller host) {
    SessionId id = new SessionId(Arrival.id(http, "id"));
    String after = http.request().getParam("after", "0");
    later.answer(
        http,
        () -> {
          PollSession session = store.session(id).orElse(null);
          Optional<Runnable> refusal = refusal(http, host, session);
          if (session == null || refusal.isPresent()) {
            return refusal.orElse(() -> LiveErrors.NOT_FOUND.answer(http));
          }
          if (!session.tellsWhoTookPart()) {
            return () -> LiveErrors.STILL_OPEN.answer(http);
          }
          JsonObject page = page(id, new VoterId(Arrival.idOf(after)));
          return () -> {
            http.response().putHeader("Content-Type", "application/json");
            var _ = http.response().end(page.toBuffer());
          };
        });
  }

  private JsonObject page(SessionId session, VoterId after) {
    List<VoterId> found = votes.voters(session, after, VOTERS_A_PAGE + 1);
    List<VoterId> page = found.subList(0, Math.min(found.size(), VOTERS_A_PAGE));
    Map<VoterId, String> named = names.of(page);
    return VOTERS.draw(
        new Voters(
            session, page, named, found.size() > page.size() ? page.getLast().value() : null));
  }

  /// Empty when this person may change the session: only those may who run the room where it is
  /// asked. A poll that is asked in two rooms has two hosts, and neither is the other's.
  private Optional<Runnable> refusal(
      RoutingContext http, LiveCaller person, @Nullable PollSession session) {
    if (session == null) {
      return Optional.of(() -> LiveErrors.NOT_FOUND.answer(http));
    }
    Viewer viewer = person.in(session.audience(), audience);
    if (viewer.manage()) {
      return Optional.empty();
    }
    boolean sees = session.isShownTo(viewer);
    return Optional.of(() -> (sees ? LiveErrors.DENIED : LiveErrors.NOT_FOUND).answer(http));
  }

  /// Of polls that were never asked in the one room of a caller there are none.
  private PollRights rights(Poll poll, LiveCaller person) {
    List<AudienceRef> audiences =
        Objects.requireNonNullElse(store.audiencesOf(List.of(poll.id())).get(poll.id()), List.of());
    boolean known = person.room() == null || audiences.stream().anyMatch(person::knows);
    return known ? PollRights.of(poll, person.voter(), audiences, audience) : PollRights.NONE;
  }

  /// Null after an answer that says what is wrong.
  private static @Nullable SessionWish wish(RoutingContext http, Buffer body) {
    try {
      return SessionWish.of(body.toJsonObject());
    } catch (DecodeException | ClassCastException e) {
      LiveErrors.BAD_REQUEST.answer(http, "The body must be a JSON object.");
    } catch (IllegalArgumentException e) {
      LiveErrors.INVALID.answer(http, String.valueOf(e.getMessage()));
    }
    return null;
  }
}
