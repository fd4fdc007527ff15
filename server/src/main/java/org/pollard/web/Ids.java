package org.pollard.web;

/// Ids as they stand in paths.
final class Ids {

  private static final int LONGEST = 18;

  private Ids() {}

  /// The id; 0, which nothing has, for what cannot be one.
  static long of(String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= LONGEST
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Long.parseLong(text) : 0;
  }
}
