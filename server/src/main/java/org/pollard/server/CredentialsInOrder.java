package org.pollard.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;

/// Asks one kind of credentials after the other; the first that knows somebody has it.
record CredentialsInOrder(List<Credentials> all) implements Credentials {

  CredentialsInOrder {
    all = List.copyOf(all);
  }

  @Override
  public CompletableFuture<@Nullable Known> known(Shown shown) {
    CompletableFuture<@Nullable Known> found = CompletableFuture.completedFuture(null);
    for (Credentials each : all) {
      found =
          found.thenCompose(
              known ->
                  known == null ? each.known(shown) : CompletableFuture.completedFuture(known));
    }
    return found;
  }
}
