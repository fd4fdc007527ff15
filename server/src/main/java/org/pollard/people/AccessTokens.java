package org.pollard.people;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Issues, checks and revokes access tokens. Thread-safe.
///
/// What was found for a token is remembered for a few seconds, under its hash. Revocation on this
/// node takes effect at once; on other nodes of the same database when their memory of it ends.
public final class AccessTokens {

  private static final int MOST_REMEMBERED = 100_000;
  private static final int MOST_WAITING = 100_000;

  private final TokenStore store;
  private final Secrets secrets;
  private final InstantSource clock;
  private final BatchLoader<String, Found> loader;
  private final Sightings sightings;
  private final ShortMemory<String, Found> found = new ShortMemory<>(MOST_REMEMBERED);

  /// What the store knew about a hash, judged once for all who show it.
  ///
  /// @param end when it is expired whatever it was; null: never
  private record Found(CompletableFuture<TokenCheck> check, @Nullable Instant end) {

    static Found of(@Nullable TokenHolder holder, Instant now) {
      return new Found(
          CompletableFuture.completedFuture(judge(holder, now)),
          holder == null ? null : holder.token().expiresAt());
    }
  }

  /// A token just made, with the secret that is shown this once.
  public record Issued(AccessToken token, String secret) {}

  /// @param executor where the database is asked, which may wait
  public AccessTokens(TokenStore store, Secrets secrets, InstantSource clock, Executor executor) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
    this.sightings = new Sightings(store, clock, executor);
    this.loader = new BatchLoader<>(this::find, executor, MOST_WAITING);
  }

  /// Makes a token; empty when the token that it is made with is not good any more. May wait for
  /// the database.
  public Optional<Issued> issue(NewToken token) {
    String secret = secrets.make();
    return store
        .add(token, Secrets.hash(secret), clock.instant())
        .map(made -> new Issued(made, secret));
  }

  /// Judges a token. Never waits; completes at once when the token is remembered.
  public CompletableFuture<TokenCheck> check(String secret) {
    CompletableFuture<Found> known = found.get(Secrets.hash(secret), loader::load);
    return known.state() == Future.State.SUCCESS
        ? check(known.resultNow())
        : known.thenCompose(this::check);
  }

  private CompletableFuture<TokenCheck> check(Found known) {
    Instant end = known.end();
    return end != null && !clock.instant().isBefore(end)
        ? CompletableFuture.completedFuture(new TokenCheck.Expired(end))
        : known.check();
  }

  /// Revokes a token of this user, and all that came from it; empty when there is none that can be
  /// revoked. May wait for the database.
  public Optional<AccessToken> revoke(VoterId user, TokenId token) {
    return forget(store.revoke(user, token, clock.instant())).stream()
        .filter(each -> each.id().equals(token))
        .findFirst();
  }

  /// Revokes every token of this kind, and all that came from them. May wait for the database.
  public List<AccessToken> revokeAll(TokenKind kind) {
    return forget(store.revokeAll(kind, clock.instant()));
  }

  /// Signs a user out of all browsers but one, and ends all that came from them; gives how many
  /// tokens that were. May wait for the database.
  ///
  /// @param kept null: of all
  public int revokeBrowsers(VoterId user, @Nullable TokenId kept) {
    return forget(store.revokeBrowsers(user, kept, clock.instant())).size();
  }

  /// Whether nothing but the operator's own means is behind this: a password, a link, or the
  /// server's administrator token; no token that was given to somebody or to a program. May wait
  /// for the database.
  public boolean isOperators(Principal principal) {
    TokenId parent = principal.parent();
    return parent == null || store.isRoot(parent);
  }

  /// The browsers in which a user is signed in, the newest first. May wait for the database.
  public List<BrowserSession> browsers(VoterId user) {
    return store.browsers(user, clock.instant());
  }

  /// These and nobody else's.
  private List<AccessToken> forget(List<AccessToken> tokens) {
    tokens.forEach(each -> found.forget(each.hash()));
    return tokens;
  }

  /// Unknown hashes are answered too, so that guessing does not ask the database again and again.
  private Map<String, Found> find(Set<String> hashes) {
    Map<String, TokenHolder> holders = store.holders(hashes);
    Instant now = clock.instant();
    Map<String, Found> known = HashMap.newHashMap(hashes.size());
    hashes.forEach(hash -> known.put(hash, Found.of(holders.get(hash), now)));
    sightings.note(holders.values());
    return known;
  }

  /// In the order that the Canvas API documents: expired, revoked, unknown.
  private static TokenCheck judge(@Nullable TokenHolder holder, Instant now) {
    if (holder == null) {
      return new TokenCheck.Unknown();
    }
    AccessToken token = holder.token();
    Instant end = token.expiresAt();
    if (end != null && !now.isBefore(end)) {
      return new TokenCheck.Expired(end);
    }
    if (token.revokedAt() != null) {
      return new TokenCheck.Revoked();
    }
    return new TokenCheck.Valid(
        new Principal(holder.user(), token.id(), token.scopes(), token.root(), token.parent()));
  }

  /// Forgets everything that is remembered for a while.
  public void forgetAll() {
    found.forgetAll();
  }
}
