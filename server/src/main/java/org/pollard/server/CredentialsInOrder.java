package org.pollard.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;

/// Asks one kind of credentials after the other; the first that knows somebody has it.
record CredentialsInOrder(List<Credentials> all) implements Credentials {

  CredentialsInOrder {
    all = List.copyOf(all);
  }

  @Override
  public CompletableFuture<@Nullable VoterId> voter(Shown shown) {
    CompletableFuture<@Nullable VoterId> found = CompletableFuture.completedFuture(null);
    for (Credentials each : all) {
      found =
          found.thenCompose(
              voter ->
                  voter == null ? each.voter(shown) : CompletableFuture.completedFuture(voter));
    }
    return found;
  }
}
