package org.pollard.course;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The codes by which rooms are joined: read from a screen far away, typed on a phone.
final class JoinCode {

  /// Letters and digits without those that look like another: no 0 O Q, 1 I L, 2 Z, 5 S, 8 B, U V.
  private static final String LETTERS = "34679ACDEFGHJKMNPRTWXY";

  private static final int LENGTH = 6;
  private static final Pattern FORM = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");

  private JoinCode() {}

  static String make(SecureRandom random) {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  /// What somebody typed as a code, in whatever case and with spaces or hyphens; empty when it
  /// cannot be one.
  static Optional<String> typed(String text) {
    String code = text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return FORM.matcher(code).matches() ? Optional.of(code) : Optional.empty();
  }
}
