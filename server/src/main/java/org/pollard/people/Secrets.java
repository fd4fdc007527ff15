package org.pollard.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes secrets and the hashes under which they are stored. Thread-safe.
public final class Secrets {

  private static final int BYTES = 32;

  /// Without those that look alike on paper and on a small screen: 1, l and I, 0 and O.
  private static final String LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int PASSWORD_LENGTH = 12;

  private static final Pattern PASSWORD =
      Pattern.compile("[" + LEGIBLE + "]{" + PASSWORD_LENGTH + "}");

  private final SecureRandom random = new SecureRandom();

  /// A fresh secret of 256 random bits, 43 characters that need no escaping in a URL.
  public String make() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// A password that people copy by hand: twelve small letters and digits, some 59 bits.
  public String password() {
    StringBuilder made = new StringBuilder(PASSWORD_LENGTH);
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      made.append(LEGIBLE.charAt(random.nextInt(LEGIBLE.length())));
    }
    return made.toString();
  }

  /// The password that was made, as somebody types it who reads it in groups or hears it: in
  /// whatever case and width, with gaps or dashes; empty when it cannot be one.
  static Optional<String> copied(String typed) {
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC);
    String password = Gaps.closed(plain).toLowerCase(Locale.ROOT);
    return PASSWORD.matcher(password).matches() ? Optional.of(password) : Optional.empty();
  }

  /// Random hexadecimal digits, two for each byte.
  public String hex(int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return HexFormat.of().formatHex(made);
  }

  /// Hexadecimal SHA-256 of a secret. A plain fast hash is right here: the secrets are random, not
  /// guessable.
  public static String hash(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
