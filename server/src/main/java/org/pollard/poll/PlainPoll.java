package org.pollard.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PastedText;
import org.pollard.poll.PollText.Block;
import org.pollard.poll.PollText.Flaw;
import org.pollard.poll.PollText.Line;

/// Polls as they are typed: a question, then a choice a line, a star at those that are right. A
/// line like `ANSWER: B` names the right one by its letter, as the format Aiken has it, and ends a
/// poll.
final class PlainPoll {

  private static final String ANSWER = "ANSWER";
  private static final int LETTERS = 26;

  private PlainPoll() {}

  /// Whether a line names right answers. In small letters it could be a choice, unless nothing but
  /// letters follows.
  static boolean isAnswer(String line) {
    int colon = line.indexOf(':');
    return colon >= ANSWER.length()
        && line.regionMatches(true, 0, ANSWER, 0, ANSWER.length())
        && PastedText.trimmed(line.substring(ANSWER.length(), colon)).isEmpty()
        && (line.startsWith(ANSWER) || !letters(line).isEmpty());
  }

  /// The polls of some lines: several where answers end them, or where choices begin anew with
  /// their first letter or number behind a line without any.
  static List<PollText> read(Block block) {
    List<PollText> polls = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < block.lines().size(); i++) {
      if (isAnswer(block.lines().get(i))) {
        polls.add(aiken(block.line() + from, block.lines().subList(from, i + 1)));
        from = i + 1;
      } else if (i > from + 1 && beginsAnew(block.lines(), i)) {
        polls.add(plain(block.line() + from, block.lines().subList(from, i)));
        from = i;
      }
    }
    if (from < block.lines().size()) {
      List<String> rest = block.lines().subList(from, block.lines().size());
      polls.add(plain(block.line() + from, rest));
    }
    return polls;
  }

  private static boolean beginsAnew(List<String> lines, int at) {
    return at + 2 < lines.size()
        && Marker.isIn(lines.get(at - 1))
        && !Marker.isIn(lines.get(at))
        && Marker.isAnyFirst(lines.get(at + 1))
        && Marker.isIn(lines.get(at + 2));
  }

  /// Questions without their numbers, where those of one paste are numbered through.
  static List<String> unnumbered(List<String> questions) {
    return Marker.without(questions);
  }

  /// A question and its choices. Some number all lines of it, the question as the first one.
  private static PollText plain(int at, List<String> lines) {
    List<String> texts = lines.subList(1, lines.size());
    List<String> stripped = texts.stream().map(PlainPoll::withoutStar).toList();
    List<String> through = Stream.concat(Stream.of(lines.getFirst()), stripped.stream()).toList();
    List<String> without = Marker.without(through);
    return without.equals(through)
        ? new PollText(at, lines.getFirst(), choices(texts, Marker.without(stripped)), Flaw.NONE)
        : new PollText(
            at, without.getFirst(), choices(texts, without.subList(1, without.size())), Flaw.NONE);
  }

  /// The question ends where the choices begin with their first letter.
  private static PollText aiken(int line, List<String> lines) {
    String answer = lines.getLast();
    int first = 0;
    while (first < lines.size() - 1 && !Marker.isFirst(lines.get(first))) {
      first++;
    }
    String question = String.join("\n", lines.subList(0, first));
    List<String> texts = lines.subList(first, lines.size() - 1);
    List<String> plain = Marker.without(texts);
    List<Integer> right = letters(answer);
    boolean known =
        !question.isEmpty()
            && !plain.equals(texts)
            && !right.isEmpty()
            && right.stream().allMatch(each -> each < plain.size());
    List<Line> choices = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      choices.add(new Line(plain.get(i), right.contains(i)));
    }
    return new PollText(line, question, choices, known ? Flaw.NONE : Flaw.ANSWER);
  }

  /// The places that the letters of such a line name; none when it names something else.
  private static List<Integer> letters(String line) {
    String named = line.substring(line.indexOf(':') + 1).toUpperCase(Locale.ROOT);
    List<Integer> places = new ArrayList<>();
    boolean apart = true;
    for (int i = 0; i < named.length(); i++) {
      char c = named.charAt(i);
      if (c >= 'A' && c <= 'Z' && apart && places.size() < LETTERS) {
        places.add(c - 'A');
        apart = false;
      } else if (PastedText.isSpace(c) || c == ',') {
        apart = true;
      } else {
        return List.of();
      }
    }
    return places;
  }

  /// @param texts of these lines, without stars and markers in front
  private static List<Line> choices(List<String> lines, List<String> texts) {
    boolean all = lines.size() > 1 && lines.stream().allMatch(PlainPoll::isStarred);
    List<Line> choices = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = texts.get(i);
      // Where every line has a star, the stars are bullets: nobody asks what has no wrong answer.
      boolean correct = (!all && isStarred(lines.get(i))) || isStarred(text);
      choices.add(new Line(withoutStar(text), correct));
    }
    return choices;
  }

  private static boolean isStarred(String line) {
    return line.startsWith("*") || hasStarBehind(line);
  }

  /// Not that of emphasis, which touches its word.
  private static boolean hasStarBehind(String line) {
    int last = line.length() - 1;
    return last > 1 && line.charAt(last) == '*' && PastedText.isSpace(line.charAt(last - 1));
  }

  private static String withoutStar(String line) {
    if (line.startsWith("*")) {
      return PastedText.trimmed(line.substring(1));
    }
    return hasStarBehind(line) ? PastedText.trimmed(line.substring(0, line.length() - 1)) : line;
  }

  /// What stands before a choice in lists: a bullet, a number, a letter.
  ///
  /// @param style what all of one list have alike
  /// @param place the number that it says; 0 for bullets, which are all the same
  /// @param length of the marker itself
  private record Marker(String style, int place, int length) {

    private static final String BULLETS = "-–—•·▪‣◦●○";
    private static final List<String> ROMAN =
        List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii");

    /// The texts without their markers where all of them carry the next one of one series; else as
    /// they are, since "24. Dezember" is an answer. As well where they would not differ without.
    static List<String> without(List<String> texts) {
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

    /// Nothing when they are no series.
    private static List<String> series(List<String> texts, boolean roman) {
      List<String> plain = new ArrayList<>();
      String style = null;
      for (String each : texts) {
        Marker marker = of(each, roman);
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

    /// Whether this is the first choice of a list with capital letters.
    static boolean isFirst(String text) {
      Marker marker = of(text, false);
      return marker != null && marker.place == 1 && marker.style.startsWith("A");
    }

    /// Whether a letter or a number stands before it, perhaps behind a star.
    static boolean isIn(String text) {
      Marker marker = of(withoutStar(text), false);
      return marker != null && marker.place > 0;
    }

    /// Whether that is the first one.
    static boolean isAnyFirst(String text) {
      Marker marker = of(withoutStar(text), false);
      return marker != null && marker.place == 1;
    }

    private static @Nullable Marker of(String text, boolean roman) {
      if (!text.isEmpty() && BULLETS.indexOf(text.charAt(0)) >= 0) {
        return ends(text, 1) ? new Marker(text.substring(0, 1), 0, 1) : null;
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
      return number < 1 ? null : new Marker(kind(word) + brackets, number, to + 1);
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
      if (word.length() == 1
          && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))) {
        return Character.toLowerCase(first) - 'a' + 1;
      }
      return word.chars().allMatch(c -> c >= '0' && c <= '9') && word.length() <= 3
          ? Integer.parseInt(word)
          : 0;
    }
  }
}
