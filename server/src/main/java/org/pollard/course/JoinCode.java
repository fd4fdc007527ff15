package org.pollard.course;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pollard.people.Gaps;

/// The codes by which rooms are joined: read from a screen far away, typed on a phone.
final class JoinCode {

  /// Letters and digits without those that look like another: no 0 O Q, 1 I L, 2 Z, 5 S, 8 B, U V.
  private static final String LETTERS = "34679ACDEFGHJKMNPRTWXY";

  private static final int LENGTH = 6;
  private static final Pattern FORM = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");

  /// A link is some hundred characters long.
  private static final int LONGEST_TYPED = 1_000;

  private static final Pattern LINK = Pattern.compile("/j/([^/?#\\s]+)");

  private JoinCode() {}

  static String make(SecureRandom random) {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  /// What somebody typed as a code: in whatever case and width, with spaces, dashes, dots or quotes
  /// in it, or a whole link to the room; empty when it cannot be one.
  static Optional<String> typed(String text) {
    if (text.length() > LONGEST_TYPED) {
      return Optional.empty();
    }
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    Matcher link = LINK.matcher(plain);
    String code = Gaps.closed(link.find() ? link.group(1) : plain);
    code = code.toUpperCase(Locale.ROOT);
    return FORM.matcher(code).matches() ? Optional.of(code) : Optional.empty();
  }
}
