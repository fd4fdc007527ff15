package org.pollard.canvas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollRights;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.poll.SinglePolls;

/// Finds what a path names and what the caller may do with it; what is not there, or not under its
/// parent, is a refusal.
@ApplicationScoped
class PollLookup {

  private final SinglePolls store;
  private final Audience audience;

  PollLookup(SinglePolls store, Audience audience) {
    this.store = store;
    this.audience = audience;
  }

  Poll poll(String id) {
    return store.poll(new PollId(CanvasCall.id(id))).orElseThrow(PollLookup::notFound);
  }

  Choice choice(Poll poll, String id) {
    return store
        .choice(poll.id(), new ChoiceId(CanvasCall.id(id)))
        .orElseThrow(PollLookup::notFound);
  }

  PollSession session(Poll poll, String id) {
    return store
        .session(new SessionId(CanvasCall.id(id)))
        .filter(session -> session.poll().equals(poll.id()))
        .orElseThrow(PollLookup::notFound);
  }

  PollRights rights(Poll poll, VoterId person) {
    Map<PollId, List<AudienceRef>> audiences = store.audiencesOf(List.of(poll.id()));
    return PollRights.of(poll, person, audiences.getOrDefault(poll.id(), List.of()), audience);
  }

  /// The poll, for somebody who may read it.
  Poll readable(String id, VoterId person) {
    Poll poll = poll(id);
    require(rights(poll, person).read());
    return poll;
  }

  void requireUpdate(Poll poll, VoterId person) {
    require(rights(poll, person).update());
  }

  static void require(boolean right) {
    if (!right) {
      throw new Refusal(CanvasErrors.denied());
    }
  }

  static Refusal notFound() {
    return new Refusal(CanvasErrors.notFound());
  }
}
