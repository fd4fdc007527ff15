package org.pollard.poll;

import java.util.Collection;
import org.pollard.people.VoterId;

/// Port: is told after something about polls was changed durably. Implementations return at once.
public interface Changes {

  /// Question, choices or existence of a poll changed.
  void pollChanged(PollId poll);

  /// State, audience, visibility or existence of a session changed.
  void sessionChanged(SessionId session);

  /// Votes of these voters were counted in a session; of nobody in particular when that happened on
  /// another node. Who they are is for telling them so, and for nothing that stays.
  void voted(SessionId session, Collection<VoterId> voters);

  /// The room of an audience presents another session.
  void shown(AudienceRef audience);

  /// The sessions of a course's room are others, or stand in another order.
  void arranged(AudienceRef.InCourse room);

  /// A course's room has another code or name, or lets in others than before.
  void roomChanged(AudienceRef.InCourse room);
}
