package org.pollard.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which passwords may be set, after NIST SP 800-63B: long enough, none that everybody tries first,
/// and no rule about which characters it is made of. Immutable.
public final class PasswordRule {

  /// In characters.
  public static final int SHORTEST = 8;

  /// Far beyond what anybody types, so that hashing stays cheap.
  public static final int LONGEST = 255;

  private static final String FILE = "people/common-passwords.txt";
  private static final int MOST_STRIPPED = 4;
  private static final String DIGITS = "@43105$7";
  private static final String LETTERS = "aaeiosst";

  private final Set<String> common;

  /// Why a password may not be set.
  public enum Fault {
    TOO_SHORT,
    TOO_LONG,
    /// Everybody tries it first, or knows it.
    COMMON
  }

  private PasswordRule(Set<String> common) {
    this.common = common;
  }

  /// With the list of the program.
  public static PasswordRule read() {
    InputStream in = PasswordRule.class.getClassLoader().getResourceAsStream(FILE);
    if (in == null) {
      throw new IllegalStateException("the program lacks its file " + FILE);
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new PasswordRule(lines.lines().collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is wrong with a password; empty when it may be set.
  ///
  /// @param login whose it is to be; nobody may be called as they sign in
  public Optional<Fault> fault(String password, @Nullable String login) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      return Optional.of(Fault.TOO_SHORT);
    }
    if (length > LONGEST) {
      return Optional.of(Fault.TOO_LONG);
    }
    return isCommon(folded(password), login == null ? "" : folded(login))
        ? Optional.of(Fault.COMMON)
        : Optional.empty();
  }

  private boolean isCommon(String password, String login) {
    if (password.codePoints().distinct().count() < 3 || isKnown(password)) {
      return true;
    }
    String stem = stem(password);
    return isKnown(stem)
        || (!login.isEmpty() && (stem.equals(stem(login)) || isNearly(password, login)));
  }

  /// The user name, or that with a few digits and signs behind: it may end in some itself, as the
  /// numbers of students do.
  private static boolean isNearly(String password, String login) {
    String behind = password.startsWith(login) ? password.substring(login.length()) : null;
    return behind != null && behind.length() <= MOST_STRIPPED && stem(behind).isEmpty();
  }

  private boolean isKnown(String password) {
    return common.contains(password) || common.contains(spelled(password));
  }

  /// Without a few digits and signs at the end, which everybody tries next.
  private static String stem(String password) {
    int end = password.length();
    while (end > 0
        && password.length() - end < MOST_STRIPPED
        && !Character.isLetter(password.charAt(end - 1))) {
      end--;
    }
    return password.substring(0, end);
  }

  /// With letters in place of the digits and signs that are put for them.
  private static String spelled(String password) {
    StringBuilder text = new StringBuilder(password);
    for (int i = 0; i < text.length(); i++) {
      int at = DIGITS.indexOf(text.charAt(i));
      if (at >= 0) {
        text.setCharAt(i, LETTERS.charAt(at));
      }
    }
    return text.toString();
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
