package org.pollard.people;

import java.util.List;

/// Who a credential turned out to be.
///
/// @param token identity of the token that was shown
/// @param scopes the only calls the token is good for; empty means every call
/// @param root whether it was the server's own administrator token
public record Principal(User user, TokenId token, List<String> scopes, boolean root) {

  public Principal {
    scopes = List.copyOf(scopes);
  }
}
