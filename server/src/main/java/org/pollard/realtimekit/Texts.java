package org.pollard.realtimekit;

/// What can be said of texts before they are kept.
final class Texts {

  private Texts() {}

  /// The number of characters (Unicode code points) without white space at either end.
  static int length(String text) {
    String stripped = text.strip();
    return stripped.codePointCount(0, stripped.length());
  }
}
