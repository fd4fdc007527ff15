package org.pollard.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Access tokens, by which programs are let in as somebody.")
final class TokenCommands {

  /// What `list` answers.
  record Tokens(String login, List<House.Token> tokens, String askedOf) {}

  /// A token with the secret that is shown this once.
  ///
  /// @param expiresAt null: never
  record Secret(long id, String login, String token, @Nullable Instant expiresAt, String askedOf) {

    @Override
    public String toString() {
      return "Secret[" + id + "]";
    }
  }

  /// What `revoke` answers.
  record Revoked(long id, String login, String askedOf) {}

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes a token for somebody and prints it.")
  int add(
      @Parameters(paramLabel = "LOGIN", description = "Whose it is.") String login,
      @Option(
              names = "--purpose",
              defaultValue = "command line",
              description = "What it is for, as lists show it.")
          String purpose,
      @Option(names = "--days", description = "After how many days it ends; else never.")
          @Nullable Integer days,
      @Mixin Answering answer) {
    if (days != null && days < 1) {
      throw Refusal.ofSettings(List.of("--days must be 1 or more."));
    }
    try (House house = House.find(Given.settings())) {
      Instant end = days == null ? null : Instant.now().plus(Duration.ofDays(days));
      House.Made made = house.token(login, purpose, end);
      answer.meanwhile("Made in " + house.who() + "; shown this once.");
      return answer.with(
          new Secret(
              made.token().id(), login, made.secret(), made.token().expiresAt(), house.who()),
          made.secret());
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists somebody's tokens, without their secrets.")
  int list(
      @Parameters(paramLabel = "LOGIN", description = "Whose they are.") String login,
      @Mixin Answering answer) {
    try (House house = House.find(Given.settings())) {
      List<House.Token> tokens = house.tokens(login);
      StringBuilder text = new StringBuilder("In " + house.who() + ":");
      tokens.forEach(
          each ->
              text.append(
                  "%n%8d  made %s, %s  %s"
                      .formatted(
                          each.id(),
                          each.createdAt(),
                          each.expiresAt() == null ? "never ends" : "ends " + each.expiresAt(),
                          each.purpose())));
      return answer.with(new Tokens(login, tokens, house.who()), text.toString());
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a token, and all that was made with it.")
  int revoke(
      @Parameters(paramLabel = "LOGIN", description = "Whose it is.") String login,
      @Parameters(paramLabel = "ID", description = "As token list says.") long id,
      @Mixin Answering answer) {
    try (House house = House.find(Given.settings())) {
      house.revoke(login, id);
      return answer.with(
          new Revoked(id, login, house.who()),
          "Revoked %d of %s in %s.".formatted(id, login, house.who()));
    }
  }
}
