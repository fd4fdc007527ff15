package org.pollard.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "People with an account.")
final class UserCommands {

  /// What `list` answers.
  record People(List<House.Person> users, String askedOf) {}

  /// Somebody with the password that is shown this once.
  ///
  /// @param password null: it was brought along
  record Account(long id, String name, String login, @Nullable String password, String askedOf) {

    @Override
    public String toString() {
      return "Account[" + login + "]";
    }
  }

  /// A password that is shown this once.
  record Password(String login, String password, String askedOf) {

    @Override
    public String toString() {
      return "Password[" + login + "]";
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds somebody; prints the password that is made for them.")
  int add(
      @Parameters(paramLabel = "LOGIN", description = "What they sign in with.") String login,
      @Option(names = "--name", description = "What others see; else the login.")
          @Nullable String name,
      @Option(
              names = "--password-stdin",
              description = "Read the password from the standard input, its first line.")
          boolean read,
      @Mixin Answering answer) {
    try (House house = House.find(Given.settings())) {
      String password = read ? firstLine() : new Secrets().password();
      House.Person person = house.add(name == null ? login : name, login, password);
      return answer.with(
          new Account(person.id(), person.name(), login, read ? null : password, house.who()),
          "Added %s (%d) in %s.%s"
              .formatted(
                  login,
                  person.id(),
                  house.who(),
                  read ? "" : System.lineSeparator() + "Password, shown this once: " + password));
    }
  }

  @Command(
      name = "passwd",
      mixinStandardHelpOptions = true,
      description = "Gives somebody a new password, prints it, and signs them out everywhere.")
  int passwd(
      @Parameters(paramLabel = "LOGIN", description = "What they sign in with.") String login,
      @Mixin Answering answer) {
    try (House house = House.find(Given.settings())) {
      String password = house.newPassword(login);
      return answer.with(
          new Password(login, password, house.who()),
          "New password of %s, shown this once: %s".formatted(login, password));
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists everybody.")
  int list(@Mixin Answering answer) {
    try (House house = House.find(Given.settings())) {
      List<House.Person> people = new ArrayList<>();
      house.people(people::add);
      StringBuilder text = new StringBuilder("In " + house.who() + ":");
      people.forEach(
          each ->
              text.append(
                  "%n%8d  %-24s %s"
                      .formatted(
                          each.id(), each.login() == null ? "-" : each.login(), each.name())));
      return answer.with(new People(people, house.who()), text.toString());
    }
  }

  private static String firstLine() {
    try {
      String all = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException("the password cannot be read", e);
    }
  }
}
