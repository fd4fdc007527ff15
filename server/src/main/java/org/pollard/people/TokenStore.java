package org.pollard.people;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps access tokens and which was made with which. Thread-safe; every call may wait for the
/// database, so none belongs on an event loop. A write has been made durable when the call returns.
///
/// Whatever ends a token ends all that came from it in the same transaction: the tokens made with
/// it, those made with them, and the API tokens. A token that is being made at that moment either
/// ends with them or is not made.
public interface TokenStore {

  /// Adds a token, as [NewToken#under] its parent; only `hash` (hexadecimal SHA-256 of the secret)
  /// is kept. Empty when the parent is not good any more.
  ///
  /// @throws Quota.Reached when it is a program's and the user has as many of those as they may
  Optional<AccessToken> add(NewToken token, String hash, Instant now);

  /// Makes `hash` the only root token of its user: others, and what came from them, are removed in
  /// the same transaction. Nothing happens when it is that already.
  void replaceRoot(VoterId administrator, String hash, Instant now);

  /// Those of the tokens with these hashes that exist, expired and revoked ones too, with their
  /// users, by hash.
  Map<String, TokenHolder> holders(Collection<String> hashes);

  /// The tokens of a user's programs that were not revoked, by id; the root token is not among
  /// them.
  Listing<AccessToken> ofPrograms(VoterId user, Slice slice);

  /// How many tokens of a user's programs are good at this moment; the root token is not counted.
  long good(VoterId user, Instant now);

  /// Whether this is the server's own administrator token.
  boolean isRoot(TokenId token);

  /// The browsers in which a user is signed in now, the newest first; a hundred at most.
  List<BrowserSession> browsers(VoterId user, Instant now);

  /// Notes that these were shown.
  void seen(Collection<TokenId> tokens, Instant now);

  /// Revokes a token of this user and what came from it; gives all that this ended, the token
  /// itself first. Empty when there is none that can be revoked.
  List<AccessToken> revoke(VoterId user, TokenId token, Instant now);

  /// Revokes the tokens of this kind and what came from them; gives all that this ended.
  List<AccessToken> revokeAll(TokenKind kind, Instant now);

  /// Signs a user out of all browsers but one; gives all that this ended.
  ///
  /// @param kept null: of all
  List<AccessToken> revokeBrowsers(VoterId user, @Nullable TokenId kept, Instant now);
}
