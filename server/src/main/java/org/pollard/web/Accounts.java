package org.pollard.web;

import java.util.Optional;
import org.pollard.people.PasswordRule;
import org.pollard.people.PlainText;
import org.pollard.people.User;

/// Judges what people write about their own account.
final class Accounts {

  private static final int LONGEST = 255;

  private Accounts() {}

  static String name(String given) {
    String name = given.strip();
    WebProblem.refuseUnfitName("name", name, LONGEST);
    return name;
  }

  static String login(String given) {
    String login = given.strip();
    WebProblem.refuseUnfitName("login", login, LONGEST);
    if (!PlainText.isIdentifier(login)) {
      throw WebProblem.INVALID.refusal("login must have no characters that nobody sees.");
    }
    return login;
  }

  /// The user as with this login, for rules that know it.
  static User with(User user, String login) {
    return new User(user.id(), user.name(), login, user.administrator(), user.createdAt());
  }

  static void refuseUnfit(Optional<PasswordRule.Fault> fault) {
    if (fault.isPresent()) {
      throw switch (fault.get()) {
        case TOO_SHORT -> WebProblem.PASSWORD_SHORT.refusal();
        case TOO_LONG -> WebProblem.PASSWORD_LONG.refusal();
        case COMMON -> WebProblem.PASSWORD_COMMON.refusal();
      };
    }
  }
}
