package org.pollard.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PastedText;
import org.pollard.poll.PollText.Block;
import org.pollard.poll.PollText.Flaw;
import org.pollard.poll.PollText.Line;
import org.pollard.poll.PollText.Truth;

/// One question of a file in Moodle's format GIFT: choices in braces, `=` before those that are
/// right and `~` before those that are not. What people are told after an answer (`#…`) is left
/// out; questions of other kinds are refused. Confined to one reading.
///
/// See <https://docs.moodle.org/en/GIFT_format>.
final class GiftPoll {

  private static final String COMMENT = "//";
  private static final String CATEGORY = "$CATEGORY:";
  private static final String TITLE = "::";
  private static final List<String> FORMATS =
      List.of("[html]", "[moodle]", "[plain]", "[markdown]");

  /// What stands where a question has its gap.
  private static final String GAP = "____";

  private final String text;
  private final int open;
  private final int close;

  private GiftPoll(String text) {
    this.text = text;
    this.open = find(text, 0, "{");
    this.close = open < 0 ? -1 : find(text, open + 1, "}");
  }

  static boolean isOne(Block block) {
    String text = body(block);
    return text.isEmpty()
        || text.startsWith(TITLE)
        || new GiftPoll(text).asks(block.lines().size() == 1);
  }

  /// Its poll; nothing where there are only comments and names of categories.
  static List<PollText> read(Block block, Truth truth) {
    String text = body(block);
    return text.isEmpty() ? List.of() : List.of(new GiftPoll(text).read(block.line(), truth));
  }

  private static String body(Block block) {
    return String.join(
        "\n",
        block.lines().stream()
            .filter(each -> !each.startsWith(COMMENT) && !each.startsWith(CATEGORY))
            .toList());
  }

  /// Braces alone make no such question: people ask about sets and about programs.
  private boolean asks(boolean alone) {
    if (open < 0) {
      return false;
    }
    String inside = PastedText.trimmed(text.substring(open + 1, close < 0 ? text.length() : close));
    if (inside.isEmpty()) {
      return alone && close == text.length() - 1;
    }
    return "=~#".indexOf(inside.charAt(0)) >= 0
        || (close == text.length() - 1 && truth(inside) != null);
  }

  private PollText read(int line, Truth truth) {
    String question = question();
    if (open < 0) {
      return new PollText(line, question, List.of(), Flaw.KIND);
    }
    if (close < 0) {
      return new PollText(line, question, List.of(), Flaw.UNFINISHED);
    }
    String inside = PastedText.trimmed(text.substring(open + 1, close));
    Boolean so = truth(inside);
    List<Line> choices =
        so == null
            ? choices(inside)
            : List.of(new Line(truth.yes(), so), new Line(truth.no(), !so));
    boolean ours = !choices.isEmpty() && find(text, close + 1, "{") < 0;
    // Several right ones that share the points are to be found together.
    boolean several =
        choices.stream().filter(Line::correct).count() > 1 && find(inside, 0, "=") < 0;
    return new PollText(
        line, question, choices, ours ? Flaw.NONE : Flaw.KIND, PollText.asking(several));
  }

  private String question() {
    String before = text.substring(0, open < 0 ? text.length() : open);
    if (before.startsWith(TITLE)) {
      int end = before.indexOf(TITLE, TITLE.length());
      before = end < 0 ? before : PastedText.trimmed(before.substring(end + TITLE.length()));
    }
    for (String each : FORMATS) {
      before = before.startsWith(each) ? before.substring(each.length()) : before;
    }
    String after = close < 0 ? "" : PastedText.trimmed(text.substring(close + 1));
    String whole = PastedText.trimmed(unescaped(before));
    return after.isEmpty() ? whole : whole + " " + GAP + " " + unescaped(after);
  }

  /// Whether something is so; null when that is not what is asked.
  private static @Nullable Boolean truth(String inside) {
    int end = inside.indexOf('#');
    String word = PastedText.trimmed(end < 0 ? inside : inside.substring(0, end));
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "T", "TRUE" -> true;
      case "F", "FALSE" -> false;
      default -> null;
    };
  }

  /// Those of a question with one or several right ones; none where it is of another kind.
  private static List<Line> choices(String inside) {
    List<Line> choices = new ArrayList<>();
    boolean wrong = false;
    int at = find(inside, 0, "=~");
    if (at != 0) {
      return List.of();
    }
    while (at >= 0) {
      int next = find(inside, at + 1, "=~");
      String item = inside.substring(at + 1, next < 0 ? inside.length() : next);
      boolean right = inside.charAt(at) == '=';
      wrong |= !right;
      choices.add(choice(item, right));
      at = next;
    }
    // Right ones alone are texts to be typed, or pairs.
    return wrong ? choices : List.of();
  }

  private static Line choice(String item, boolean right) {
    int end = find(item, 0, "#");
    String text = PastedText.trimmed(end < 0 ? item : item.substring(0, end));
    boolean correct = right;
    int percent = text.startsWith("%") ? text.indexOf('%', 1) : -1;
    if (percent > 0) {
      correct = right || (text.charAt(1) != '-' && text.substring(1, percent).matches(".*[1-9].*"));
      text = PastedText.trimmed(text.substring(percent + 1));
    }
    return new Line(unescaped(text), correct);
  }

  /// Where the first of these signs stands that no backslash takes its meaning; -1 when none does.
  private static int find(String text, int from, String signs) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (signs.indexOf(c) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        plain.append(next == 'n' ? "\n" : "~=#{}:\\".indexOf(next) >= 0 ? "" + next : "\\" + next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
