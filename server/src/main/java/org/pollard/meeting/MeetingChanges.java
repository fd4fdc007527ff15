package org.pollard.meeting;

import java.util.Collection;
import org.pollard.people.VoterId;

/// Port: is told after something about a live session was changed durably by this node.
/// Implementations return at once.
public interface MeetingChanges {

  /// A connection joined, or came back.
  void joined(Peer peer);

  /// A connection left, or was put out.
  void left(Peer peer);

  /// What these participants may do in this session changed.
  void permissionsChanged(MeetingSessionId session, Collection<VoterId> voters);

  /// Nobody came back in time.
  void ended(MeetingSession session);
}
