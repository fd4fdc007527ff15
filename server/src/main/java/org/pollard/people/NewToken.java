package org.pollard.people;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is needed to make an access token.
///
/// @param scopes the only calls it is to be good for; empty means all that its parent is good for
/// @param parent the token that it is made with, whose end is its end; null: it comes from a
///   password, a link or the operator
/// @param browser which browser it is for, such as `Firefox on Linux`
public record NewToken(
    VoterId user,
    TokenKind kind,
    String purpose,
    List<String> scopes,
    @Nullable TokenId parent,
    @Nullable Instant expiresAt,
    @Nullable String browser) {

  public NewToken {
    scopes = List.copyOf(scopes);
  }

  /// A token without scopes, parent or end.
  public static NewToken unlimited(VoterId user, TokenKind kind, String purpose) {
    return new NewToken(user, kind, purpose, List.of(), null, null, null);
  }

  /// What may become of this with such a parent: it ends with it at the latest.
  ///
  /// @throws IllegalArgumentException for scopes that the parent has not
  public NewToken under(AccessToken made) {
    if (!fits(scopes, made.scopes())) {
      throw new IllegalArgumentException("a token is good for no more than its parent");
    }
    Instant end = made.expiresAt();
    return new NewToken(
        user,
        kind,
        purpose,
        scopes.isEmpty() ? made.scopes() : scopes,
        made.id(),
        end == null || (expiresAt != null && expiresAt.isBefore(end)) ? expiresAt : end,
        browser);
  }

  /// Whether a token with these scopes would be good for no more than one with those of a parent.
  public static boolean fits(List<String> scopes, List<String> parents) {
    return parents.isEmpty() || Set.copyOf(parents).containsAll(scopes);
  }
}
