package org.pollard.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pollard.people.AccessToken;
import org.pollard.people.AccessTokens;
import org.pollard.people.AuditEvent;
import org.pollard.people.Listing;
import org.pollard.people.NewToken;
import org.pollard.people.NewUser;
import org.pollard.people.PasswordRule;
import org.pollard.people.PlainText;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.people.TokenId;
import org.pollard.people.TokenKind;
import org.pollard.people.User;
import org.pollard.server.ClosedHouse;
import org.pollard.server.Settings;
import org.pollard.store.SchemaState;

/// The database of a server that does not run, asked without one.
final class StoppedHouse implements House {

  private static final int PAGE = 500;

  private final Settings settings;
  private final ClosedHouse house;

  private StoppedHouse(Settings settings, ClosedHouse house) {
    this.settings = settings;
    this.house = house;
  }

  /// @throws Refusal when its tables are those of another version: changing them is a decision
  static StoppedHouse open(Settings settings) {
    SchemaState state = SchemaState.of(settings.databaseUrl());
    if (state.isTooNew()) {
      throw Refusal.because("The database belongs to a newer Pollard; this one may not change it.");
    }
    if (state.version() != 0 && !state.isCurrent()) {
      throw Refusal.because(
          "The database has the tables of another version (%d, this program's are %d): 'migrate' brings them up to date."
              .formatted(state.version(), SchemaState.known()));
    }
    return new StoppedHouse(settings, ClosedHouse.open(settings));
  }

  @Override
  public String who() {
    return "the database of the stopped server in " + settings.dataDir();
  }

  @Override
  public String hostLink() {
    String link = house.hostLink();
    house.note(AuditEvent.TOKEN_MADE, "a link of the host");
    return link;
  }

  @Override
  public void people(Consumer<Person> each) {
    for (long offset = 0; ; offset += PAGE) {
      Listing<User> some = house.people().users(null, new Slice(offset, PAGE));
      some.items().forEach(user -> each.accept(person(user)));
      if (some.items().size() < PAGE) {
        return;
      }
    }
  }

  private static Person person(User user) {
    return new Person(user.id().value(), user.name(), user.loginId());
  }

  @Override
  public Person add(String name, String login, String password) {
    if (!PlainText.isLine(name) || PlainText.looksEmpty(name)) {
      throw Refusal.because("The name " + PlainText.RULE + ", and not empty.");
    }
    if (!PlainText.isIdentifier(login) || PlainText.looksEmpty(login)) {
      throw Refusal.because("The login " + PlainText.RULE + ", and not empty.");
    }
    Optional<PasswordRule.Fault> fault = PasswordRule.read().fault(password, login);
    if (fault.isPresent()) {
      throw Refusal.because(
          switch (fault.get()) {
            case TOO_SHORT ->
                "The password has fewer than " + PasswordRule.SHORTEST + " characters.";
            case TOO_LONG -> "The password has more than " + PasswordRule.LONGEST + " characters.";
            case COMMON -> "The password is one that everybody tries first.";
          });
    }
    User added =
        house
            .people()
            .addUser(new NewUser(name, login, house.hash(password), false), Instant.now())
            .orElseThrow(() -> Refusal.because("Somebody has the login " + login + " already."));
    house.note(AuditEvent.RIGHTS_CHANGED, "an account for " + login);
    return person(added);
  }

  private User user(String login) {
    return house
        .people()
        .userByLogin(login)
        .orElseThrow(() -> Refusal.because("Nobody has the login " + login + "."));
  }

  @Override
  public String newPassword(String login) {
    User user = user(login);
    if (user.administrator()) {
      throw Refusal.because("An administrator signs in by a token and has no password.");
    }
    String made = house.passwords().reset(user);
    house.note(AuditEvent.PASSWORD_RESET, "of " + user.name() + " (" + user.id().value() + ")");
    return made;
  }

  @Override
  public List<Token> tokens(String login) {
    return house
        .tokens()
        .ofPrograms(user(login).id(), Slice.first(Quota.TOKENS.most()))
        .items()
        .stream()
        .map(StoppedHouse::token)
        .toList();
  }

  private static Token token(AccessToken each) {
    return new Token(each.id().value(), each.purpose(), each.createdAt(), each.expiresAt());
  }

  @Override
  public Made token(String login, String purpose, @Nullable Instant expiresAt) {
    User user = user(login);
    try {
      AccessTokens.Issued made =
          house
              .accessTokens()
              .issue(
                  new NewToken(
                      user.id(), TokenKind.PROGRAM, purpose, List.of(), null, expiresAt, null))
              .orElseThrow();
      house.note(AuditEvent.TOKEN_MADE, made.token().id().value() + " for " + user.name());
      return new Made(token(made.token()), made.secret());
    } catch (Quota.Reached e) {
      throw Refusal.because(e.sentence());
    }
  }

  @Override
  public void revoke(String login, long token) {
    User user = user(login);
    var _ =
        house
            .accessTokens()
            .revoke(user.id(), new TokenId(token))
            .orElseThrow(() -> Refusal.because(login + " has no token " + token + "."));
    house.note(AuditEvent.TOKEN_REVOKED, token + " of " + user.name());
  }

  @Override
  public void close() {
    house.close();
  }
}
