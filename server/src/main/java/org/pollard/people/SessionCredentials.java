package org.pollard.people;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The cookie of a signed-in browser, which bears an access token. Thread-safe.
public final class SessionCredentials implements Credentials {

  private final TokenCredentials tokens;

  public SessionCredentials(TokenCredentials tokens) {
    this.tokens = tokens;
  }

  @Override
  public CompletableFuture<@Nullable Known> known(Shown shown) {
    return tokens.known(Shown.ofBearer(shown.cookies().get(Cookies.SESSION)));
  }
}
