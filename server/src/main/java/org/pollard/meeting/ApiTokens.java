package org.pollard.meeting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pollard.people.BatchLoader;
import org.pollard.people.Secrets;
import org.pollard.people.ShortMemory;
import org.pollard.people.TokenId;

/// Issues, checks and revokes the API tokens of the account. Thread-safe.
///
/// What was found for a token is remembered for a few seconds, under its hash. Revocation on this
/// node takes effect at once; on other nodes of the same database when their memory of it ends.
public final class ApiTokens {

  private static final int MOST_REMEMBERED = 10_000;
  private static final int ID_BYTES = 16;

  private final AppStore store;
  private final Secrets secrets;
  private final InstantSource clock;
  private final BatchLoader<String, ApiToken> loader;
  private final ShortMemory<String, Optional<ApiToken>> found = new ShortMemory<>(MOST_REMEMBERED);

  /// A token just made, with the secret that is shown this once.
  public record Issued(ApiToken token, String secret) {}

  /// @param executor where the database is asked, which may wait
  public ApiTokens(AppStore store, Secrets secrets, InstantSource clock, Executor executor) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
    this.loader = new BatchLoader<>(store::tokens, executor, MOST_REMEMBERED);
  }

  /// Makes a token, which ends with the access token that it is made with; empty when that is not
  /// good any more. May wait for the database.
  ///
  /// @param madeWith null: it comes from the operator
  public Optional<Issued> issue(
      String name,
      Set<PermissionGroup> groups,
      @Nullable Instant expiresAt,
      @Nullable TokenId madeWith) {
    String secret = secrets.make();
    ApiToken token =
        new ApiToken(
            new ApiTokenId(secrets.hex(ID_BYTES)),
            name,
            Secrets.hash(secret),
            groups,
            clock.instant(),
            expiresAt);
    return store.addToken(token, madeWith)
        ? Optional.of(new Issued(token, secret))
        : Optional.empty();
  }

  /// The token behind a secret; empty when there is none that is good now. Never waits; completes
  /// at once when the token is remembered.
  public CompletableFuture<Optional<ApiToken>> check(String secret) {
    return found
        .get(Secrets.hash(secret), hash -> loader.load(hash).thenApply(Optional::ofNullable))
        .thenApply(known -> known.filter(this::isGood));
  }

  /// Revokes a token; false when there is none that can be revoked. May wait for the database.
  public boolean revoke(ApiTokenId id) {
    Optional<ApiToken> revoked = store.revokeToken(id, clock.instant());
    revoked.ifPresent(token -> found.forget(token.hash()));
    return revoked.isPresent();
  }

  private boolean isGood(ApiToken token) {
    Instant end = token.expiresAt();
    return end == null || clock.instant().isBefore(end);
  }

  /// Forgets everything that is remembered for a while.
  public void forgetAll() {
    found.forgetAll();
  }
}
