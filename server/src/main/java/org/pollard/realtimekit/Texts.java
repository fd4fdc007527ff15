package org.pollard.realtimekit;

/// What can be said of texts before they are kept.
final class Texts {

  private Texts() {}

  /// Whether every database can hold the text: no NUL, and no half of a surrogate pair.
  static boolean sound(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /// The number of characters (Unicode code points) without white space at either end.
  static int length(String text) {
    String stripped = text.strip();
    return stripped.codePointCount(0, stripped.length());
  }
}
