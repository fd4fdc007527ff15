package org.pollard.poll;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pollard.people.PastedText;
import org.pollard.people.PlainText;

/// Polls as people write them down: a question, below it its choices, an empty line before the next
/// ([PlainPoll]), or a table of them ([PollTable]). The formats Aiken and GIFT of other programs
/// are understood as far as polls go, and what of them is none of ours is refused: a line of theirs
/// never becomes a choice. Immutable.
///
/// @param line where it begins in what was pasted, from 1
/// @param flaw why it cannot be taken as it stands
/// @param asks how it may be answered, as a word in brackets behind the question says
public record PollText(int line, String question, List<Line> choices, Flaw flaw, Question asks) {

  /// In characters, as everywhere: code points after composing.
  public static final int LONGEST_QUESTION = 2_000;

  public static final int LONGEST_CHOICE = 500;

  /// Such as `[several]` and `[rating 1-5]`.
  private static final Pattern KIND =
      Pattern.compile("(\\p{Alpha}{1,10})(?: {1,9}(-?\\d{1,4}) ?[-–] ?(-?\\d{1,4}))?");

  /// Of what stands between the brackets.
  private static final int LONGEST_KIND = 40;

  public PollText {
    choices = List.copyOf(choices);
  }

  /// One that asks for one choice of some.
  public PollText(int line, String question, List<Line> choices, Flaw flaw) {
    this(line, question, choices, flaw, SingleQuestion.PLAIN);
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
    /// A question of a file that has no choices: a number, a text, pairs.
    KIND,
    /// The kind of question that is named has no right choices, or no such scale.
    SETTINGS,
    /// The same choice twice.
    TWICE,
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
    List<PollText> table = PollTable.read(PastedText.plain(text));
    List<PollText> found = table.isEmpty() ? written(text, truth) : table;
    List<String> questions = PlainPoll.unnumbered(found.stream().map(PollText::question).toList());
    List<PollText> judged = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      judged.add(found.get(i).asking(questions.get(i)).judged());
    }
    return judged;
  }

  private static List<PollText> written(String text, Truth truth) {
    return blocks(PastedText.lines(text)).stream()
        .flatMap(
            each ->
                GiftPoll.isOne(each)
                    ? GiftPoll.read(each, truth).stream()
                    : PlainPoll.read(each).stream())
        .toList();
  }

  /// How a question is answered of whose choices one is to be found, or several.
  static Question asking(boolean several) {
    return several ? Settings.of(Map.of()).read(Kind.SEVERAL) : SingleQuestion.PLAIN;
  }

  private PollText asking(String question) {
    return new PollText(line, question, choices, flaw, asks);
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

  private PollText judged() {
    if (flaw != Flaw.NONE) {
      return this;
    }
    PollText of = ofItsKind();
    return of.flaw == Flaw.NONE
        ? new PollText(of.line, of.question, of.choices, of.unfit(), of.asks)
        : of;
  }

  /// Brackets that name no kind belong to the question.
  private PollText ofItsKind() {
    int open = question.lastIndexOf('[');
    boolean behind = open >= 0 && question.endsWith("]") && question.length() - open < LONGEST_KIND;
    if (!behind) {
      return this;
    }
    Matcher named = KIND.matcher(question.substring(open + 1, question.length() - 1).strip());
    if (!named.matches()) {
      return this;
    }
    String from = named.group(2);
    String to = named.group(3);
    Kind kind = Kind.of(String.valueOf(named.group(1)).toLowerCase(Locale.ROOT)).orElse(null);
    if (kind == null || (from != null && kind != Kind.RATING)) {
      return this;
    }
    Settings settings =
        (from == null || to == null)
            ? Settings.of(Map.of())
            : Settings.of(Map.of("from", Integer.valueOf(from), "to", Integer.valueOf(to)));
    Question asked = settings.read(kind);
    boolean marked = choices.stream().anyMatch(Line::correct) && !asked.marksChoices();
    return new PollText(
        line,
        question.substring(0, open).strip(),
        choices,
        settings.problems().isEmpty() && !marked ? Flaw.NONE : Flaw.SETTINGS,
        asked);
  }

  private Flaw unfit() {
    List<String> texts =
        Stream.concat(Stream.of(question), choices.stream().map(Line::text)).toList();
    int least = asks.marksChoices() ? 2 : asks.choices().least();
    if (choices.size() < least) {
      return Flaw.CHOICES;
    }
    if (choices.size() > asks.choices().most()) {
      return Flaw.TOO_MANY_CHOICES;
    }
    if (length(question) > LONGEST_QUESTION
        || choices.stream().anyMatch(each -> length(each.text()) > LONGEST_CHOICE)) {
      return Flaw.TOO_LONG;
    }
    if (choices.stream().map(Line::text).distinct().count() < choices.size()) {
      return Flaw.TWICE;
    }
    boolean plain =
        texts.stream().allMatch(each -> !PlainText.looksEmpty(each) && PlainText.isText(each));
    return plain ? Flaw.NONE : Flaw.TEXT;
  }

  private static int length(String text) {
    return Wording.length(Normalizer.normalize(text, Normalizer.Form.NFC));
  }
}
