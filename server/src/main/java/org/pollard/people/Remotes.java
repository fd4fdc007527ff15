package org.pollard.people;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Makes phones the remote controls of rooms, by a code that is scanned. Whoever scans it first has
/// it, and an audience may see it: so it is good once and for a short time, and what comes of it
/// steers the one room and ends with the session of whoever has shown it. Thread-safe; may wait for
/// the database. Rights are the caller's to check.
public final class Remotes {

  /// How long somebody has to scan it.
  public static final Duration SCANNED_WITHIN = Duration.ofMinutes(5);

  /// How long a phone steers at most.
  public static final Duration STEERS_FOR = Duration.ofHours(24);

  private final RemoteLinkStore store;
  private final AccessTokens tokens;
  private final Secrets secrets;
  private final InstantSource clock;
  private final StandingLinks standing;

  /// @param executor where the database is asked, which may wait
  public Remotes(
      RemoteLinkStore store,
      AccessTokens tokens,
      Secrets secrets,
      InstantSource clock,
      Executor executor) {
    this.store = store;
    this.tokens = tokens;
    this.secrets = secrets;
    this.clock = clock;
    this.standing = new StandingLinks(hashes -> store.standing(hashes, clock.instant()), executor);
  }

  /// A phone that was paired just now.
  ///
  /// @param token for its cookie
  public record Paired(long room, VoterId user, String token) {

    @Override
    public String toString() {
      return "Paired[room=" + room + "]";
    }
  }

  /// The secret of a fresh code. The one before is good no more.
  ///
  /// @param with what this user shows at the moment, with which the phone's session ends
  public String show(long room, VoterId user, TokenId with) {
    String secret = secrets.make();
    store.put(
        new RemoteLinkStore.RemoteLink(room, user, with),
        Secrets.hash(secret),
        clock.instant().plus(SCANNED_WITHIN));
    return secret;
  }

  /// Uses up a code; empty for one that is used, too old, never was, or ended with its maker's
  /// session. Nothing is written for a wrong one.
  ///
  /// @param browser which one it is, such as `Firefox on Android`
  public Optional<Paired> pair(String secret, @Nullable String browser) {
    String hash = Secrets.hash(secret);
    if (!standing.hold(hash)) {
      return Optional.empty();
    }
    return store
        .use(hash, clock.instant())
        .flatMap(
            link ->
                tokens
                    .issue(token(link, browser))
                    .map(made -> new Paired(link.room(), link.user(), made.secret())));
  }

  private NewToken token(RemoteLinkStore.RemoteLink link, @Nullable String browser) {
    return new NewToken(
        link.user(),
        TokenKind.BROWSER,
        "remote control",
        List.of(RemoteControl.scope(link.room())),
        link.with(),
        clock.instant().plus(STEERS_FOR),
        browser);
  }

  /// Ends what bears this token; gives whose it was and what it steered.
  public Optional<RemoteControl> end(String token) {
    TokenCheck check = tokens.check(token).join();
    RemoteControl remote = RemoteControl.of(check);
    if (remote != null && check instanceof TokenCheck.Valid(Principal principal)) {
      tokens.revoke(remote.user().id(), principal.token());
    }
    return Optional.ofNullable(remote);
  }
}
