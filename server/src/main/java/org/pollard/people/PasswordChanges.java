package org.pollard.people;

import java.util.Optional;

/// Sets passwords. Thread-safe; may wait for the database, and for hashes that are slow on purpose.
/// Rights are the caller's to check.
public final class PasswordChanges {

  private final PeopleStore people;
  private final AccessTokens tokens;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final Secrets secrets;

  public PasswordChanges(
      PeopleStore people,
      AccessTokens tokens,
      Passwords passwords,
      PasswordRule rule,
      Secrets secrets) {
    this.people = people;
    this.tokens = tokens;
    this.passwords = passwords;
    this.rule = rule;
    this.secrets = secrets;
  }

  /// Whether somebody signs in with a password.
  public boolean hasOne(User user) {
    return user.loginId() != null && people.passwordHash(user.id()).isPresent();
  }

  /// Whether this is somebody's password.
  ///
  /// @throws BusyException when too many wait to be judged
  public boolean isOf(User user, String password) {
    return people
        .passwordHash(user.id())
        .filter(hash -> password.length() <= PasswordRule.LONGEST)
        .filter(hash -> passwords.matches(password, hash))
        .isPresent();
  }

  /// What is wrong with a password that somebody wants; empty when it may be set.
  public Optional<PasswordRule.Fault> fault(User user, String password) {
    return rule.fault(password, user.loginId());
  }

  /// Sets the password that somebody chose, and signs them out everywhere but in this browser.
  public void set(User user, String password, TokenId browser) {
    people.setPasswordHash(user.id(), passwords.hash(password));
    var _ = tokens.revokeBrowsers(user.id(), browser);
  }

  /// Gives somebody a password that was made for them, which the caller shows once, and signs them
  /// out everywhere.
  public String reset(User user) {
    String made = secrets.password();
    people.setPasswordHash(user.id(), passwords.hash(made));
    var _ = tokens.revokeBrowsers(user.id(), null);
    return made;
  }
}
