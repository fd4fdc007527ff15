package org.pollard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.pollard.poll.EntryState;
import org.pollard.poll.Kind;
import org.pollard.poll.NumberQuestion;
import org.pollard.poll.Tally;

/// The results of a session as files for spreadsheets: the counts and, of a named one, each vote.
/// Written as a stream, however many votes there are. What cannot be written or read ends it with
/// an exception.
record ResultsFile(ManagedSessions.Managed of, Tally tally, NamedVotes votes, FileWords words) {

  private static final String APPLICATION = "Pollard";
  private static final String VERSION = "1.0";

  /// In a form that spreadsheets take for a date, which the one with a letter in it is not.
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Spreadsheets take a text that begins so for a formula, behind white space too; the last four
  /// are the full-width forms, which some of them read alike.
  private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  /// What a sheet calculates with as it is.
  private static final Pattern BELOW_ZERO = Pattern.compile("-\\d+([.,]\\d+)?");

  void writeCsv(OutputStream out) throws IOException {
    PrintWriter csv = new PrintWriter(new OutputStreamWriter(out, UTF_8));
    char apart = words.separator();
    // The mark by which spreadsheets know the encoding.
    csv.print('\uFEFF');
    line(csv, apart, words.question(), of.poll().question());
    String solution = solution();
    if (!solution.isEmpty()) {
      line(csv, apart, words.correct(), solution);
    }
    writeBuckets(csv, apart);
    if (!of.session().anonymous()) {
      csv.print("\r\n");
      writeRows(csv, apart);
    }
    // It keeps faults to itself until it is asked.
    if (csv.checkError()) {
      throw new IOException("the file could not be written");
    }
  }

  private void writeBuckets(PrintWriter csv, char apart) {
    CountedBuckets counted = counted();
    List<String> headings = new ArrayList<>(List.of(CountedBuckets.label(of.poll(), words)));
    boolean marked = CountedBuckets.marked(of.poll());
    if (counted.parted()) {
      headings.add(CountedBuckets.part(of.poll(), words));
    }
    headings.add(of.poll().asks().marksChoices() ? words.count() : words.people());
    if (marked) {
      headings.add(words.correct());
    }
    if (moderated()) {
      headings.add(words.unseen());
    }
    line(csv, apart, headings);
    for (CountedBuckets.Row each : counted.rows()) {
      List<String> cells = new ArrayList<>(List.of(number(each.label())));
      if (counted.parted()) {
        cells.add(each.part());
      }
      cells.add(Long.toString(each.people()));
      if (marked) {
        cells.add(each.correct() ? words.yes() : "");
      }
      if (moderated()) {
        cells.add(words.unseen(each.state()));
      }
      row(csv, cells);
    }
  }

  /// Whether hosts say what is shown.
  private boolean moderated() {
    return of.poll().asks().moderated();
  }

  private boolean numeric() {
    return of.poll().asks().kind() == Kind.NUMBER;
  }

  /// What is right where no choice is, as people read it.
  private String solution() {
    String numbers =
        CountedBuckets.solution(of.poll()).stream()
            .map(each -> words.number(CountedBuckets.plain(each)))
            .collect(Collectors.joining(" ± "));
    return numbers.isEmpty() || !(of.poll().asks() instanceof NumberQuestion asked)
        ? ""
        : (numbers + " " + asked.unit()).strip();
  }

  private String number(String cell) {
    return numeric() ? words.number(cell) : cell;
  }

  /// Of numbers those below zero begin as a formula does, and are none.
  private void row(PrintWriter csv, List<String> cells) {
    csv.print(
        cells.stream()
            .map(
                each ->
                    numeric() && BELOW_ZERO.matcher(each).matches()
                        ? '"' + each + '"'
                        : quoted(each))
            .collect(Collectors.joining(Character.toString(words.separator()))));
    csv.print("\r\n");
  }

  private CountedBuckets counted() {
    return CountedBuckets.of(of.poll(), of.choices(), tally.results(), words);
  }

  private AnswerColumns columns() {
    return new AnswerColumns(of.poll(), of.choices(), words);
  }

  private void writeRows(PrintWriter csv, char apart) {
    AnswerColumns columns = columns();
    List<String> headings = new ArrayList<>(List.of(words.voter(), words.login()));
    headings.addAll(columns.headings());
    if (moderated()) {
      headings.add(words.unseen());
    }
    headings.add(words.time());
    line(csv, apart, headings);
    Map<String, EntryState> states = AnswerColumns.states(of.poll().asks(), tally.results());
    votes.named(
        of.session().id(),
        each -> {
          List<String> cells =
              new ArrayList<>(List.of(each.name(), Objects.requireNonNullElse(each.login(), "")));
          columns.cells(each.answer()).forEach(cell -> cells.add(number(cell)));
          if (moderated()) {
            cells.add(AnswerColumns.unseen(each.answer(), states, words));
          }
          cells.add(SECONDS.format(each.at()));
          row(csv, cells);
        });
  }

