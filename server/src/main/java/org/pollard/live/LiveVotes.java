package org.pollard.live;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.Hop;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.Audience;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;
import org.pollard.voting.CountedVote;
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
@ApplicationScoped
class LiveVotes {

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
        sessions
            .find(session)
            .thenCompose(
                found -> {
                  if (found == null) {
                    return outcome(new VoteOutcome.UnknownSession());
                  }
                  return audience
                      .viewerLater(found.audience(), voter)
                      .thenCompose(
                          viewer -> {
                            if (!viewer.takesPart()) {
                              return outcome(
                                  found.isShownTo(viewer)
                                      ? null
                                      : new VoteOutcome.UnknownSession());
                            }
                            return voting
                                .cast(new Vote(session, voter, answer, found.changeable()))
                                .thenCompose(made -> repeated(made, session, voter))
                                .thenApply(made -> known(made, found, viewer));
                          });
                }),
        outcome -> answer(http, session, answer, outcome));
  }

  /// A session that is not shown to the voter is not there for them. It is judged after the
  /// database has said that it takes no votes, since what is remembered of it may be older than its
  /// opening.
  private static @Nullable VoteOutcome known(
      @Nullable VoteOutcome outcome, PollSession session, Viewer viewer) {
    return outcome instanceof VoteOutcome.Closed && !session.isShownTo(viewer)
        ? new VoteOutcome.UnknownSession()
        : outcome;
  }

  /// After the close a repeat still finds what it did before.
  private CompletableFuture<@Nullable VoteOutcome> repeated(
      VoteOutcome outcome, SessionId session, VoterId voter) {
    if (!(outcome instanceof VoteOutcome.Closed)) {
      return outcome(outcome);
    }
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<CountedVote> earlier = votes.vote(session, voter);
          return earlier.isEmpty()
              ? outcome
              : new VoteOutcome.AlreadyVoted(earlier.get().answer(), earlier.get().at());
        },
        virtualThreads);
  }

  /// @param outcome null when the viewer may see the session but not vote
  private static void answer(
      RoutingContext http, SessionId session, Answer answer, @Nullable VoteOutcome outcome) {
    switch (outcome) {
      case null -> LiveErrors.DENIED.answer(http);
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
    JsonObject body = new JsonObject().put("outcome", "counted").put("session", session.value());
    AnswerJson.put(body, answer);
    if (at != null) {
      body.put("at", at.toString());
    }
    if (changed) {
      body.put("changed", true);
    }
    var _ = http.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
  }

  private static CompletableFuture<@Nullable VoteOutcome> outcome(@Nullable VoteOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
