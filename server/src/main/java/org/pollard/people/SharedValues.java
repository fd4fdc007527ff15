package org.pollard.people;

import java.time.Instant;
import java.util.Optional;

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
  void addLink(VoterId user, String hash, Instant expiresAt);

  /// Uses up a link: gives its user the first time, before its end; afterwards and for unknown ones
  /// nothing.
  Optional<VoterId> redeemLink(String hash, Instant now);
}
