package org.pollard.people;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Access tokens as credentials. A token with scopes is good for the calls that its scopes name and
/// for nothing else, so it is none here. Thread-safe.
public final class TokenCredentials implements Credentials {

  private final AccessTokens tokens;

  public TokenCredentials(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public CompletableFuture<@Nullable Known> known(Shown shown) {
    String bearer = shown.bearer();
    if (bearer == null) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<TokenCheck> check = tokens.check(bearer);
    return check.state() == Future.State.SUCCESS
        ? CompletableFuture.completedFuture(known(check.resultNow()))
        : check.thenApply(TokenCredentials::known);
  }

  private static @Nullable Known known(TokenCheck check) {
    return switch (check) {
      case TokenCheck.Valid(Principal principal) ->
          principal.scopes().isEmpty()
              ? new Known(principal.user().id(), principal.user().kind())
              : null;
      case TokenCheck.Expired _, TokenCheck.Revoked _, TokenCheck.Unknown _ -> null;
    };
  }
}
