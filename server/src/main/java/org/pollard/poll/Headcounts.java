package org.pollard.poll;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.pollard.people.VoterId;

/// Port: how many people are in the rooms of courses on the other nodes, as each of them told a
/// moment ago; and who they are, where somebody who runs a room looks at its people. A hint: it may
/// be late, and counts whoever is on two nodes twice. Implementations return at once.
public interface Headcounts {

  /// Tells the other nodes how many people are in which room here. They forget it within seconds,
  /// so that a node which died has nobody any more.
  ///
  /// @param here is not asked where there are no other nodes
  void tell(Supplier<Map<AudienceRef.InCourse, Integer>> here);

  /// How many people are in a room on the other nodes, taken together.
  int elsewhere(AudienceRef.InCourse room);

  /// Has the other nodes tell for some seconds who is in a room there. What they say comes a moment
  /// later.
  void ask(AudienceRef.InCourse room);

  /// The rooms of which another node has asked who is there, within the last seconds.
  Set<AudienceRef.InCourse> asked();

  /// Tells the other nodes who is in a room here.
  void tellWho(AudienceRef.InCourse room, Collection<VoterId> people);

  /// Who is in a room on the other nodes, as far as they said so within the last seconds.
  Set<VoterId> who(AudienceRef.InCourse room);
}
