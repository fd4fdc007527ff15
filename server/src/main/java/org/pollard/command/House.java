package org.pollard.command;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pollard.server.DataFolder;
import org.pollard.server.Settings;

/// Whom a command asks: the server that runs on the data folder, or the database of one that does
/// not. Confined to one thread; may take seconds.
interface House extends AutoCloseable {

  /// Somebody with an account.
  ///
  /// @param login null: they use tokens only
  record Person(long id, String name, @Nullable String login) {}

  /// An access token, without its secret.
  ///
  /// @param expiresAt null: never
  record Token(long id, String purpose, Instant createdAt, @Nullable Instant expiresAt) {}

  /// A token just made.
  record Made(Token token, String secret) {}

  /// Who answers, in words.
  String who();

  /// A fresh link that signs in the Host.
  String hostLink();

  /// Hands over everybody with an account, by id.
  void people(Consumer<Person> each);

  /// Adds somebody.
  ///
  /// @throws Refusal when the login is taken or the password is none that may be set
  Person add(String name, String login, String password);

  /// Gives somebody a password that is made for them, and signs them out everywhere.
  String newPassword(String login);

  /// The tokens of somebody's programs that were not revoked.
  List<Token> tokens(String login);

  /// Makes a token for somebody.
  ///
  /// @param expiresAt null: never
  Made token(String login, String purpose, @Nullable Instant expiresAt);

  /// Revokes one, with all that came from it.
  void revoke(String login, long token);

  @Override
  void close();

  /// Finds out who is there to be asked.
  static House find(Settings settings) {
    return DataFolder.isHeld(settings.dataDir())
        ? RunningHouse.find(settings)
        : StoppedHouse.open(settings);
  }
}
