package org.pollard.people;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Keeps the codes by which phones become remote controls. Thread-safe; may wait for the database.
public interface RemoteLinkStore {

  /// Who steers what.
  ///
  /// @param with the token whose end is the end of what comes from it
  record RemoteLink(long room, VoterId user, TokenId with) {}

  /// Remembers the hash of a code, in the place of any other that this user has for the room.
  void put(RemoteLink link, String hash, Instant expiresAt);

  /// Those of these hashes whose codes nobody has used and that have not ended.
  Set<String> standing(Collection<String> hashes, Instant now);

  /// Uses up a code: gives what it is for the first time, before its end; afterwards and for
  /// unknown ones nothing.
  Optional<RemoteLink> use(String hash, Instant now);
}
