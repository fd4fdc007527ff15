package org.pollard.meeting;

/// What a participant may do with the polls of a meeting.
///
/// @param create ask one
/// @param vote answer one
/// @param view be shown them
public record PollPermissions(boolean create, boolean vote, boolean view) {

  /// What holds where nothing is said.
  public static final PollPermissions ALL = new PollPermissions(true, true, true);
}
