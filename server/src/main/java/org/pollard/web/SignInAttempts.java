package org.pollard.web;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pollard.people.BusyException;
import org.pollard.people.Secrets;

/// Holds back who tries passwords: by the address that they come from and, since there are many
/// addresses, by the user name that they try. Apart from the codes of rooms, so that who tries
/// passwords holds up nobody who joins. Thread-safe.
public final class SignInAttempts {

  private static final int FREE_OF_ADDRESS = 8;
  private static final int FREE_OF_LOGIN = 2;

  private final Guesses addresses;
  private final Guesses logins;

  /// @param nanos a clock like [System#nanoTime()]
  public SignInAttempts(LongSupplier nanos) {
    this.addresses = new Guesses(nanos, FREE_OF_ADDRESS, Duration.ofMillis(20));
    this.logins = new Guesses(nanos, FREE_OF_LOGIN, Duration.ofMillis(100));
  }

  /// Tries, after the wait that is due.
  ///
  /// @param login null: no password is tried
  /// @param attempt empty when it was wrong
  /// @throws BusyException when it may not be tried now
  <T> Optional<T> attempt(String address, @Nullable String login, Supplier<Optional<T>> attempt) {
    try (Guesses.Attempt byAddress = addresses.begin(address)) {
      if (login == null) {
        addresses.waitFor(byAddress.delay());
        return told(attempt.get(), byAddress);
      }
      // Names are as long as somebody likes, and are compared without regard to case.
      try (Guesses.Attempt byLogin = logins.begin(Secrets.hash(login.toLowerCase(Locale.ROOT)))) {
        Duration one = byAddress.delay();
        Duration other = byLogin.delay();
        addresses.waitFor(one.compareTo(other) > 0 ? one : other);
        Optional<T> made = told(attempt.get(), byAddress);
        if (made.isPresent()) {
          byLogin.right();
        }
        return made;
      }
    }
  }

  private static <T> Optional<T> told(Optional<T> made, Guesses.Attempt attempt) {
    if (made.isPresent()) {
      attempt.right();
    }
    return made;
  }
}
