package org.pollard.people;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps users and their access tokens. Thread-safe; every call may wait for the database, so none
/// belongs on an event loop. A write has been made durable when the call returns.
public interface PeopleStore {

  /// Adds a user; empty when the login id exists already, in whatever case.
  Optional<User> addUser(NewUser user, Instant now);

  /// The user, if there is one.
  Optional<User> user(VoterId id);

  /// Those of the given users that exist, by id.
  Map<VoterId, User> users(Collection<VoterId> ids);

  /// The user with that login id, in whatever case.
  Optional<User> userByLogin(String loginId);

  /// The password hash of a user, if one was ever set.
  Optional<String> passwordHash(VoterId id);

  /// All users by id, or those whose name or login id contains `search`, in whatever case, or whose
  /// id it is.
  Listing<User> users(@Nullable String search, Slice slice);

  /// Adds a token; only `hash` (hexadecimal SHA-256 of the secret) is kept.
  AccessToken addToken(NewToken token, String hash, Instant now);

  /// Makes `hash` the only root token of its user: others are removed in the same transaction.
  /// Nothing happens when it is that already.
  void replaceRootToken(VoterId administrator, String hash, Instant now);

  /// Those of the tokens with these hashes that exist, expired and revoked ones too, with their
  /// users, by hash.
  Map<String, TokenHolder> holders(Collection<String> hashes);

  /// The tokens of a user that were not revoked, by id; the root token is not among them.
  Listing<AccessToken> tokens(VoterId user, Slice slice);

  /// How many tokens of a user are good at this moment; the root token is not counted.
  long goodTokens(VoterId user, Instant now);

  /// Revokes a token of this user; empty when there is none that can be revoked.
  Optional<AccessToken> revoke(VoterId user, TokenId token, Instant now);

  /// Revokes all tokens made for this purpose and gives them.
  List<AccessToken> revokeAll(String purpose, Instant now);
}
