package org.pollard.people;

import java.util.List;

/// Text as it comes from clipboards and files: with a byte order mark, with the ends of lines of
/// any system, and with white space that looks like none. One pass each, however long it is.
public final class PastedText {

  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int WITHOUT_WIDTH = 0x200B;

  private PastedText() {}

  /// The same with `\n` at the end of each line, and without a mark in front.
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = beginning(text); i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      }
      plain.append(endsLine(c) ? '\n' : c);
    }
    return plain.toString();
  }

  /// All lines in their order, blank ones as empty texts, all without white space around them.
  public static List<String> lines(String text) {
    return plain(text).lines().map(PastedText::trimmed).toList();
  }

  /// Without white space of any kind at either end: that which breaks no line counts, and that
  /// without any width.
  public static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /// Without white space of any kind anywhere: what was copied from a narrow window is broken.
  public static String unbroken(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.chars().filter(c -> !isSpace((char) c)).forEach(c -> whole.append((char) c));
    return whole.toString();
  }

  /// Whether this is white space to who reads it.
  public static boolean isSpace(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == BYTE_ORDER_MARK
        || c == WITHOUT_WIDTH;
  }

  private static int beginning(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
  }

  private static boolean endsLine(char c) {
    return switch (c) {
      case '\r', '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> true;
      default -> false;
    };
  }
}
