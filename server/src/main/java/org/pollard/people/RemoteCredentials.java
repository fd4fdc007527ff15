package org.pollard.people;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The cookie of a phone that is a remote control. Thread-safe.
public final class RemoteCredentials implements Credentials {

  private final AccessTokens tokens;

  public RemoteCredentials(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public CompletableFuture<@Nullable Known> known(Shown shown) {
    String token = shown.remote();
    return token == null
        ? CompletableFuture.completedFuture(null)
        : tokens.check(token).thenApply(RemoteCredentials::known);
  }

  private static @Nullable Known known(TokenCheck check) {
    RemoteControl remote = RemoteControl.of(check);
    return remote == null ? null : new Known(remote.user().id(), CallerKind.REMOTE, remote.room());
  }
}