  static Workbook book(OutputStream out) {
    return new Workbook(out, APPLICATION, VERSION);
  }

  void writeXlsx(OutputStream out) throws IOException {
    try (Workbook book = book(out)) {
      Worksheet counts = book.newWorksheet(words.results());
      counts.value(0, 0, literal(of.poll().question()));
      counts.style(0, 0).bold().fontSize(14).set();
      VoteSheets.text(counts, 1, 0, words.asked());
      VoteSheets.date(counts, 1, 1, of.session().askedAt());
      String solution = solution();
      VoteSheets.text(counts, 1, 2, solution.isEmpty() ? "" : words.correct());
      VoteSheets.text(counts, 1, 3, solution);
      CountedBuckets counted = counted();
      VoteSheets.heading(counts, 2, 0, CountedBuckets.label(of.poll(), words), 40);
      VoteSheets.heading(counts, 2, 1, words.count(), 20);
      VoteSheets.heading(counts, 2, 2, words.share(), 10);
      VoteSheets.heading(counts, 2, 3, words.correct(), 10);
      if (counted.parted()) {
        VoteSheets.heading(counts, 2, 4, CountedBuckets.part(of.poll(), words), 10);
      }
      if (moderated()) {
        VoteSheets.heading(counts, 2, 4, words.unseen(), 15);
      }
      counts.freezePane(0, 3);
      int line = 3;
      for (CountedBuckets.Row each : counted.rows()) {
        VoteSheets.label(counts, line, 0, each.label(), numeric());
        count(counts, line, 1, each, counted.people());
        VoteSheets.text(counts, line, 3, each.correct() ? words.yes() : "");
        VoteSheets.label(counts, line, 4, each.part(), true);
        if (moderated()) {
          VoteSheets.text(counts, line, 4, words.unseen(each.state()));
        }
        line++;
      }
      counts.finish();
      if (!of.session().anonymous()) {
        writeVotes(book);
      }
    }
  }

  /// A number and, beside it, its share of those who answered.
  static void count(Worksheet sheet, int line, int column, CountedBuckets.Row row, long all) {
    sheet.value(line, column, row.people());
    if (row.answers()) {
      sheet.value(line, column + 1, all == 0 ? 0.0 : (double) row.people() / all);
      sheet.style(line, column + 1).format("0.0%").set();
    }
  }

  private void writeVotes(Workbook book) throws IOException {
    AnswerColumns columns = columns();
    Map<String, EntryState> states = AnswerColumns.states(of.poll().asks(), tally.results());
    List<String> headings = new ArrayList<>(columns.headings());
    if (moderated()) {
      headings.add(words.unseen());
    }
    VoteSheets sheets = new VoteSheets(book, words, headings, false);
    try {
      votes.named(
          of.session().id(),
          each -> {
            List<String> cells = new ArrayList<>(columns.cells(each.answer()));
            if (moderated()) {
              cells.add(AnswerColumns.unseen(each.answer(), states, words));
            }
            sheets.add(of, each, cells);
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    sheets.finish();
  }

  static void line(PrintWriter csv, char apart, List<String> cells) {
    line(csv, apart, cells.toArray(String[]::new));
  }

  static void line(PrintWriter csv, char apart, String... cells) {
    csv.print(
        Stream.of(cells)
            .map(ResultsFile::quoted)
            .collect(Collectors.joining(Character.toString(apart))));
    csv.print("\r\n");
  }

  static String quoted(String cell) {
    String begins = cell.stripLeading();
    boolean control = !cell.isEmpty() && Character.isISOControl(cell.charAt(0));
    boolean formula = !begins.isEmpty() && FORMULA.indexOf(begins.charAt(0)) >= 0;
    return '"' + (control || formula ? "'" : "") + cell.replace("\"", "\"\"") + '"';
  }

  /// The text as a sheet must hold it: there `_x0041_` stands for the letter A (ISO/IEC 29500-1,
  /// 22.9.2.19), so that an underscore which would begin such a thing is written in the same way.
  static String literal(String text) {
    StringBuilder literal = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      literal.append(isEscape(text, i) ? "_x005F_" : text.charAt(i));
    }
    return literal.toString();
  }

  private static boolean isEscape(String text, int at) {
    return text.length() >= at + 7
        && text.charAt(at) == '_'
        && (text.charAt(at + 1) == 'x' || text.charAt(at + 1) == 'X')
        && text.charAt(at + 6) == '_'
        && text.substring(at + 2, at + 6).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
