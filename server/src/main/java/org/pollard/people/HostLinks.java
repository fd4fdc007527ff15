package org.pollard.people;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One-time links that sign in the Host. Thread-safe. The secret stands in the fragment of the
/// link, which browsers send to no server; only its hash is stored.
public final class HostLinks {

  private static final Duration GOOD_FOR = Duration.ofHours(24);

  private final SharedValues values;
  private final AccessTokens tokens;
  private final Secrets secrets;
  private final InstantSource clock;
  private final VoterId host;

  public HostLinks(
      SharedValues values,
      AccessTokens tokens,
      Secrets secrets,
      InstantSource clock,
      VoterId host) {
    this.values = values;
    this.tokens = tokens;
    this.secrets = secrets;
    this.clock = clock;
    this.host = host;
  }

  /// A fresh link below this base address.
  public String make(String base) {
    String secret = secrets.make();
    values.addLink(host, Secrets.hash(secret), clock.instant().plus(GOOD_FOR));
    return base + "/host/#" + secret;
  }

  /// Whether this is whom the links sign in.
  public boolean isHost(VoterId user) {
    return user.equals(host);
  }

  /// Uses up a link: gives the Host the first time, in time; afterwards nobody.
  public Optional<VoterId> use(String secret) {
    return values.redeemLink(Secrets.hash(secret), clock.instant());
  }

  /// Uses up a link: gives an access token of the Host the first time, in time; afterwards nothing.
  public Optional<String> redeem(String secret) {
    return use(secret)
        .flatMap(
            each ->
                tokens.issue(
                    new NewToken(
                        each,
                        TokenKind.PROGRAM,
                        "host link",
                        List.of(),
                        null,
                        clock.instant().plus(GOOD_FOR),
                        null)))
        .map(AccessTokens.Issued::secret);
  }
}
