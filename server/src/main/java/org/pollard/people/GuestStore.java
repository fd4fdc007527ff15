package org.pollard.people;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Keeps guests. Thread-safe; every call may wait for the database, so none belongs on an event
/// loop. A write has been made durable when the call returns.
public interface GuestStore {

  /// Adds a guest; only `hash` (hexadecimal SHA-256 of the secret) is kept.
  ///
  /// @param anew whether they came to a device that somebody else had left
  Guest addGuest(String hash, boolean anew, Instant now);

  /// Those of the guests behind these hashes that exist, by hash.
  Map<String, Guest> guestsBehind(Collection<String> hashes);

  /// Those of these voters who are guests, by id.
  Map<VoterId, Guest> guests(Collection<VoterId> ids);

  /// Replaces a guest's name, with a number behind it where another guest has that name in a room
  /// that this one has joined; nothing happens when there is no such guest.
  Optional<Named> name(VoterId guest, String name);

  /// A guest who has got a name.
  ///
  /// @param hash that the guest is known by
  record Named(String hash, String name) {}

  /// Remembers that these guests were heard of.
  void seen(Collection<VoterId> guests, Instant now);

  /// Removes guests who never voted and were not heard of since then, among the next ones by id.
  ///
  /// @param after the last one that was looked at before; 0 to begin
  /// @param most looked at now, or fewer where that would take long
  /// @return how far it came; empty at the end
  Optional<Swept> sweep(Instant since, VoterId after, int most);

  /// How far a sweep came.
  ///
  /// @param last whom it has looked at last
  record Swept(VoterId last, int removed) {}
}
