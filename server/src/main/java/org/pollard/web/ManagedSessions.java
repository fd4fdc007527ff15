package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.pollard.edge.Arrival;
import org.pollard.people.User;
import org.pollard.poll.Audience;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Viewer;

/// Finds the poll session that a call is about, for those who run the room in which it is asked:
/// who may change the poll, or runs another room where it is asked too, is not told who voted here.
/// Thread-safe; may wait for the database.
@ApplicationScoped
class ManagedSessions {

  private final PollStore polls;
  private final Audience audience;

  ManagedSessions(PollStore polls, Audience audience) {
    this.polls = polls;
    this.audience = audience;
  }

  /// A session with its poll and that poll's choices in their order.
  record Managed(PollSession session, Poll poll, List<Choice> choices) {

    Managed {
      choices = List.copyOf(choices);
    }
  }

  Managed session(RoutingContext http, String id) {
    User user = Visitor.of(http).signedIn();
    PollSession session =
        polls.session(new SessionId(Arrival.idOf(id))).orElseThrow(WebProblem.NOT_FOUND::refusal);
    Poll poll = polls.poll(session.poll()).orElseThrow(WebProblem.NOT_FOUND::refusal);
    Viewer viewer = audience.viewer(session.audience(), user.id());
    if (!viewer.manage()) {
      throw (session.isShownTo(viewer) ? WebProblem.NOT_ALLOWED : WebProblem.NOT_FOUND).refusal();
    }
    return new Managed(
        session, poll, polls.choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of()));
  }
}
