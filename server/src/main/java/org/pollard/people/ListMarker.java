package org.pollard.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What stands before a line in lists: a bullet, a number, a letter.
///
/// @param style what all of one list have alike
/// @param place the number that it says; 0 for bullets, which are all the same
/// @param length of the marker itself
public record ListMarker(String style, int place, int length) {

  private static final String BULLETS = "-–—•·▪‣◦●○";
  private static final List<String> ROMAN =
      List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii");

  /// The texts without their markers where all of them carry the next one of one series; else as
  /// they are, since "24. Dezember" is an answer. As well where they would not differ without.
  public static List<String> without(List<String> texts) {
    for (boolean roman : new boolean[] {false, true}) {
      List<String> plain = series(texts, roman);
      if (plain.size() > 1
          && plain.stream().noneMatch(String::isEmpty)
          && plain.stream().distinct().count() == plain.size()) {
        return plain;
      }
    }
    return texts;
  }

  /// The texts without their numbers where all of them carry the next one; two may be alike
  /// without, as two people are.
  public static List<String> unnumbered(List<String> texts) {
    List<String> plain = series(texts, false);
    boolean numbered = texts.size() > 1 && texts.stream().allMatch(each -> place(each) > 0);
    return numbered && plain.size() == texts.size() ? plain : texts;
  }

  /// Nothing when they are no series.
  private static List<String> series(List<String> texts, boolean roman) {
    List<String> plain = new ArrayList<>();
    String style = null;
    for (String each : texts) {
      ListMarker marker = of(each, roman);
      if (marker == null || (style != null && !style.equals(marker.style))) {
        return List.of();
      }
      if (marker.place != 0 && marker.place != plain.size() + 1) {
        return List.of();
      }
      style = marker.style;
      plain.add(PastedText.trimmed(each.substring(marker.length)));
    }
    return plain;
  }

  /// Whether this is the first line of a list with capital letters.
  public static boolean isFirst(String text) {
    ListMarker marker = of(text, false);
    return marker != null && marker.place == 1 && marker.style.startsWith("A");
  }

  /// The number that a letter or a number before it says; 0 when there is none.
  public static int place(String text) {
    ListMarker marker = of(text, false);
    return marker == null ? 0 : marker.place;
  }

  private static @Nullable ListMarker of(String text, boolean roman) {
    if (!text.isEmpty() && BULLETS.indexOf(text.charAt(0)) >= 0) {
      return ends(text, 1) ? new ListMarker(text.substring(0, 1), 0, 1) : null;
    }
    boolean open = text.startsWith("(");
    int from = open ? 1 : 0;
    int to = from;
    while (to < text.length() && to < from + 5 && Character.isLetterOrDigit(text.charAt(to))) {
      to++;
    }
    if (to == from || to == text.length() || ".)".indexOf(text.charAt(to)) < 0) {
      return null;
    }
    if ((open && text.charAt(to) != ')') || !ends(text, to + 1)) {
      return null;
    }
    String word = text.substring(from, to);
    String brackets = (open ? "(" : "") + text.charAt(to);
    int number = number(word, roman);
    return number < 1 ? null : new ListMarker(kind(word) + brackets, number, to + 1);
  }

  private static boolean ends(String text, int at) {
    return at < text.length() && PastedText.isSpace(text.charAt(at));
  }

  private static String kind(String word) {
    char first = word.charAt(0);
    return Character.isDigit(first) ? "1" : Character.isUpperCase(first) ? "A" : "a";
  }

  private static int number(String word, boolean roman) {
    if (roman) {
      return ROMAN.indexOf(word.toLowerCase(Locale.ROOT)) + 1;
    }
    char first = word.charAt(0);
    if (word.length() == 1 && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))) {
      return Character.toLowerCase(first) - 'a' + 1;
    }
    return word.chars().allMatch(c -> c >= '0' && c <= '9') && word.length() <= 3
        ? Integer.parseInt(word)
        : 0;
  }
}
