package org.pollard.canvas;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.pollard.canvas.params.Fields;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.edge.Hop;
import org.pollard.edge.Route;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.Audience;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.voting.SingleSessions;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;
import org.pollard.voting.Voting;

/// `POST …/poll_submissions`: row 20 of Canvas's Poll Submissions API. A plain route of the edge
/// and no resource, since nothing is asked more often. Stays on the event loop while memory answers
/// everything; only what memory does not know goes to a virtual thread.
@Singleton
class CanvasVotes {

  private static final String SUBMISSIONS = "/poll_submissions";

  private final SinglePolls polls;
  private final Voting voting;
  private final SingleSessions sessions;
  private final Audience audience;
  private final IdForm ids;
  private final ExecutorService virtualThreads;

  CanvasVotes(
      SinglePolls polls,
      Voting voting,
      SingleSessions sessions,
      Audience audience,
      IdForm ids,
      @VirtualThreads ExecutorService virtualThreads) {
    this.polls = polls;
    this.voting = voting;
    this.sessions = sessions;
    this.audience = audience;
    this.ids = ids;
    this.virtualThreads = virtualThreads;
  }

  static boolean isVote(Route route) {
    return route.method().equals("POST") && route.template().endsWith(SUBMISSIONS);
  }

  void cast(Arrival arrival, Caller caller) {
    RoutingContext http = arrival.http();
    CanvasCaller.Known voter = (CanvasCaller.Known) caller;
    PollId poll = new PollId(arrival.id("poll_id"));
    Hop.then(
        http,
        sessions.find(new SessionId(arrival.id("poll_session_id"))),
        session -> {
          if (session == null || !session.poll().equals(poll)) {
            CanvasErrors.notFound().answer(http);
          } else {
            choose(http, voter, session);
          }
        });
  }

  private void choose(RoutingContext http, CanvasCaller.Known voter, PollSession session) {
    Optional<Fields> given = voter.params().wrapper("poll_submissions", "poll_submission");
    if (given.isEmpty()) {
      CanvasErrors.missing("poll_submissions").answer(http);
      return;
    }
    long id = given.get().id("poll_choice_id").orElse(0);
    if (id == 0) {
      CanvasErrors.notFound().answer(http);
      return;
    }
    ChoiceId choice = new ChoiceId(id);
    Hop.then(
        http,
        audience.viewerLater(session.audience(), voter.person()),
        viewer -> {
          if (viewer.vote() && maySpeakFor(voter, session)) {
            cast(http, voter, session, choice);
          } else {
            refuse(http, session.poll(), choice);
          }
        });
  }

  /// Nobody votes for somebody else where it could not be told afterwards who it was, nor finds out
  /// that way whether they have voted.
  private static boolean maySpeakFor(CanvasCaller.Known voter, PollSession session) {
    return !session.anonymous() || voter.inPerson();
  }

  private void cast(
      RoutingContext http, CanvasCaller.Known voter, PollSession session, ChoiceId choice) {
    voting.cast(
        new Vote(session.id(), voter.person(), new SingleChoice(choice)),
        Hop.loop(),
        Hop.here(http, outcome -> answer(http, voter, session, choice, outcome)));
  }

  /// Canvas looks for the choice before it judges the right, so somebody without it learns which of
  /// the two it was.
  private void refuse(RoutingContext http, PollId poll, ChoiceId choice) {
    Hop.then(
        http,
        CompletableFuture.supplyAsync(() -> polls.choice(poll, choice), virtualThreads),
        found ->
            (found.isPresent() ? CanvasErrors.denied() : CanvasErrors.notFound()).answer(http));
  }

  private void answer(
      RoutingContext http,
      CanvasCaller.Known voter,
      PollSession session,
      ChoiceId choice,
      VoteOutcome outcome) {
    switch (outcome) {
      case VoteOutcome.Counted counted ->
          CanvasJson.end(
              http.response(),
              CanvasJson.OPTIMIZED_MEDIA_TYPE,
              PollSubmissionWire.bytes(
                  session.id(),
                  voter.person(),
                  choice,
                  counted.at(),
                  ids.areStrings(http.request())),
              Map.of());
      case VoteOutcome.AlreadyVoted _ ->
          CanvasErrors.invalid(
                  new ModelError(
                      "user_id", "taken", "can only submit one choice per poll session."))
              .answer(http);
      // Known as open when the call came in: it was closed in between.
      case VoteOutcome.Closed _ when session.open() ->
          CanvasErrors.invalid(
                  ModelError.custom("base", "This poll session is not open for submissions."))
              .answer(http);
      case VoteOutcome.Closed _ -> CanvasErrors.denied().answer(http);
      case VoteOutcome.UnknownChoice _,
          VoteOutcome.Invalid _,
          VoteOutcome.Full _,
          VoteOutcome.UnknownSession _,
          VoteOutcome.Newer _ ->
          CanvasErrors.notFound().answer(http);
      case VoteOutcome.Busy _ -> CanvasErrors.throttled().answer(http);
      case VoteOutcome.Failed _ -> CanvasErrors.notStored().answer(http);
    }
  }
}
