package org.pollard.course;

import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;

/// Somebody whom those who run a room know to be in it, or to have been removed from it.
///
/// @param login of who has an account and signs in by a name
/// @param role the one by which they may do most
/// @param anew whether it is a guest who came to a device that somebody else had left
public record RoomPerson(
    VoterId id, String name, @Nullable String login, RoomRole role, boolean removed, boolean anew) {

  /// Whether it is somebody without an account.
  public boolean isGuest() {
    return role == RoomRole.GUEST;
  }
}
