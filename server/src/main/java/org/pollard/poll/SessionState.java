package org.pollard.poll;

/// Where a poll session is in its life, as everybody sees it.
public enum SessionState {
  /// It was never opened: it starts soon.
  WAITING,
  /// It takes votes.
  OPEN,
  /// It was open and takes no votes now.
  CLOSED,
  /// It is closed, and everybody is told which choices are correct.
  TOLD
}
