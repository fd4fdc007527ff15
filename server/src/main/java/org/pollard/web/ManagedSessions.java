package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pollard.course.CourseId;
import org.pollard.edge.Arrival;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
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

    /// The same with words for where nothing is drawn.
    Managed plain() {
      return new Managed(
          session,
          poll.saying(Unmarked.of(poll.question()), poll.description()),
          choices.stream().map(each -> each.saying(Unmarked.of(each.text()))).toList());
    }
  }

  /// Those of a room that this person manages, in the room's order.
  List<Managed> of(User user, CourseId room) {
    List<PollSession> asked =
        polls
            .agenda(
                new AudienceRef.InCourse(room.value(), null),
                Slice.first(RoomDrawing.MOST_SESSIONS))
            .items()
            .stream()
            .filter(each -> audience.viewer(each.audience(), user.id()).manage())
            .toList();
    List<PollId> ids = asked.stream().map(PollSession::poll).distinct().toList();
    Map<PollId, Poll> found = polls.polls(ids);
    Map<PollId, List<Choice>> choices = polls.choicesOf(ids);
    List<Managed> managed = new ArrayList<>();
    for (PollSession each : asked) {
      Poll poll = found.get(each.poll());
      if (poll != null) {
        managed.add(new Managed(each, poll, choices.getOrDefault(poll.id(), List.of())));
      }
    }
    return managed;
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
