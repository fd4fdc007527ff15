package org.pollard.poll;

import java.util.ArrayList;
import java.util.List;

/// Polls as people write them down: a question, below it its choices, an empty line before the
/// next. A right choice begins with a star; bullets and numbers in front are left out. Immutable.
public record PollText(String question, List<Line> choices) {

  private static final String BULLET = "^(?:[-–•]|\\(?[0-9a-zA-Z]{1,2}[.)])\\s+";

  public PollText {
    choices = List.copyOf(choices);
  }

  /// A choice.
  public record Line(String text, boolean correct) {}

  /// Reads all polls of a text, in their order.
  public static List<PollText> read(String text) {
    List<PollText> polls = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : (text + "\n\n").lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        block.add(line);
      } else if (!block.isEmpty()) {
        polls.add(
            new PollText(block.getFirst(), block.stream().skip(1).map(PollText::choice).toList()));
        block.clear();
      }
    }
    return polls;
  }

  private static Line choice(String line) {
    String plain = line.replaceFirst(BULLET, "");
    boolean correct = plain.startsWith("*");
    return new Line(correct ? plain.substring(1).strip() : plain, correct);
  }
}
