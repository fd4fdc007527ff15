package org.pollard.poll;

/// Port: is told after something about polls was changed durably by this node. Implementations
/// return at once.
public interface Changes {

  /// Question, choices or existence of a poll changed.
  void pollChanged(PollId poll);

  /// State, audience, visibility or existence of a session changed.
  void sessionChanged(SessionId session);

  /// Votes were counted in a session.
  void voted(SessionId session);
}
