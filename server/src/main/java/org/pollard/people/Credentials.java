package org.pollard.people;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Port: tells who shows some credential, whichever kind it is: an access token, and what else
/// people are known by. Thread-safe; never waits.
public interface Credentials {

  /// Completes with who it is; with null when nothing that is good now was shown.
  CompletableFuture<@Nullable VoterId> voter(Shown shown);

  /// What a request showed. Never printed.
  ///
  /// @param bearer what the `Authorization` header bears; null when there is none
  /// @param cookies by name
  record Shown(@Nullable String bearer, Map<String, String> cookies) {

    public Shown {
      cookies = Map.copyOf(cookies);
    }

    @Override
    public String toString() {
      return "Shown[…]";
    }
  }
}
