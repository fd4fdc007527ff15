package org.pollard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
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
/// Written as a stream, however many votes there are.
record ResultsFile(ManagedSessions.Managed of, Tally tally, NamedVotes votes) {

  private static final String APPLICATION = "Pollard";
  private static final String VERSION = "1.0";

  /// Spreadsheets take a text that begins so for a formula.
  private static final String FORMULA = "=+-@\t\r";

  void writeCsv(OutputStream out) {
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
    csv.flush();
  }

  void writeXlsx(OutputStream out) throws IOException {
    try (Workbook book = new Workbook(out, APPLICATION, VERSION)) {
      Worksheet counts = book.newWorksheet("Results");
      counts.value(0, 0, of.poll().question());
      counts.style(0, 0).bold().fontSize(14).set();
      row(counts, 2, "Choice", "Votes", "Share", "Correct");
      counts.range(2, 0, 2, 3).style().bold().set();
      long all = tally.total();
      int line = 3;
      for (Choice each : of.choices()) {
        counts.value(line, 0, each.text());
        counts.value(line, 1, count(each));
        counts.value(line, 2, all == 0 ? 0.0 : (double) count(each) / all);
        counts.style(line, 2).format("0.0%").set();
        counts.value(line, 3, each.correct() ? "yes" : "");
        line++;
      }
      counts.width(0, 40);
      counts.finish();
      if (!of.session().anonymous()) {
        writeVotes(book.newWorksheet("Votes"));
      }
    }
  }

  private void writeVotes(Worksheet sheet) {
    row(sheet, 0, "Voter", "Choice", "Time (UTC)");
    sheet.range(0, 0, 0, 2).style().bold().set();
    sheet.width(0, 30);
    sheet.width(1, 40);
    sheet.width(2, 20);
    Map<ChoiceId, String> texts = texts();
    int[] line = {1};
    votes.named(
        of.session().id(),
        each -> row(sheet, line[0]++, each.name(), text(texts, each.choice()), seconds(each.at())));
  }

  private static void row(Worksheet sheet, int line, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      sheet.value(line, i, cells[i]);
    }
  }

  private static void line(PrintWriter csv, String... cells) {
    csv.print(Stream.of(cells).map(ResultsFile::quoted).collect(Collectors.joining(",")));
    csv.print("\r\n");
  }

  private static String quoted(String cell) {
    boolean formula = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + cell.replace("\"", "\"\"") + '"';
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
