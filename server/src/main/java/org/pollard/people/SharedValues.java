package org.pollard.people;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Secrets and identities that all nodes on one database must share. Thread-safe; may wait for the
/// database.
public interface SharedValues {

  /// Stores `value` under `name` unless something is stored there, and gives what is stored
  /// afterwards.
  String putIfAbsent(String name, String value);

  /// What is stored under `name`.
  Optional<String> get(String name);

  /// Stores `value` under `name` whatever was there before.
  void put(String name, String value);

  /// Remembers the hash of a one-time link for this user.
  ///
  /// @param madeWith the token whose end is the end of what comes from the link; null: there is
  ///   none
  void addLink(VoterId user, @Nullable TokenId madeWith, String hash, Instant expiresAt);

  /// Those of these hashes whose links nobody has used and that have not ended.
  Set<String> standingLinks(Collection<String> hashes, Instant now);

  /// Uses up a link: gives whom it signs in the first time, before its end; afterwards and for
  /// unknown ones nothing.
  Optional<Redeemed> redeemLink(String hash, Instant now);

  /// Whom a link signs in.
  ///
  /// @param madeWith the token whose end is the end of what comes from the link; null: there is
  ///   none
  record Redeemed(VoterId user, @Nullable TokenId madeWith) {}
}
