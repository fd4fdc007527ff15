package org.pollard.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Issues, checks and revokes access tokens. Thread-safe.
///
/// What was found for a token is remembered for a few seconds, under its hash. Revocation on this
/// node takes effect at once; on other nodes of the same database when their memory of it ends.
public final class AccessTokens {

  private static final Duration REMEMBERED = Duration.ofSeconds(5);
  private static final int MOST_REMEMBERED = 100_000;

  private final PeopleStore store;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Cache<String, Found> found =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();

  /// What the store knew about a hash: nothing, or a token and (unless gone) its user.
  private record Found(@Nullable AccessToken token, @Nullable User user) {}

  /// A token just made, with the secret that is shown this once.
  public record Issued(AccessToken token, String secret) {}

  public AccessTokens(PeopleStore store, Secrets secrets, InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Makes a token. May wait for the database.
  public Issued issue(NewToken token) {
    String secret = secrets.make();
    return new Issued(store.addToken(token, Secrets.hash(secret), clock.instant()), secret);
  }

  /// Judges a token from memory alone; nothing when it is not remembered. Never waits.
  public Optional<TokenCheck> checkRemembered(String secret) {
    return Optional.ofNullable(found.getIfPresent(Secrets.hash(secret))).map(this::judge);
  }

  /// Judges a token. May wait for the database.
  public TokenCheck check(String secret) {
    return judge(found.get(Secrets.hash(secret), this::find));
  }

  /// Revokes a token of this user; empty when there is none that can be revoked. May wait for the
  /// database.
  public Optional<AccessToken> revoke(VoterId user, TokenId token) {
    Optional<AccessToken> revoked = store.revoke(user, token, clock.instant());
    revoked.ifPresent(this::forget);
    return revoked;
  }

  /// Revokes every token made for this purpose. May wait for the database.
  public List<AccessToken> revokeAll(String purpose) {
    List<AccessToken> revoked = store.revokeAll(purpose, clock.instant());
    revoked.forEach(this::forget);
    return revoked;
  }

  /// By key and not all at once: only that waits for a lookup that is under way and would put the
  /// old state back.
  private void forget(AccessToken token) {
    found.invalidate(token.hash());
  }

  private Found find(String hash) {
    return store
        .tokenByHash(hash)
        .map(token -> new Found(token, store.user(token.user()).orElse(null)))
        .orElseGet(() -> new Found(null, null));
  }

  /// In the order that the Canvas API documents: expired, revoked, unknown.
  private TokenCheck judge(Found known) {
    AccessToken token = known.token();
    User user = known.user();
    if (token == null || user == null) {
      return new TokenCheck.Unknown();
    }
    Instant end = token.expiresAt();
    if (end != null && !clock.instant().isBefore(end)) {
      return new TokenCheck.Expired(end);
    }
    if (token.revokedAt() != null) {
      return new TokenCheck.Revoked();
    }
    return new TokenCheck.Valid(new Principal(user, token.id(), token.scopes(), token.root()));
  }
}
