package org.pollard.people;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/// Hashes passwords with Argon2id, in PHC form, with the parameters that OWASP's Password Storage
/// Cheat Sheet names as its minimum (19 MiB, two passes, one lane). Thread-safe; takes tens of
/// milliseconds on purpose.
public final class Passwords {

  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

  /// The hash to store.
  public String hash(String password) {
    return Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult();
  }

  /// Whether this is the password behind the stored hash.
  public boolean matches(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }
}
