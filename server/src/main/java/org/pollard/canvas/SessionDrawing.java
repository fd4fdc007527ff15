package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.poll.Tally;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;

/// Draws poll sessions for one viewer, with what that viewer may see of them and nothing else.
/// Costs a fixed number of queries for a page of sessions, however many votes they hold.
@ApplicationScoped
class SessionDrawing {

  private final SinglePolls polls;
  private final VoteStore votes;
  private final SessionViewers viewers;

  SessionDrawing(SinglePolls polls, VoteStore votes, SessionViewers viewers) {
    this.polls = polls;
    this.votes = votes;
    this.viewers = viewers;
  }

  PollSessionWire one(PollSession session, CanvasCall call) {
    return many(List.of(session), call).getFirst();
  }

  /// The sessions in the same order.
  List<PollSessionWire> many(List<PollSession> sessions, CanvasCall call) {
    Set<SessionId> votedIn = viewers.votedIn(sessions, call);
    Map<SessionId, Viewer> seenAs = viewers.of(sessions, call.person());
    Set<SessionId> shown = new HashSet<>();
    for (PollSession each : sessions) {
      if (each.showsResultsTo(viewer(each, seenAs), votedIn.contains(each.id()))) {
        shown.add(each.id());
      }
    }
    Map<SessionId, Map<ChoiceId, Long>> results = results(sessions, shown);
    return sessions.stream()
        .map(
            each ->
                draw(
                    each,
                    call.person(),
                    viewer(each, seenAs),
                    votedIn.contains(each.id()),
                    results.get(each.id())))
        .toList();
  }

  private Map<SessionId, Map<ChoiceId, Long>> results(
      List<PollSession> sessions, Set<SessionId> shown) {
    if (shown.isEmpty()) {
      return Map.of();
    }
    Map<SessionId, Tally> tallies = polls.tallies(shown);
    Map<PollId, List<Choice>> choices =
        polls.choicesOf(sessions.stream().map(PollSession::poll).distinct().toList());
    Map<SessionId, Map<ChoiceId, Long>> results = new HashMap<>();
    for (PollSession each : sessions) {
      Tally tally = tallies.get(each.id());
      if (tally != null) {
        results.put(
            each.id(),
            tally.counts(
                choices.getOrDefault(each.poll(), List.of()).stream().map(Choice::id).toList()));
      }
    }
    return results;
  }

  /// @param results null when the viewer may not see results
  private PollSessionWire draw(
      PollSession session,
      VoterId person,
      Viewer viewer,
      boolean voted,
      @Nullable Map<ChoiceId, Long> results) {
    AudienceRef.InCourse in = course(session);
    return new PollSessionWire(
        new Id(session.id().value()),
        new Id(session.poll().value()),
        new Id(in.courseId()),
        in.sectionId() == null ? null : new Id(in.sectionId()),
        session.open(),
        session.createdAt(),
        voted,
        results == null ? null : session.visibility() == ResultsVisibility.PUBLIC,
        results == null ? null : PollWire.counts(results),
        submissions(session, person, viewer, voted));
  }

  private Iterable<PollSubmissionWire> submissions(
      PollSession session, VoterId person, Viewer viewer, boolean voted) {
    if (session.anonymous()) {
      return List.of();
    }
    if (session.showsVotesTo(viewer, voted)) {
      return new AllSubmissions(votes, session.id());
    }
    return voted
        ? votes.vote(session.id(), person).map(PollSubmissionWire::of).stream().toList()
        : List.of();
  }

  private static Viewer viewer(PollSession session, Map<SessionId, Viewer> seenAs) {
    return seenAs.getOrDefault(session.id(), Viewer.STRANGER);
  }

  /// The audience as this wire knows it; polls of meetings are not there.
  static AudienceRef.InCourse course(PollSession session) {
    return switch (session.audience()) {
      case AudienceRef.InCourse in -> in;
      case AudienceRef.InMeetingSession _ -> throw PollLookup.notFound();
    };
  }
}
