package org.pollard.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// Which links can still be used, known by the hashes of their secrets. Reads only, so that whoever
/// guesses makes nobody wait who writes.
public final class StandingHashes {

  private StandingHashes() {}

  /// Those of the hashes that have a row there which has not ended and was not used.
  ///
  /// @param table with `hash` and `expires_at` (milliseconds since 1970)
  /// @param keepsUsed whether used ones stay there, marked by `used_at`; else their rows are gone
  /// @throws StoreUnavailableException when the database is away
  public static Set<String> among(
      Database database, String table, boolean keepsUsed, Collection<String> hashes, Instant now) {
    Dialect dialect = database.dialect();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT hash FROM %s WHERE expires_at > :now %s AND %s"
                        .formatted(
                            table,
                            keepsUsed ? "AND used_at IS NULL" : "",
                            dialect.amongWords("hash", "hashes")))
                .bind("hashes", dialect.words(hashes))
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .collect(Collectors.toSet()));
  }
}
