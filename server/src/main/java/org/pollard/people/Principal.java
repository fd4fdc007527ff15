package org.pollard.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who a credential turned out to be.
///
/// @param token identity of the token that was shown
/// @param scopes the only calls the token is good for; empty means every call
/// @param root whether it was the server's own administrator token
/// @param parent the token that it was made with; null: it comes from a password, a link or the
///   operator
public record Principal(
    User user, TokenId token, List<String> scopes, boolean root, @Nullable TokenId parent) {

  public Principal {
    scopes = List.copyOf(scopes);
  }
}
