package org.pollard.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// Who chose what, on as many sheets as it takes. Confined to one file.
final class VoteSheets {

  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,4})?");

  private static final String DATE = "yyyy-mm-dd hh:mm:ss";

  /// What a sheet holds beside its first line; what goes beyond stands on the next one.
  private static final int MOST_ROWS = 1_000_000;

  /// Rows are handed on in such portions, since a sheet keeps them in memory until then.
  private static final int ROWS_AT_ONCE = 1_000;

  private final Workbook book;
  private final FileWords words;
  private final List<String> answers;

  /// Whether each row says which poll it belongs to.
  private final boolean ofRoom;

  private Worksheet sheet;
  private int sheets;
  private int line;

  /// @param answers the headings of what was answered
  VoteSheets(Workbook book, FileWords words, List<String> answers, boolean ofRoom) {
    this.book = book;
    this.words = words;
    this.answers = List.copyOf(answers);
    this.ofRoom = ofRoom;
    this.sheet = next();
  }

  void add(ManagedSessions.Managed of, NamedVotes.Line vote, List<String> cells) {
    try {
      if (line > MOST_ROWS) {
        sheet.finish();
        sheet = next();
      }
      int column = 0;
      if (ofRoom) {
        text(sheet, line, column++, of.poll().question());
        date(sheet, line, column++, of.session().askedAt());
      }
      text(sheet, line, column++, vote.name());
      text(sheet, line, column++, vote.login());
      for (String each : cells) {
        cell(sheet, line, column++, each);
      }
      date(sheet, line, column, vote.at());
      line++;
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
    Worksheet fresh =
        book.newWorksheet(++sheets == 1 ? words.votes() : words.votes() + " " + sheets);
    int column = 0;
    if (ofRoom) {
      heading(fresh, 0, column++, words.poll(), 40);
      heading(fresh, 0, column++, words.asked(), 20);
    }
    heading(fresh, 0, column++, words.voter(), 30);
    heading(fresh, 0, column++, words.login(), 30);
    for (String each : answers) {
      heading(fresh, 0, column++, ResultsFile.literal(each), answers.size() == 1 ? 40 : 15);
    }
    heading(fresh, 0, column, words.time(), 20);
    fresh.freezePane(0, 1);
    line = 1;
    return fresh;
  }

  static void heading(Worksheet sheet, int row, int column, String words, int width) {
    sheet.value(row, column, words);
    sheet.style(row, column).bold().set();
    sheet.width(column, width);
  }

  static void text(Worksheet sheet, int row, int column, @Nullable String text) {
    if (text != null) {
      sheet.value(row, column, ResultsFile.literal(text));
    }
  }

  /// @param number whether it is a number, or nothing
  static void label(Worksheet sheet, int row, int column, String label, boolean number) {
    if (number && !label.isEmpty()) {
      cell(sheet, row, column, label);
    } else {
      text(sheet, row, column, label);
    }
  }

  /// A number where it is one, so that a spreadsheet can reckon with it.
  private static void cell(Worksheet sheet, int row, int column, String text) {
    if (NUMBER.matcher(text).matches()) {
      sheet.value(row, column, new BigDecimal(text));
    } else {
      text(sheet, row, column, text);
    }
  }

  /// As what a spreadsheet can sort and count with; these know no zones.
  static void date(Worksheet sheet, int row, int column, Instant at) {
    sheet.value(
        row, column, LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
    sheet.style(row, column).format(DATE).set();
  }
}
