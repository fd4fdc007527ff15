package org.pollard.people;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes passwords with Argon2id, in PHC form, with the parameters that OWASP's Password Storage
/// Cheat Sheet names as its minimum (19 MiB, two passes, one lane). Thread-safe; takes tens of
/// milliseconds on purpose.
///
/// The work has two threads of its own, so that whoever tries many passwords takes no more of the
/// machine than that: one for what strangers claim, one for the passwords that are set by people
/// who are known already. Callers wait in bounded queues; beyond those nothing is begun.
public final class Passwords implements AutoCloseable {

  /// Two seconds of work, so that who is let in has not given up.
  private static final int MOST_CLAIMS = 60;

  private static final int MOST_SETTINGS = 500;
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  private final ThreadPoolExecutor claims = lane("password-check", MOST_CLAIMS);
  private final ThreadPoolExecutor settings = lane("password-set", MOST_SETTINGS);

  private static ThreadPoolExecutor lane(String name, int most) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(most),
        Thread.ofPlatform().name(name).daemon().factory());
  }

  /// The hash to store. May wait.
  ///
  /// @throws BusyException when too many wait already
  public String hash(String password) {
    return on(settings, () -> Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult());
  }

  /// Whether this is the password behind the stored hash. A password that was made for somebody was
  /// shown in groups, and is theirs however it is typed; one that was chosen is what was chosen.
  /// Only what is typed with gaps or capital letters and could be either is judged as both. May
  /// wait.
  ///
  /// @throws BusyException when too many wait already
  public boolean matches(String typed, String hash) {
    Optional<String> made = Secrets.copied(typed).filter(each -> !each.equals(typed));
    return on(claims, () -> made.filter(each -> fits(each, hash)).isPresent() || fits(typed, hash));
  }

  private static boolean fits(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }

  private static <T> T on(ThreadPoolExecutor lane, Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, lane).join();
    } catch (RejectedExecutionException e) {
      throw new BusyException("too many passwords wait to be judged", SOON);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException fault ? fault : e;
    }
  }

  @Override
  public void close() {
    claims.shutdownNow();
    settings.shutdownNow();
  }
}
