package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollRights;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;

/// What callers may do with poll sessions, and may know of who voted. Every answer about a session,
/// alone or in a list, is drawn by what this says. May wait for the database.
@ApplicationScoped
class SessionViewers {

  private final SinglePolls polls;
  private final VoteStore votes;
  private final Audience audience;

  SessionViewers(SinglePolls polls, VoteStore votes, Audience audience) {
    this.polls = polls;
    this.votes = votes;
    this.audience = audience;
  }

  Viewer of(PollSession session, VoterId person) {
    return of(List.of(session), person).getOrDefault(session.id(), Viewer.STRANGER);
  }

  /// On this wire managing means the right to update the poll, whichever of its sessions gave it,
  /// and whoever may see a session sees it from the beginning.
  Map<SessionId, Viewer> of(Collection<PollSession> sessions, VoterId person) {
    Set<PollId> managed = managed(sessions, person);
    Map<SessionId, Viewer> viewers = HashMap.newHashMap(sessions.size());
    for (PollSession each : sessions) {
      Viewer there = audience.viewer(each.audience(), person);
      boolean manage = managed.contains(each.poll());
      viewers.put(
          each.id(),
          new Viewer(
              there.create(),
              there.vote(),
              there.view() || manage,
              manage,
              there.member(),
              there.view(),
              there.takesPart()));
    }
    return viewers;
  }

  /// Those of the sessions in which the acting person has voted, as far as the caller may know it.
  Set<SessionId> votedIn(Collection<PollSession> sessions, CanvasCall call) {
    List<SessionId> told =
        sessions.stream()
            .filter(each -> call.inPerson() || each.tellsWhoTookPart())
            .map(PollSession::id)
            .toList();
    return votes.votedIn(call.person(), told);
  }

  /// Whether the caller may know of this person's vote in the session, should there be one. To be
  /// asked before anybody looks whether there is one.
  boolean mayKnowVote(PollSession session, VoterId voter, CanvasCall call) {
    if (voter.equals(call.person()) && call.inPerson()) {
      return true;
    }
    return session.tellsWhoTookPart()
        && (voter.equals(call.person()) || of(session, call.person()).manage());
  }

  private Set<PollId> managed(Collection<PollSession> sessions, VoterId person) {
    Set<PollId> ids = sessions.stream().map(PollSession::poll).collect(Collectors.toSet());
    Map<PollId, Poll> found = polls.polls(ids);
    Map<PollId, List<AudienceRef>> audiences = polls.audiencesOf(ids);
    return found.values().stream()
        .filter(
            poll ->
                PollRights.of(poll, person, audiences.getOrDefault(poll.id(), List.of()), audience)
                    .update())
        .map(Poll::id)
        .collect(Collectors.toSet());
  }
}
