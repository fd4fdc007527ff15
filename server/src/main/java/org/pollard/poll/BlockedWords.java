package org.pollard.poll;

import java.util.List;

/// Words that have an entry begin as hidden, compared as words are. Immutable.
///
/// @param words as they were given
public record BlockedWords(List<String> words) {

  public static final int MOST = 500;
  public static final int LONGEST = 60;

  public static final BlockedWords NONE = new BlockedWords(List.of());

  public BlockedWords {
    words = List.copyOf(words);
  }

  /// Whether one of them stands in it as a whole word: with no letter and no digit beside it.
  public boolean standIn(Wording entry) {
    return words.stream().map(Wording::key).anyMatch(each -> stands(each, entry.key()));
  }

  private static boolean stands(String word, String in) {
    if (word.isEmpty()) {
      return false;
    }
    for (int at = in.indexOf(word); at >= 0; at = in.indexOf(word, at + 1)) {
      boolean begins = at == 0 || !Character.isLetterOrDigit(in.codePointBefore(at));
      int end = at + word.length();
      boolean ends = end == in.length() || !Character.isLetterOrDigit(in.codePointAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }
}
