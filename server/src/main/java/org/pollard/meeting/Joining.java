package org.pollard.meeting;

/// What became of the wish to join.
public sealed interface Joining {

  /// Connected, and counted as present until the seat is given up.
  record Joined(MeetingSession session, Peer peer, PollPermissions polls) implements Joining {}

  /// The meeting takes nobody in.
  record Inactive() implements Joining {}

  /// There is no such participant, or no longer.
  record Unknown() implements Joining {}

  /// Another participant's connection has this id.
  record PeerTaken() implements Joining {}

  /// Too many are connected to this node, or too many wait.
  record Full() implements Joining {}
}
