package org.pollard.poll;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pollard.people.PlainText;

/// Something that people wrote in an answer, and what it is compared by. Immutable.
///
/// @param text as it was written, normal
/// @param key equal for what counts as the same: without regard to case and to how letters are
///   encoded (NFKC, full case folding of Unicode). Punctuation counts
public record Wording(String text, String key) {

  /// White space of every kind, with the line breaks among the control characters.
  private static final Pattern BLANKS = Pattern.compile("[\\t\\r\\n\\p{Z}]+");

  private static final Pattern AROUND = Pattern.compile("^ | $");

  private static final char DOTLESS_I = 'ı';
  private static final char FINAL_SIGMA = 'ς';
  private static final char SIGMA = 'σ';

  static Wording of(String text) {
    return new Wording(text, key(text));
  }

  /// What is the same for a value, such as a number, is the value itself.
  static Wording exact(String text) {
    return new Wording(text, text);
  }

  /// The text in normal form: composed, without white space around it and with single blanks in it;
  /// empty when it holds what may not be kept.
  public static Optional<String> normal(String text) {
    String blank = AROUND.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("");
    return PlainText.isLine(blank)
        ? Optional.of(Normalizer.normalize(blank, Normalizer.Form.NFC))
        : Optional.empty();
  }

  /// By which words and texts are compared.
  public static String key(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(compatible.length());
    int from = 0;
    for (int i = 0; i <= compatible.length(); i++) {
      if (i == compatible.length() || compatible.charAt(i) == DOTLESS_I) {
        folded.append(folded(compatible.substring(from, i)));
        if (i < compatible.length()) {
          folded.append(DOTLESS_I);
        }
        from = i + 1;
      }
    }
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /// The JDK has no case folding. Lower, upper and lower again comes to the same for all letters
  /// (`ẞ`, `ß`, `ss`) but the dotless i, which is a letter of its own, and the sigma at the end of
  /// a word.
  private static String folded(String part) {
    return part.toLowerCase(Locale.ROOT)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace(FINAL_SIGMA, SIGMA);
  }

  /// How many characters people see in it, as limits count them.
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// Orders by code points, in which the half of a pair that UTF-16 makes of an emoji would come
  /// before many letters.
  static int compare(String one, String other) {
    int i = 0;
    while (i < one.length() && i < other.length()) {
      int a = one.codePointAt(i);
      int b = other.codePointAt(i);
      if (a != b) {
        return Integer.compare(a, b);
      }
      i += Character.charCount(a);
    }
    return Integer.compare(one.length(), other.length());
  }
}
