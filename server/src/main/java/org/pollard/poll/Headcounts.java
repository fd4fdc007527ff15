package org.pollard.poll;

import java.util.Map;
import java.util.function.Supplier;

/// Port: how many people are in the rooms of courses on the other nodes, as each of them told a
/// moment ago. A hint: it may be late, and counts whoever is on two nodes twice. Implementations
/// return at once.
public interface Headcounts {

  /// Tells the other nodes how many people are in which room here. They forget it within seconds,
  /// so that a node which died has nobody any more.
  ///
  /// @param here is not asked where there are no other nodes
  void tell(Supplier<Map<AudienceRef.InCourse, Integer>> here);

  /// How many people are in a room on the other nodes, taken together.
  int elsewhere(AudienceRef.InCourse room);
}
