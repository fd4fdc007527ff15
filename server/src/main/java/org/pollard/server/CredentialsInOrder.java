package org.pollard.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;

/// Asks one kind of credentials after the other; the first that knows somebody has it.
///
/// @param all at least one
record CredentialsInOrder(List<Credentials> all) implements Credentials {

  CredentialsInOrder {
    all = List.copyOf(all);
  }

  @Override
  public CompletableFuture<@Nullable Known> known(Shown shown) {
    return from(0, shown);
  }

  private CompletableFuture<@Nullable Known> from(int first, Shown shown) {
    for (int i = first; ; i++) {
      CompletableFuture<@Nullable Known> found = all.get(i).known(shown);
      int next = i + 1;
      if (next == all.size()) {
        return found;
      }
      if (found.state() != Future.State.SUCCESS) {
        return found.thenCompose(
            known -> known == null ? from(next, shown) : CompletableFuture.completedFuture(known));
      }
      if (found.resultNow() != null) {
        return found;
      }
    }
  }
}
