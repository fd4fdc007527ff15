package org.pollard.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Guesses;
import org.pollard.people.BusyException;
import org.pollard.people.Secrets;
import org.pollard.people.SignIn;

/// Holds back who tries passwords: by the address that they come from and, since there are many
/// addresses, by the user name that they try. Apart from the codes of rooms, so that who tries
/// passwords holds up nobody who joins.
///
/// All addresses together may try a password of one name every few seconds. Most of these turns are
/// for addresses that have hardly tried that name yet: whoever guesses from a few has soon used up
/// theirs, and an owner who comes from somewhere new waits for other newcomers only. From where
/// somebody has signed in under that name before, they wait for themselves only: so whoever guesses
/// does not lock the owner out. Which addresses that are is remembered in this process and
/// forgotten with it. Thread-safe.
public final class SignInAttempts {

  private static final int FREE_OF_ADDRESS = 8;
  private static final int FREE_OF_LOGIN = 2;
  private static final int MOST_KNOWN = 100_000;

  /// Wrong attempts at one name for which an address is a newcomer, and how long they are held
  /// against it: one is mistyped easily.
  private static final int FIRST_TRIES = 2;

  private static final Duration NEW_AGAIN = Duration.ofHours(1);

  /// Between two answers about one name to newcomers, and to all others. Both together are 13,500 a
  /// day.
  private static final Duration WORST_OF_NEW = Duration.ofSeconds(9);

  private static final Duration WORST_OF_OTHERS = Duration.ofSeconds(64);

  private final Guesses addresses;
  private final Guesses newcomers;
  private final Guesses others;
  private final Guesses owners;

  /// Hashes of a user name with an address.
  private final Cache<String, Boolean> known;

  private final Cache<String, AtomicInteger> tried;

  /// @param nanos a clock like [System#nanoTime()]
  public SignInAttempts(LongSupplier nanos) {
    this.addresses = new Guesses(nanos, FREE_OF_ADDRESS, Duration.ofMillis(20));
    this.newcomers = new Guesses(nanos, FREE_OF_LOGIN, WORST_OF_NEW.dividedBy(32), WORST_OF_NEW);
    this.others = new Guesses(nanos, FREE_OF_LOGIN, WORST_OF_OTHERS.dividedBy(32), WORST_OF_OTHERS);
    this.owners = new Guesses(nanos, FREE_OF_LOGIN, Duration.ofMillis(100));
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterAccess(SignIn.GOOD_FOR)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
    this.tried =
        Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(NEW_AGAIN)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /// Whoever the name belongs to is there now.
  void ownerIsAt(String address, String login) {
    known.put(place(address, login), true);
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
      try (Guesses.Attempt byLogin = begin(address, login)) {
        Duration one = byAddress.delay();
        Duration other = byLogin.delay();
        addresses.waitFor(one.compareTo(other) > 0 ? one : other);
        Optional<T> made = told(attempt.get(), byAddress);
        if (made.isPresent()) {
          byLogin.right();
          ownerIsAt(address, login);
        }
        return made;
      }
    }
  }

  private Guesses.Attempt begin(String address, String login) {
    String place = place(address, login);
    if (known.getIfPresent(place) != null) {
      return owners.begin(place);
    }
    AtomicInteger before = tried.get(place, _ -> new AtomicInteger());
    if (before.incrementAndGet() > FIRST_TRIES) {
      before.decrementAndGet();
      return others.begin(name(login));
    }
    try {
      return newcomers.begin(name(login));
    } catch (BusyException e) {
      // Nothing was tried.
      before.decrementAndGet();
      throw e;
    }
  }

  /// Names are as long as somebody likes, and are compared without regard to case.
  private static String name(String login) {
    return Secrets.hash(login.toLowerCase(Locale.ROOT));
  }

  private static String place(String address, String login) {
    return name(login) + " " + address;
  }

  private static <T> Optional<T> told(Optional<T> made, Guesses.Attempt attempt) {
    if (made.isPresent()) {
      attempt.right();
    }
    return made;
  }
}
