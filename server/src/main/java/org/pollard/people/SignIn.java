package org.pollard.people;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Signs browsers in: gives an access token for the cookie. Thread-safe; may wait for the database,
/// and for a hash that is slow on purpose.
public final class SignIn {

  /// How long a browser stays signed in.
  public static final Duration GOOD_FOR = Duration.ofDays(30);

  private static final String PURPOSE = "browser";

  private final PeopleStore people;
  private final AccessTokens tokens;
  private final HostLinks links;
  private final Passwords passwords;
  private final InstantSource clock;
  private final String nobodysHash;

  public SignIn(
      PeopleStore people,
      AccessTokens tokens,
      HostLinks links,
      Passwords passwords,
      Secrets secrets,
      InstantSource clock) {
    this.people = people;
    this.tokens = tokens;
    this.links = links;
    this.passwords = passwords;
    this.clock = clock;
    this.nobodysHash = passwords.hash(secrets.make());
  }

  /// By user name and password. Takes equally long for a name that nobody has.
  public Optional<AccessTokens.Issued> byPassword(String login, String password) {
    Optional<VoterId> user = people.userByLogin(login).map(User::id);
    Optional<String> hash = user.flatMap(people::passwordHash);
    boolean right = passwords.matches(password, hash.orElse(nobodysHash));
    return right && hash.isPresent() ? user.map(this::issue) : Optional.empty();
  }

  /// By an access token that is good for every call.
  public Optional<AccessTokens.Issued> byToken(String token) {
    return switch (tokens.check(token).join()) {
      case TokenCheck.Valid(Principal principal) when principal.scopes().isEmpty() ->
          Optional.of(issue(principal.user().id()));
      case TokenCheck.Valid _, TokenCheck.Expired _, TokenCheck.Revoked _, TokenCheck.Unknown _ ->
          Optional.empty();
    };
  }

  /// By a host link, which is used up.
  public Optional<AccessTokens.Issued> byLink(String secret) {
    return links.use(secret).map(this::issue);
  }

  /// Signs out whoever shows this token.
  public void out(String token) {
    if (tokens.check(token).join() instanceof TokenCheck.Valid(Principal principal)) {
      tokens.revoke(principal.user().id(), principal.token());
    }
  }

  private AccessTokens.Issued issue(VoterId user) {
    return tokens.issue(
        new NewToken(user, PURPOSE, List.of(), false, clock.instant().plus(GOOD_FOR)));
  }
}
