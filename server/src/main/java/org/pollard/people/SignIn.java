package org.pollard.people;

import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs browsers in: gives an access token for the cookie. Thread-safe; may wait for the database,
/// and for a hash that is slow on purpose.
public final class SignIn {

  /// How long a browser stays signed in.
  public static final Duration GOOD_FOR = Duration.ofDays(30);

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

  /// The user name that somebody means by what they typed, perhaps in letters of full width: a
  /// phone may write them so.
  public String meant(String typed) {
    String login = typed.strip();
    String plain = Normalizer.normalize(login, Normalizer.Form.NFKC);
    return plain.equals(login) || people.userByLogin(login).isPresent() ? login : plain;
  }

  /// By user name and password. Takes equally long for a name that nobody has.
  ///
  /// @param browser which one it is, such as `Firefox on Linux`
  public Optional<AccessTokens.Issued> byPassword(
      String login, String password, @Nullable String browser) {
    Optional<VoterId> user = people.userByLogin(login).map(User::id);
    Optional<String> hash = user.flatMap(people::passwordHash);
    if (password.length() > PasswordRule.LONGEST) {
      return Optional.empty();
    }
    boolean right = passwords.matches(password, hash.orElse(nobodysHash)) && hash.isPresent();
    return right ? user.flatMap(each -> issue(each, null, browser)) : Optional.empty();
  }

  /// For the audit log: whose name was tried; nothing for a name that nobody has, which may be a
  /// password that was typed in the wrong place.
  public String known(@Nullable String login) {
    return login == null
        ? ""
        : people
            .userByLogin(meant(login))
            .map(each -> " of " + each.name() + " (" + each.id().value() + ")")
            .orElse(", unknown name");
  }

  /// By an access token that is good for every call. The browser is signed in no longer than that
  /// token is good. The server's own administrator token, which belongs to who runs the server,
  /// signs in the Host, who runs the rooms; unless its administrator is wanted.
  public Optional<AccessTokens.Issued> byToken(
      String token, boolean administrator, @Nullable String browser) {
    return switch (tokens.check(token).join()) {
      case TokenCheck.Valid(Principal principal) when principal.scopes().isEmpty() ->
          issue(
              principal.root() && !administrator ? links.host() : principal.user().id(),
              principal.token(),
              browser);
      case TokenCheck.Valid _, TokenCheck.Expired _, TokenCheck.Revoked _, TokenCheck.Unknown _ ->
          Optional.empty();
    };
  }

  /// By a link, which is used up.
  public Optional<AccessTokens.Issued> byLink(String secret, @Nullable String browser) {
    return links.use(secret).flatMap(each -> issue(each.user(), each.madeWith(), browser));
  }

  /// Somebody who has just come to be.
  public Optional<AccessTokens.Issued> first(VoterId user, @Nullable String browser) {
    return issue(user, null, browser);
  }

  /// Signs out whoever shows this token; what was made with it ends, too.
  public void out(String token) {
    if (tokens.check(token).join() instanceof TokenCheck.Valid(Principal principal)) {
      tokens.revoke(principal.user().id(), principal.token());
    }
  }

  private Optional<AccessTokens.Issued> issue(
      VoterId user, @Nullable TokenId parent, @Nullable String browser) {
    return tokens.issue(
        new NewToken(
            user,
            TokenKind.BROWSER,
            "browser",
            List.of(),
            parent,
            clock.instant().plus(GOOD_FOR),
            browser));
  }
}
