package org.pollard.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is needed to make an access token.
public record NewToken(
    VoterId user, String purpose, List<String> scopes, boolean root, @Nullable Instant expiresAt) {

  public NewToken {
    scopes = List.copyOf(scopes);
  }

  /// A token without scopes or end.
  public static NewToken unlimited(VoterId user, String purpose) {
    return new NewToken(user, purpose, List.of(), false, null);
  }
}
