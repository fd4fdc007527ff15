package org.pollard.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pollard.people.PastedText;
import org.pollard.people.PlainText;
import org.pollard.people.Quota;

/// Polls as people write them down: a question, below it its choices, an empty line before the next
/// ([PlainPoll]). The formats Aiken and GIFT of other programs are understood as far as polls go,
/// and what of them is none of ours is refused: a line of theirs never becomes a choice. Immutable.
///
/// @param line where it begins in what was pasted, from 1
/// @param flaw why it cannot be taken as it stands
public record PollText(int line, String question, List<Line> choices, Flaw flaw) {

  /// Of a question and of a choice.
  public static final int LONGEST = 255;

  public PollText {
    choices = List.copyOf(choices);
  }

  /// A choice.
  public record Line(String text, boolean correct) {}

  /// Whether a poll can be taken, and why not.
  public enum Flaw {
    NONE,
    /// Fewer than two.
    CHOICES,
    TOO_MANY_CHOICES,
    TOO_LONG,
    /// Empty, or no plain text.
    TEXT,
    /// The line that names the right answer names none of the choices.
    ANSWER,
    /// A question of a kind that has no choices: a number, a text, pairs.
    KIND,
    /// A brace that does not close.
    UNFINISHED
  }

  /// How the choices of a question are called that asks only whether something is so.
  public record Truth(String yes, String no) {}

  /// Lines between two empty ones.
  ///
  /// @param line of the first
  record Block(int line, List<String> lines) {

    Block {
      lines = List.copyOf(lines);
    }
  }

  /// Reads all polls of a text, in their order.
  public static List<PollText> read(String text, Truth truth) {
    return blocks(PastedText.lines(text)).stream()
        .flatMap(
            each ->
                GiftPoll.isOne(each)
                    ? GiftPoll.read(each, truth).stream()
                    : PlainPoll.read(each).stream())
        .map(PollText::judged)
        .toList();
  }

  /// A line of Aiken that stands alone belongs to what is above it.
  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (int i = 0; i <= lines.size(); i++) {
      String line = i < lines.size() ? lines.get(i) : "";
      if (!PlainText.looksEmpty(line)) {
        block.add(line);
      } else if (!block.isEmpty()) {
        if (PlainPoll.isAnswer(block.getFirst())
            && !blocks.isEmpty()
            && !PlainPoll.isAnswer(blocks.getLast().lines().getLast())) {
          Block above = blocks.removeLast();
          blocks.add(
              new Block(
                  above.line(), Stream.concat(above.lines().stream(), block.stream()).toList()));
        } else {
          blocks.add(new Block(i - block.size() + 1, block));
        }
        block.clear();
      }
    }
    return blocks;
  }

  private static PollText judged(PollText read) {
    return read.flaw == Flaw.NONE
        ? new PollText(read.line, read.question, read.choices, read.unfit())
        : read;
  }

  private Flaw unfit() {
    List<String> texts =
        Stream.concat(Stream.of(question), choices.stream().map(Line::text)).toList();
    if (choices.size() < 2) {
      return Flaw.CHOICES;
    }
    if (choices.size() > Quota.CHOICES.most()) {
      return Flaw.TOO_MANY_CHOICES;
    }
    if (texts.stream().anyMatch(each -> each.length() > LONGEST)) {
      return Flaw.TOO_LONG;
    }
    boolean plain =
        texts.stream().allMatch(each -> !PlainText.looksEmpty(each) && PlainText.isText(each));
    return plain ? Flaw.NONE : Flaw.TEXT;
  }
}
