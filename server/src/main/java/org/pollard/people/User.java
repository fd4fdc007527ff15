package org.pollard.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody with an account.
///
/// @param loginId the name to sign in with, unique without regard to case; absent for users who
///   only use tokens
/// @param administrator whether the user administers the whole server
public record User(
    VoterId id, String name, @Nullable String loginId, boolean administrator, Instant createdAt) {

  /// How this user's credentials count.
  public CallerKind kind() {
    return administrator ? CallerKind.ADMINISTRATOR : CallerKind.USER;
  }

  /// The name with the family name first, as lists are sorted: `Ada Lovelace` becomes `Lovelace,
  /// Ada`.
  public String sortableName() {
    int space = name.lastIndexOf(' ');
    return space <= 0 ? name : name.substring(space + 1) + ", " + name.substring(0, space);
  }
}
