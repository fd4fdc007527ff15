package org.pollard.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token by which a user is known to the APIs. The secret itself is stored nowhere.
///
/// @param hash hexadecimal SHA-256 of the secret
/// @param scopes the only calls it is good for, as `url:METHOD|/route`; empty means every call
/// @param root whether this is the server's own administrator token, which no throttle holds
/// @param parent the token that it was made with and ends with
/// @param seenAt when it was last shown, some time after which it is noted again; only of browsers
public record AccessToken(
    TokenId id,
    VoterId user,
    String hash,
    TokenKind kind,
    String purpose,
    List<String> scopes,
    boolean root,
    @Nullable TokenId parent,
    Instant createdAt,
    @Nullable Instant seenAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  public AccessToken {
    scopes = List.copyOf(scopes);
  }

  /// Whether it is good at this moment.
  public boolean isGood(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
