package org.pollard.server;

import java.util.Collection;
import java.util.List;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Changes;
import org.pollard.poll.PollId;
import org.pollard.poll.SessionId;

/// Tells several, one after the other.
record ChangesInOrder(List<Changes> all) implements Changes {

  ChangesInOrder {
    all = List.copyOf(all);
  }

  @Override
  public void pollChanged(PollId poll) {
    all.forEach(each -> each.pollChanged(poll));
  }

  @Override
  public void sessionChanged(SessionId session) {
    all.forEach(each -> each.sessionChanged(session));
  }

  @Override
  public void voted(SessionId session, Collection<VoterId> voters) {
    all.forEach(each -> each.voted(session, voters));
  }

  @Override
  public void shown(AudienceRef audience) {
    all.forEach(each -> each.shown(audience));
  }

  @Override
  public void arranged(AudienceRef.InCourse room) {
    all.forEach(each -> each.arranged(room));
  }

  @Override
  public void roomChanged(AudienceRef.InCourse room) {
    all.forEach(each -> each.roomChanged(room));
  }
}
