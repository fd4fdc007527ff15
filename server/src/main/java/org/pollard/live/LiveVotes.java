package org.pollard.live;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.Hop;
import org.pollard.live.Shape.Content;
import org.pollard.live.Shape.Content.Plain;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.Audience;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.voting.KnownSessions;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;
import org.pollard.voting.VoteStore;
import org.pollard.voting.Voting;

/// `PUT /live/sessions/{id}/vote` with `{"choice": <id>}`, or an answer of another kind. Never
/// blocks the event loop.
///
/// Sending the same vote again is safe and has the same answer in a named session, also after the
/// close. Another answer takes the place of the first one in a session that is changeable, while it
/// is open. In an anonymous one nothing stored tells what was voted, so every repeat is "already
/// voted".
@Singleton
class LiveVotes {

  /// A vote that counts.
  static final Shape<Counted> COUNTED =
      Shape.<Counted>of()
          .has("outcome", new Content.Word(List.of("counted")), _ -> "counted")
          .has("session", Plain.WHOLE, each -> each.session.value())
          .hasOneOf(AnswerJson.ALL, each -> AnswerJson.draw(each.answer))
          .mayHave("at", Plain.TEXT, each -> each.at == null ? null : each.at.toString())
          .mayHave("changed", Plain.YES_OR_NO, each -> each.changed ? true : null);

  /// @param at null where it is not kept
  /// @param changed whether it took the place of another one
  record Counted(SessionId session, Answer answer, @Nullable Instant at, boolean changed) {}

  private final Audience audience;
  private final KnownSessions sessions;
  private final Voting voting;
  private final VoteStore votes;
  private final ExecutorService virtualThreads;

  LiveVotes(
      Audience audience,
      KnownSessions sessions,
      Voting voting,
      VoteStore votes,
      @VirtualThreads ExecutorService virtualThreads) {
    this.audience = audience;
    this.sessions = sessions;
    this.voting = voting;
    this.votes = votes;
    this.virtualThreads = virtualThreads;
  }

  void cast(RoutingContext http, VoterId voter, Buffer body) {
    SessionId session = new SessionId(Arrival.id(http, "id"));
    switch (VoteBody.of(body)) {
      case VoteBody.Unreadable(String detail) -> LiveErrors.BAD_REQUEST.answer(http, detail);
      case VoteBody.Wrong(String detail) -> LiveErrors.INVALID_ANSWER.answer(http, detail);
      case VoteBody.Said(Answer answer) -> cast(http, voter, session, answer);
    }
  }

  private void cast(RoutingContext http, VoterId voter, SessionId session, Answer answer) {
    Hop.then(
        http,
        sessions.find(session),
        found -> {
          if (found == null) {
            LiveErrors.NOT_FOUND.answer(http);
          } else {
            cast(http, voter, found, answer);
          }
        });
  }

  private void cast(RoutingContext http, VoterId voter, PollSession session, Answer answer) {
    Hop.then(
        http,
        audience.viewerLater(session.audience(), voter),
        viewer -> {
          if (viewer.takesPart()) {
            voting.cast(
                new Vote(session.id(), voter, answer, session.changeable()),
                Hop.loop(),
                Hop.here(http, outcome -> settled(http, voter, session, viewer, answer, outcome)));
          } else {
            (session.isShownTo(viewer) ? LiveErrors.DENIED : LiveErrors.NOT_FOUND).answer(http);
          }
        });
  }

  /// After the close a repeat still finds what it did before.
  private void settled(
      RoutingContext http,
      VoterId voter,
      PollSession session,
      Viewer viewer,
      Answer answer,
      VoteOutcome outcome) {
    if (!(outcome instanceof VoteOutcome.Closed)) {
      answer(http, session.id(), answer, outcome);
      return;
    }
    Hop.then(
        http,
        CompletableFuture.supplyAsync(() -> votes.vote(session.id(), voter), virtualThreads),
        earlier ->
            answer(
                http,
                session.id(),
                answer,
                earlier
                    .<VoteOutcome>map(
                        vote -> new VoteOutcome.AlreadyVoted(vote.answer(), vote.at()))
                    .orElseGet(() -> known(outcome, session, viewer))));
  }

  /// A session that is not shown to the voter is not there for them. It is judged after the
  /// database has said that it takes no votes, since what is remembered of it may be older than its
  /// opening.
  private static VoteOutcome known(VoteOutcome closed, PollSession session, Viewer viewer) {
    return session.isShownTo(viewer) ? closed : new VoteOutcome.UnknownSession();
  }

  private static void answer(
      RoutingContext http, SessionId session, Answer answer, VoteOutcome outcome) {
    switch (outcome) {
      case VoteOutcome.Counted(var at, var changed, var rounded) ->
          counted(http, session, Objects.requireNonNullElse(rounded, answer), at, changed);
      case VoteOutcome.AlreadyVoted(var earlier, var at)
          when earlier != null && answer.matches(earlier) ->
          counted(http, session, earlier, at, false);
      case VoteOutcome.AlreadyVoted _ -> LiveErrors.ALREADY_VOTED.answer(http);
      case VoteOutcome.Closed _ -> LiveErrors.CLOSED.answer(http);
      case VoteOutcome.Invalid(String detail) -> LiveErrors.INVALID_ANSWER.answer(http, detail);
      case VoteOutcome.Full _ -> LiveErrors.FULL.answer(http);
      case VoteOutcome.UnknownChoice _ -> LiveErrors.UNKNOWN_CHOICE.answer(http);
      case VoteOutcome.UnknownSession _ -> LiveErrors.NOT_FOUND.answer(http);
      case VoteOutcome.Newer _ -> LiveErrors.NEWER_QUESTION.answer(http);
      case VoteOutcome.Busy _ -> LiveErrors.BUSY.answer(http);
      case VoteOutcome.Failed _ -> LiveErrors.UNKNOWN_OUTCOME.answer(http);
    }
  }

  static void counted(
      RoutingContext http,
      SessionId session,
      Answer answer,
      @Nullable Instant at,
      boolean changed) {
    Counted said = new Counted(session, answer, at, changed);
    var _ =
        http.response()
            .putHeader("Content-Type", "application/json")
            .end(COUNTED.draw(said).toBuffer());
  }
}
