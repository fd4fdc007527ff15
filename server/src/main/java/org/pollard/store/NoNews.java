package org.pollard.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollId;
import org.pollard.poll.SessionId;
import org.pollard.pulse.Pulse;

/// Nobody shares this database.
final class NoNews implements News {

  @Override
  public void pollChanged(PollId poll) {
    // Nobody to tell.
  }

  @Override
  public void sessionChanged(SessionId session) {
    // Nobody to tell.
  }

  @Override
  public void voted(SessionId session, Collection<VoterId> voters) {
    // Nobody to tell.
  }

  @Override
  public void shown(AudienceRef audience) {
    // Nobody to tell.
  }

  @Override
  public void arranged(AudienceRef.InCourse room) {
    // Nobody to tell.
  }

  @Override
  public void roomChanged(AudienceRef.InCourse room) {
    // Nobody to tell.
  }

  @Override
  public void tell(Supplier<Map<AudienceRef.InCourse, Integer>> here) {
    // Nobody to tell.
  }

  @Override
  public int elsewhere(AudienceRef.InCourse room) {
    return 0;
  }

  @Override
  public void ask(AudienceRef.InCourse room) {
    // Nobody to ask.
  }

  @Override
  public Set<AudienceRef.InCourse> asked() {
    return Set.of();
  }

  @Override
  public void tellWho(AudienceRef.InCourse room, Collection<VoterId> people) {
    // Nobody to tell.
  }

  @Override
  public Set<VoterId> who(AudienceRef.InCourse room) {
    return Set.of();
  }

  @Override
  public List<Pulse> pulses() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
