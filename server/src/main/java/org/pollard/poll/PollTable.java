package org.pollard.poll;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PastedTable;
import org.pollard.people.PastedTable.Row;
import org.pollard.poll.PollText.Flaw;
import org.pollard.poll.PollText.Line;

/// Polls as a spreadsheet has them, one in a row: the question, then its choices in a cell each.
/// Where a row above says what stands in which column, one may name what is right, by its letter,
/// its number or its text; times and points are left out. Confined to one reading.
final class PollTable {

  private static final int LEAST_CELLS = 3;

  private static final List<String> QUESTION =
      List.of("question", "frage", "poll", "umfrage", "aufgabe");
  private static final List<String> RIGHT =
      List.of("correct", "right", "solution", "answerkey", "richtig", "lösung", "korrekt");
  private static final List<String> LEFT_OUT =
      List.of("time", "zeit", "points", "punkte", "score", "image", "bild");
  private static final Set<String> NUMBERS = Set.of("nr", "no", "number", "nummer", "id", "");

  private final int question;
  private final List<Integer> choices;

  /// -1 when no column says it.
  private final int right;

  /// Whether choices are called by numbers, so that a number is none of their texts.
  private final boolean numbered;

  private PollTable(int question, List<Integer> choices, int right, boolean numbered) {
    this.question = question;
    this.choices = choices;
    this.right = right;
    this.numbered = numbered;
  }

  /// Nothing when the text is no such table.
  static List<PollText> read(String text) {
    for (char separator : new char[] {PastedTable.TAB, ';', ','}) {
      PastedTable table = PastedTable.by(text, separator);
      if (table.unreadable() == 0 && !table.rows().isEmpty()) {
        PollTable columns = named(table.rows().getFirst().cells());
        if (columns != null && isRectangular(table.rows())) {
          return table.rows().stream().skip(1).map(columns::poll).toList();
        }
        if (isOne(table.rows(), separator)) {
          PollTable guessed = guessed(table.rows());
          return table.rows().stream().map(guessed::poll).toList();
        }
      }
    }
    return List.of();
  }

  /// Tabs come from tables only; semicolons and commas stand in sentences too.
  private static boolean isOne(List<Row> rows, char separator) {
    int width = rows.getFirst().cells().size();
    return switch (separator) {
      case PastedTable.TAB -> rows.stream().allMatch(each -> filled(each) >= LEAST_CELLS);
      case ';' ->
          rows.size() > 1
              && rows.stream()
                  .allMatch(each -> each.cells().size() == width && filled(each) >= LEAST_CELLS);
      default -> false;
    };
  }

  private static boolean isRectangular(List<Row> rows) {
    return rows.size() > 1 && rows.stream().allMatch(each -> each.cells().size() >= LEAST_CELLS);
  }

  private static long filled(Row row) {
    return row.cells().stream().filter(each -> !each.isEmpty()).count();
  }

  private static PollTable guessed(List<Row> rows) {
    int width = rows.stream().mapToInt(each -> each.cells().size()).max().orElse(0);
    boolean counted =
        width > LEAST_CELLS && rows.stream().allMatch(each -> isNumber(cell(each, 0)));
    int question = counted ? 1 : 0;
    return new PollTable(
        question, IntStream.range(question + 1, width).boxed().toList(), -1, false);
  }

  /// By the row that names the columns; null when this one does not.
  private static @Nullable PollTable named(List<String> header) {
    List<String> words = header.stream().map(PollTable::word).toList();
    int question = 0;
    while (question < words.size() && NUMBERS.contains(words.get(question))) {
      question++;
    }
    if (question == words.size()
        || header.size() - question < LEAST_CELLS
        || QUESTION.stream().noneMatch(words.get(question)::startsWith)) {
      return null;
    }
    List<Integer> choices = new ArrayList<>();
    int right = -1;
    boolean numbered = false;
    for (int i = question + 1; i < words.size(); i++) {
      String word = words.get(i);
      if (RIGHT.stream().anyMatch(word::startsWith)) {
        right = i;
      } else if (LEFT_OUT.stream().noneMatch(word::startsWith) && !header.get(i).isEmpty()) {
        choices.add(i);
        numbered |= Character.isDigit(header.get(i).charAt(header.get(i).length() - 1));
      }
    }
    return choices.size() < 2 ? null : new PollTable(question, choices, right, numbered);
  }

  private static String word(String cell) {
    StringBuilder word = new StringBuilder();
    cell.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetter)
        .forEach(word::appendCodePoint);
    return word.toString();
  }

  private PollText poll(Row row) {
    List<String> texts = choices.stream().map(each -> cell(row, each)).toList();
    String named = right < 0 ? "" : cell(row, right);
    List<Integer> places = places(named, texts);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (!text.isEmpty()) {
        boolean marked = right < 0 ? Mark.isStarred(text) : places.contains(i);
        lines.add(new Line(right < 0 ? Mark.withoutStar(text) : text, marked));
      }
    }
    boolean known =
        (named.isEmpty() || !places.isEmpty())
            && places.stream().allMatch(each -> each < texts.size() && !texts.get(each).isEmpty());
    return new PollText(
        row.line(),
        cell(row, question),
        lines,
        known ? Flaw.NONE : Flaw.ANSWER,
        PollText.asking(places.size() > 1));
  }

  /// Which choices are named; none when something else is.
  private List<Integer> places(String named, List<String> texts) {
    if (named.isEmpty()) {
      return List.of();
    }
    if (texts.contains(named) && !(numbered && isNumber(named))) {
      return List.of(texts.indexOf(named));
    }
    List<Integer> places =
        Arrays.stream(named.split("[,;/ ]+", -1))
            .filter(each -> !each.isEmpty())
            .map(PollTable::place)
            .toList();
    return places.contains(-1) ? List.of() : places;
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() <= 3
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// Of a letter or a number; -1 for anything else.
  private static int place(String word) {
    if (isNumber(word)) {
      return Integer.parseInt(word) - 1;
    }
    char letter = word.length() == 1 ? Character.toUpperCase(word.charAt(0)) : ' ';
    return letter >= 'A' && letter <= 'Z' ? letter - 'A' : -1;
  }

  private static String cell(Row row, int column) {
    return column < row.cells().size() ? row.cells().get(column) : "";
  }
}
