package org.pollard.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.pollard.people.ListMarker;
import org.pollard.people.PastedText;
import org.pollard.poll.PollText.Block;
import org.pollard.poll.PollText.Flaw;
import org.pollard.poll.PollText.Line;

/// Polls as they are typed: a question, then a choice a line, a star at those that are right. A
/// line like `ANSWER: B` names the right one by its letter, as the format Aiken has it, and ends a
/// poll.
final class PlainPoll {

  private static final List<String> ANSWER = List.of("ANSWER", "ANTWORT", "LÖSUNG");
  private static final int LETTERS = 26;

  /// The word and blanks behind it.
  private static final int LONGEST_ANSWER = 20;

  private PlainPoll() {}

  /// Whether a line names right answers. In small letters it could be a choice, unless nothing but
  /// letters follows.
  static boolean isAnswer(String line) {
    int colon = line.indexOf(':');
    if (colon < 0 || colon > LONGEST_ANSWER) {
      return false;
    }
    String word = PastedText.trimmed(line.substring(0, colon));
    return ANSWER.contains(word)
        || (ANSWER.contains(word.toUpperCase(Locale.ROOT)) && !letters(line).isEmpty());
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
        && place(lines.get(at - 1)) > 0
        && place(lines.get(at)) == 0
        && place(lines.get(at + 1)) == 1
        && place(lines.get(at + 2)) > 0;
  }

  /// The number that stands before a choice, perhaps behind a star.
  private static int place(String line) {
    return ListMarker.place(Mark.withoutStar(line));
  }

  /// Questions without their numbers, where those of one paste are numbered through.
  static List<String> unnumbered(List<String> questions) {
    return ListMarker.without(questions);
  }

  /// A question and its choices. Some number all lines of it, the question as the first one.
  private static PollText plain(int at, List<String> lines) {
    List<String> texts = lines.subList(1, lines.size());
    Mark.Boxes boxes = Mark.boxes(texts);
    if (!boxes.choices().isEmpty()) {
      return new PollText(
          at, lines.getFirst(), boxes.choices(), Flaw.NONE, PollText.asking(boxes.many()));
    }
    List<String> stripped = texts.stream().map(Mark::withoutStar).toList();
    List<String> through = Stream.concat(Stream.of(lines.getFirst()), stripped.stream()).toList();
    List<String> without = ListMarker.without(through);
    return without.equals(through)
        ? new PollText(
            at, lines.getFirst(), choices(texts, ListMarker.without(stripped)), Flaw.NONE)
        : new PollText(
            at, without.getFirst(), choices(texts, without.subList(1, without.size())), Flaw.NONE);
  }

  /// The question ends where the choices begin with their first letter.
  private static PollText aiken(int line, List<String> lines) {
    String answer = lines.getLast();
    int first = 0;
    while (first < lines.size() - 1 && !ListMarker.isFirst(lines.get(first))) {
      first++;
    }
    String question = String.join("\n", lines.subList(0, first));
    List<String> texts = lines.subList(first, lines.size() - 1);
    List<String> plain = ListMarker.without(texts);
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
    boolean all = lines.size() > 1 && lines.stream().allMatch(Mark::isStarred);
    List<Line> choices = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = texts.get(i);
      // Where every line has a star, the stars are bullets: nobody asks what has no wrong answer.
      boolean correct = (!all && Mark.isStarred(lines.get(i))) || Mark.isStarred(text);
      choices.add(new Line(Mark.withoutStar(text), correct));
    }
    return choices;
  }
}
