package org.pollard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Tally;

/// The results of a session as files for spreadsheets: the counts and, of a named one, each vote.
/// Written as a stream, however many votes there are. What cannot be written or read ends it with
/// an exception.
record ResultsFile(ManagedSessions.Managed of, Tally tally, NamedVotes votes) {

  private static final String APPLICATION = "Pollard";
  private static final String VERSION = "1.0";

  /// Spreadsheets take a text that begins so for a formula, behind white space too; the last four
  /// are the full-width forms, which some of them read alike.
  private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  /// What a sheet holds beside its first line; what goes beyond stands on the next one.
  private static final int MOST_ROWS = 1_000_000;

  /// Rows are handed on in such portions, since a sheet keeps them in memory until then.
  private static final int ROWS_AT_ONCE = 1_000;

  void writeCsv(OutputStream out) throws IOException {
    PrintWriter csv = new PrintWriter(new OutputStreamWriter(out, UTF_8));
    // The mark by which spreadsheets know the encoding.
    csv.print('\uFEFF');
    line(csv, "question", of.poll().question());
    line(csv, "choice", "votes", "correct");
    for (Choice each : of.choices()) {
      line(csv, each.text(), Long.toString(count(each)), each.correct() ? "yes" : "");
    }
    if (!of.session().anonymous()) {
      csv.print("\r\n");
      line(csv, "voter", "choice", "time");
      Map<ChoiceId, String> texts = texts();
      votes.named(
          of.session().id(),
          each -> line(csv, each.name(), text(texts, each.choice()), seconds(each.at())));
    }
    // It keeps faults to itself until it is asked.
    if (csv.checkError()) {
      throw new IOException("the file could not be written");
    }
  }

  void writeXlsx(OutputStream out) throws IOException {
    try (Workbook book = new Workbook(out, APPLICATION, VERSION)) {
      Worksheet counts = book.newWorksheet("Results");
      counts.value(0, 0, literal(of.poll().question()));
      counts.style(0, 0).bold().fontSize(14).set();
      row(counts, 2, "Choice", "Votes", "Share", "Correct");
      counts.range(2, 0, 2, 3).style().bold().set();
      long all = tally.total();
      int line = 3;
      for (Choice each : of.choices()) {
        counts.value(line, 0, literal(each.text()));
        counts.value(line, 1, count(each));
        counts.value(line, 2, all == 0 ? 0.0 : (double) count(each) / all);
        counts.style(line, 2).format("0.0%").set();
        counts.value(line, 3, each.correct() ? "yes" : "");
        line++;
      }
      counts.width(0, 40);
      counts.finish();
      if (!of.session().anonymous()) {
        writeVotes(book);
      }
    }
  }

  private void writeVotes(Workbook book) throws IOException {
    Map<ChoiceId, String> texts = texts();
    VoteSheets sheets = new VoteSheets(book);
    try {
      votes.named(
          of.session().id(),
          each -> sheets.add(each.name(), text(texts, each.choice()), seconds(each.at())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    sheets.finish();
  }

  /// As many sheets of votes as it takes. Confined to one file.
  private static final class VoteSheets {

    private final Workbook book;
    private Worksheet sheet;
    private int sheets;
    private int line;

    VoteSheets(Workbook book) {
      this.book = book;
      this.sheet = next();
    }

    void add(String... cells) {
      try {
        if (line > MOST_ROWS) {
          sheet.finish();
          sheet = next();
        }
        row(sheet, line++, cells);
        if (line % ROWS_AT_ONCE == 0) {
          sheet.flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void finish() throws IOException {
      sheet.finish();
    }

    private Worksheet next() {
      Worksheet fresh = book.newWorksheet(++sheets == 1 ? "Votes" : "Votes " + sheets);
      row(fresh, 0, "Voter", "Choice", "Time (UTC)");
      fresh.range(0, 0, 0, 2).style().bold().set();
      fresh.width(0, 30);
      fresh.width(1, 40);
      fresh.width(2, 20);
      line = 1;
      return fresh;
    }
  }

  private static void row(Worksheet sheet, int line, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      sheet.value(line, i, literal(cells[i]));
    }
  }

  static void line(PrintWriter csv, String... cells) {
    csv.print(Stream.of(cells).map(ResultsFile::quoted).collect(Collectors.joining(",")));
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

  private long count(Choice choice) {
    return tally.counts().getOrDefault(choice.id(), 0L);
  }

  private Map<ChoiceId, String> texts() {
    return of.choices().stream().collect(Collectors.toMap(Choice::id, Choice::text));
  }

  private static String text(Map<ChoiceId, String> texts, ChoiceId choice) {
    return texts.getOrDefault(choice, "");
  }

  private static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
