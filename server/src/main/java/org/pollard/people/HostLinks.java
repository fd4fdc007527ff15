package org.pollard.people;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pollard.people.SharedValues.Redeemed;

/// One-time links that sign somebody in: the Host, and whoever is signed in already and goes on in
/// another browser or under another address. Thread-safe. The secret stands in the fragment of the
/// link, which browsers send to no server; only its hash is stored.
public final class HostLinks {

  /// How long somebody has who goes on in another browser.
  public static final Duration HANDED_OVER_FOR = Duration.ofMinutes(10);

  private static final Duration GOOD_FOR = Duration.ofHours(24);

  private final SharedValues values;
  private final AccessTokens tokens;
  private final Secrets secrets;
  private final InstantSource clock;
  private final VoterId host;
  private final StandingLinks standing;

  /// @param executor where the database is asked, which may wait
  public HostLinks(
      SharedValues values,
      AccessTokens tokens,
      Secrets secrets,
      InstantSource clock,
      VoterId host,
      Executor executor) {
    this.values = values;
    this.tokens = tokens;
    this.secrets = secrets;
    this.clock = clock;
    this.host = host;
    this.standing =
        new StandingLinks(hashes -> values.standingLinks(hashes, clock.instant()), executor);
  }

  /// A fresh link for the Host below this base address.
  ///
  /// @param with the token with which it is made, and with which it ends; null: the operator
  public String make(String base, @Nullable TokenId with) {
    String secret = secrets.make();
    values.addLink(host, with, Secrets.hash(secret), clock.instant().plus(GOOD_FOR));
    return base + "/host/#" + secret;
  }

  /// The secret of a link with which somebody goes on elsewhere. What comes of it ends with what
  /// they are signed in with here, but not with this browser.
  public String handOver(Principal from) {
    String secret = secrets.make();
    values.addLink(
        from.user().id(),
        from.parent(),
        Secrets.hash(secret),
        clock.instant().plus(HANDED_OVER_FOR));
    return secret;
  }

  /// Whom the links of the server sign in.
  public VoterId host() {
    return host;
  }

  /// Whether this is whom the links of the server sign in.
  public boolean isHost(VoterId user) {
    return user.equals(host);
  }

  /// Uses up a link: gives whom it signs in the first time, in time; afterwards nobody. Nothing is
  /// written for a wrong one.
  public Optional<Redeemed> use(String secret) {
    String hash = Secrets.hash(secret);
    return standing.hold(hash) ? values.redeemLink(hash, clock.instant()) : Optional.empty();
  }

  /// Uses up a link: gives an access token the first time, in time; afterwards nothing.
  public Optional<String> redeem(String secret) {
    return use(secret).flatMap(each -> token(each.user(), each.madeWith()));
  }

  private Optional<String> token(VoterId user, @Nullable TokenId madeWith) {
    return tokens
        .issue(
            new NewToken(
                user,
                TokenKind.PROGRAM,
                "host link",
                List.of(),
                madeWith,
                clock.instant().plus(GOOD_FOR),
                null))
        .map(AccessTokens.Issued::secret);
  }
}
