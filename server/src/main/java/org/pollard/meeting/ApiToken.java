package org.pollard.meeting;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A token by which a program is known that manages the account's apps. The secret itself is stored
/// nowhere.
///
/// @param hash hexadecimal SHA-256 of the secret
/// @param groups what it is good for; possibly nothing
public record ApiToken(
    ApiTokenId id,
    String name,
    String hash,
    Set<PermissionGroup> groups,
    Instant createdAt,
    @Nullable Instant expiresAt) {

  public ApiToken {
    groups = Set.copyOf(groups);
  }

  /// Whether it opens the meetings of the account.
  public boolean opensMeetings() {
    return groups.stream().anyMatch(PermissionGroup::opensMeetings);
  }
}
