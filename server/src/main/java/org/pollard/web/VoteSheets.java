package org.pollard.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// Who chose what, on as many sheets as it takes. Confined to one file.
final class VoteSheets {

  private static final String DATE = "yyyy-mm-dd hh:mm:ss";

  /// What a sheet holds beside its first line; what goes beyond stands on the next one.
  private static final int MOST_ROWS = 1_000_000;

  /// Rows are handed on in such portions, since a sheet keeps them in memory until then.
  private static final int ROWS_AT_ONCE = 1_000;

  private final Workbook book;
  private final FileWords words;

  /// Whether each row says which poll it belongs to.
  private final boolean ofRoom;

  private Worksheet sheet;
  private int sheets;
  private int line;

  VoteSheets(Workbook book, FileWords words, boolean ofRoom) {
    this.book = book;
    this.words = words;
    this.ofRoom = ofRoom;
    this.sheet = next();
  }

  void add(ManagedSessions.Managed of, NamedVotes.Line vote, String choice) {
    try {
      if (line > MOST_ROWS) {
        sheet.finish();
        sheet = next();
      }
      int column = 0;
      if (ofRoom) {
        text(sheet, line, column++, of.poll().question());
        date(sheet, line, column++, of.session().createdAt());
      }
      text(sheet, line, column++, vote.name());
      text(sheet, line, column++, vote.login());
      text(sheet, line, column++, choice);
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
    heading(fresh, 0, column++, words.choice(), 40);
    heading(fresh, 0, column, words.time(), 20);
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

  /// As what a spreadsheet can sort and count with; these know no zones.
  static void date(Worksheet sheet, int row, int column, Instant at) {
    sheet.value(
        row, column, LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
    sheet.style(row, column).format(DATE).set();
  }
}
