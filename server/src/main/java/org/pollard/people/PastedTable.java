package org.pollard.people;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Rows of cells as they come from spreadsheets and files: apart by one sign, cells in quotes where
/// they hold it (RFC 4180), rows without anything left out. Immutable.
///
/// @param unreadable the line where reading had to end; 0 when all was read
public record PastedTable(List<Row> rows, int unreadable) {

  public static final char TAB = '\t';

  public PastedTable {
    rows = List.copyOf(rows);
  }

  /// One row.
  ///
  /// @param line where it begins in what was pasted, from 1
  public record Row(int line, List<String> cells) {

    public Row {
      cells = List.copyOf(cells);
    }
  }

  /// By the one of these signs by which most rows come out alike. A row in which somebody put a tab
  /// in the place of that sign has its columns all the same, and a tab beside the sign is a blank.
  ///
  /// @param separators the first wins where several do as well
  public static PastedTable read(String text, String separators) {
    char by = separators.charAt(0);
    PastedTable best = by(text, by);
    for (int i = 1; i < separators.length(); i++) {
      char separator = separators.charAt(i);
      PastedTable other = by(text, separator);
      boolean torn = by == TAB && best.isTornAt(separator) && other.alike() == best.alike();
      if (other.alike() > best.alike() || torn) {
        best = other;
        by = separator;
      }
    }
    return by == TAB ? best : best.byTabs();
  }

  /// By this sign alone.
  public static PastedTable by(String text, char separator) {
    CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .trimWhitespacesAroundQuotes(true)
            .ofCsvRecord(text);
    List<Row> rows = new ArrayList<>();
    try {
      reader.forEach(each -> rows.add(row(each)));
    } catch (CsvParseException _) {
      // A record that was begun and not read begins somewhere behind the last one.
      int last = rows.isEmpty() ? 0 : rows.getLast().line();
      return new PastedTable(filled(rows), last + 1);
    }
    return new PastedTable(filled(rows), 0);
  }

  /// A cell may hold line breaks, what it means does not.
  private static Row row(CsvRecord from) {
    return new Row(
        (int) from.getStartingLineNumber(),
        from.getFields().stream()
            .map(cell -> PastedText.trimmed(cell.replace('\n', ' ')))
            .toList());
  }

  /// Spreadsheets hand rows without anything in them on, too.
  private static List<Row> filled(List<Row> rows) {
    return rows.stream()
        .filter(each -> !each.cells().stream().allMatch(PastedTable::isBlank))
        .toList();
  }

  private static boolean isBlank(String cell) {
    return cell.chars().allMatch(c -> PastedText.isSpace((char) c) || c == ';' || c == ',');
  }

  /// Whether cells begin or end with another separator: then that is the one.
  private boolean isTornAt(char separator) {
    String sign = String.valueOf(separator);
    return rows.stream()
        .flatMap(each -> each.cells().stream())
        .anyMatch(cell -> cell.startsWith(sign) || cell.endsWith(sign));
  }

  /// How many rows have as many columns as most have.
  private int alike() {
    Map<Integer, Integer> widths = new HashMap<>();
    for (Row each : rows) {
      if (each.cells().size() > 1) {
        widths.merge(each.cells().size(), 1, Integer::sum);
      }
    }
    return widths.isEmpty() ? 0 : Collections.max(widths.values());
  }

  /// A row of one cell that holds tabs, among others that are parted by another sign.
  private PastedTable byTabs() {
    return new PastedTable(rows.stream().map(PastedTable::byTabs).toList(), unreadable);
  }

  private static Row byTabs(Row row) {
    return row.cells().size() == 1 && row.cells().getFirst().indexOf(TAB) >= 0
        ? new Row(
            row.line(),
            Stream.of(row.cells().getFirst().split("\t", -1)).map(PastedText::trimmed).toList())
        : row;
  }
}
