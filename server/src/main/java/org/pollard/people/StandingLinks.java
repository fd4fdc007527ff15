package org.pollard.people;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells whether a link stands that somebody shows, before anything is written for it. Whoever
/// shows wrong ones, and be it by the thousand, costs a share of one query at a time, and no place
/// in the line of what is written. Thread-safe; may wait for the database.
public final class StandingLinks {

  private static final int MOST_WAITING = 10_000;

  private final BatchLoader<String, Boolean> loader;

  /// @param standing those of these hashes whose links are good now; may wait for the database
  /// @param executor where that is asked
  public StandingLinks(Function<Set<String>, Set<String>> standing, Executor executor) {
    this.loader =
        new BatchLoader<>(hashes -> marked(standing.apply(hashes)), executor, MOST_WAITING);
  }

  private static Map<String, Boolean> marked(Set<String> hashes) {
    return hashes.stream().collect(Collectors.toMap(hash -> hash, _ -> Boolean.TRUE));
  }

  /// Whether the link with this hash stands.
  public boolean hold(String hash) {
    return loader.load(hash).join() != null;
  }
}
