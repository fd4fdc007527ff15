package org.pollard.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pollard.people.PastedText;
import org.pollard.poll.PollText.Line;

/// How people mark choices that are right: by a star before or behind it, or by a cross in one of
/// the boxes before all of them.
final class Mark {

  private static final Pattern BOX =
      Pattern.compile("(?:[-*+] )?(?:\\(([ xX✓✔]?)\\)|\\[([ xX✓✔]?)]) (.*)", Pattern.DOTALL);

  /// Of emphasis.
  private static final int MOST_STARS = 3;

  private Mark() {}

  /// Choices behind boxes, round ones and square ones.
  ///
  /// @param many whether they are to be ticked, and more than one of them is
  record Boxes(List<Line> choices, boolean many) {}

  /// What stands behind boxes; without choices where not every line has one.
  static Boxes boxes(List<String> lines) {
    List<Line> choices = new ArrayList<>();
    boolean square = true;
    for (String each : lines) {
      Matcher box = BOX.matcher(each);
      if (!box.matches()) {
        return new Boxes(List.of(), false);
      }
      String round = box.group(1);
      String cross = round == null ? String.valueOf(box.group(2)) : round;
      square &= round == null;
      choices.add(new Line(PastedText.trimmed(String.valueOf(box.group(3))), !cross.isBlank()));
    }
    return new Boxes(choices, square && choices.stream().filter(Line::correct).count() > 1);
  }

  /// Whether a star marks it: not those of emphasis, which touch their words on both sides.
  static boolean isStarred(String line) {
    return isStarBefore(line) || isStarBehind(line);
  }

  static String withoutStar(String line) {
    if (isStarBefore(line)) {
      return PastedText.trimmed(line.substring(1));
    }
    return isStarBehind(line) ? PastedText.trimmed(line.substring(0, line.length() - 1)) : line;
  }

  private static boolean isStarBefore(String line) {
    return line.startsWith("*") && !beginsWithEmphasis(line);
  }

  private static boolean isStarBehind(String line) {
    int last = line.length() - 1;
    return last > 1 && line.charAt(last) == '*' && PastedText.isSpace(line.charAt(last - 1));
  }

  /// Whether the stars in front end behind a word, as in `*so* it is`; those of `*5*3` do not.
  private static boolean beginsWithEmphasis(String line) {
    int stars = 0;
    while (stars < line.length() && line.charAt(stars) == '*') {
      stars++;
    }
    if (stars == 0
        || stars > MOST_STARS
        || stars == line.length()
        || PastedText.isSpace(line.charAt(stars))) {
      return false;
    }
    String end = line.substring(0, stars);
    for (int at = line.indexOf(end, stars + 1); at >= 0; at = line.indexOf(end, at + 1)) {
      int behind = at + stars;
      boolean touches = !PastedText.isSpace(line.charAt(at - 1));
      boolean ends = behind == line.length() || !Character.isLetterOrDigit(line.charAt(behind));
      if (touches && ends) {
        return true;
      }
    }
    return false;
  }
}
