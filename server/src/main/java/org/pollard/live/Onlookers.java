package org.pollard.live;

import java.util.Map;
import java.util.Set;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// Port: watchers with a wire of their own, who are served by the one tick of [Watching]. Called on
/// the tick's thread only, where they may wait for the database and must not wait for a client.
public interface Onlookers {

  /// Whether there is nobody to serve.
  boolean isEmpty();

  /// Which sessions they watch now.
  Set<SessionId> watched();

  /// Is called with every tick, ten times a second, after changed sessions were looked at.
  ///
  /// @param looked those of the watched sessions that may have changed, with their tally now; one
  ///   that is gone is not among them
  /// @param rooms which rooms may present something else than before
  void look(Map<SessionId, Tally> looked, Set<AudienceRef> rooms);
}
